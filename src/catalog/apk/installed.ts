import { lines } from '../lines.ts';
import { createFileList, createListBudget, type FileList, type ListedFiles } from '../listed-files.ts';
import { type Problems, problemsOf, shown } from '../problems.ts';

const maxPackages = 100_000;

// A leading dot is a virtual package (`apk add --virtual .build-deps`).
const nameForm = /^[A-Za-z0-9._+][A-Za-z0-9._+-]{0,255}$/;
const versionForm = /^[A-Za-z0-9._+~-]{1,256}$/;
const architectureForm = /^[A-Za-z0-9_-]{1,64}$/;

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly origin?: string;
  /** Paths as listed; nothing is said of configuration here. */
  readonly files: ListedFiles;
}

export interface InstalledFile {
  readonly packages: readonly InstalledPackage[];
  readonly problems: readonly string[];
}

/**
 * Reads an `installed` database, which apk-tools 2 and 3 write in the same format ("Installed database V2"): one
 * letter, a colon and a value a line, an empty line after each package. `P` name, `V` version, `A` architecture, `o`
 * origin (the source package), `f` flags, `F` a folder, `R` a file in the folder last named, `Z` the checksum of the
 * file last named. What is malformed becomes a problem and hides nothing else.
 * @param path without leading slash, for the problems.
 */
export function parseInstalled(text: string, path: string): InstalledFile {
  const packages: InstalledPackage[] = [];
  const problems = problemsOf(path);
  const budget = createListBudget();
  let open = emptyPackage();
  const finish = (): void => {
    if (open.fields.size > 0) keep(open, packages, problems, createFileList(budget));
    open = emptyPackage();
  };
  for (const line of lines(text)) {
    if (line.trim() === '') {
      finish();
      if (packages.length < maxPackages) continue;
      problems.add(`it lists more than ${maxPackages} packages`);
      return { packages, problems: problems.sentences() };
    }
    const key = line[0] ?? '';
    const value = line.slice(2).trimEnd();
    if (line[1] !== ':') problems.add(`a line is not a field: ${shown(line)}`);
    else if (key === 'F') open.folder = value === '' ? '' : `${value}/`;
    else if (key === 'R') open.files.push({ folder: open.folder, base: value, checksum: '' });
    else if (key === 'Z' && open.files.length > 0) (open.files.at(-1) as OpenFile).checksum = value;
    else if ('PVAo'.includes(key) && open.fields.has(key)) problems.add(`field ${key} is given twice`);
    else open.fields.set(key, value);
  }
  finish();
  return { packages, problems: problems.sentences() };
}

interface OpenFile {
  readonly folder: string;
  readonly base: string;
  checksum: string;
}

interface OpenPackage {
  readonly fields: Map<string, string>;
  readonly files: OpenFile[];
  folder: string;
}

function emptyPackage(): OpenPackage {
  return { fields: new Map(), files: [], folder: '' };
}

function keep(
  { fields, files }: OpenPackage,
  packages: InstalledPackage[],
  problems: Problems,
  list: FileList,
): void {
  const name = fields.get('P') ?? '';
  const version = fields.get('V') ?? '';
  const architecture = fields.get('A');
  const origin = fields.get('o');
  const wrong =
    (!nameForm.test(name) && 'its name') ||
    (!versionForm.test(version) && 'its version') ||
    (architecture !== undefined && !architectureForm.test(architecture) && 'its architecture') ||
    (origin !== undefined && !nameForm.test(origin) && 'its origin');
  if (wrong !== false) {
    problems.add(`package ${shown(name)} ${shown(version)}: ${wrong} is missing or not one that apk allows`);
    return;
  }
  const isCutSha256 = fields.get('f')?.includes(cutSha256Flag) ?? false;
  try {
    for (const { folder, base, checksum } of files) {
      list.add(folder + base, isCutSha256 ? '' : digestOf(checksum));
    }
  } catch (error) {
    problems.add(`package ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  packages.push({
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    ...(origin === undefined ? {} : { origin }),
    files: list.take(),
  });
}

/**
 * apk-tools 3 marks packages of its own format so: their checksums are the first 160 bits of SHA-256, written as SHA-1
 * would be (src/database.c). Half a checksum is none here.
 */
const cutSha256Flag = 'S';
const sha1Bytes = 20;

/** `Q1` and the base64 of a SHA-1 (src/blob.c); '' for anything else. */
function digestOf(checksum: string): string {
  if (!checksum.startsWith('Q1')) return '';
  const bytes = Buffer.from(checksum.slice(2), 'base64');
  return bytes.length === sha1Bytes ? bytes.toString('hex') : '';
}
