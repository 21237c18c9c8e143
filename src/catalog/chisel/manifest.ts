import { zstdDecompressSync } from 'node:zlib';
import { lines } from '../lines.ts';
import { createFileList, createListBudget, type FileList, type ListedFiles } from '../listed-files.ts';
import { problemsOf, shown } from '../problems.ts';

export interface ChiselPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  /** Files of the package's slices that are in the image. */
  readonly files: ListedFiles;
}

export interface ChiselManifest {
  readonly packages: readonly ChiselPackage[];
  readonly problems: readonly string[];
}

const maxUnpackedBytes = 64 * 1024 * 1024;
const maxPackages = 10_000;
const maxLineLength = 64 * 1024;

// As for dpkg, whose packages they are.
const nameForm = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,255}$/;
const versionForm = /^[A-Za-z0-9.+~:_-]{1,256}$/;
const architectureForm = /^[A-Za-z0-9-]{1,64}$/;

/**
 * Reads a manifest of chisel: zstd over lines of JSON ("jsonwall" 1.0), first a header with the number of lines, then
 * one object a line, whose `kind` is `package`, `slice`, `path` or `content`. A path names the slices that have it;
 * `final_sha256` stands where a script of a slice changed the file after it was copied.
 * What is malformed becomes a problem and hides nothing else.
 * @throws Error when it is not zstd, or unpacks to too much
 */
export function parseManifest(compressed: Buffer, path: string): ChiselManifest {
  const text = zstdDecompressSync(compressed, { maxOutputLength: maxUnpackedBytes }).toString('utf8');
  const problems = problemsOf(path);
  const budget = createListBudget();
  const packages = new Map<string, Omit<ChiselPackage, 'files'> & { readonly files: FileList }>();
  const entries = { wanted: 0, found: 0 };
  const paths: Entry[] = [];
  for (const line of lines(text)) {
    if (line === '') continue;
    entries.found += 1;
    const entry = parseLine(line);
    if (entry === undefined) problems.add(`a line is not an object: ${shown(line)}`);
    else if (entry.kind === undefined && typeof entry.count === 'number') entries.wanted = entry.count;
    else if (entry.kind === 'path') paths.push(entry);
    else if (entry.kind === 'package') {
      const found = packageOf(entry);
      if (typeof found === 'string') problems.add(found);
      else if (packages.size < maxPackages)
        packages.set(found.name, { ...found, files: createFileList(budget) });
      else problems.add(`it lists more than ${maxPackages} packages`);
    }
  }
  if (entries.found < entries.wanted) problems.add('it is cut off');
  // Their packages come later: lines are sorted.
  try {
    for (const entry of paths) addPath(entry, (name) => packages.get(name)?.files);
  } catch (error) {
    problems.add(error instanceof Error ? error.message : String(error));
  }
  return {
    packages: [...packages.values()].map((found) => ({ ...found, files: found.files.take() })),
    problems: problems.sentences(),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function parseLine(line: string): Entry | undefined {
  if (line.length > maxLineLength) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function packageOf(entry: Entry): Omit<ChiselPackage, 'files'> | string {
  const { name, version, arch } = entry;
  if (typeof name !== 'string' || !nameForm.test(name)) return 'a package has no name that dpkg allows';
  if (typeof version !== 'string' || !versionForm.test(version)) {
    return `package ${name}: its version is missing or not one that dpkg allows`;
  }
  if (typeof arch !== 'string') return { name, version };
  if (!architectureForm.test(arch)) return `package ${name}: its architecture is not one that dpkg allows`;
  return { name, version, architecture: arch };
}

/** A slice is named `PACKAGE_SLICE`, and neither part has an underscore. */
function addPath(entry: Entry, filesOf: (packageName: string) => FileList | undefined): void {
  const { path, slices, sha256, final_sha256: finalSha256 } = entry;
  if (typeof path !== 'string' || !path.startsWith('/') || path.endsWith('/') || !Array.isArray(slices))
    return;
  const digest = [finalSha256, sha256].find((candidate) => typeof candidate === 'string') ?? '';
  const isSha256 = /^[0-9a-f]{64}$/.test(digest);
  const names = new Set(slices.map((slice) => String(slice).split('_', 1)[0] ?? ''));
  for (const name of names) {
    filesOf(name)?.add(path.slice(1), isSha256 ? digest : '', path.startsWith('/etc/'));
  }
}
