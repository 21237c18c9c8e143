import { reasonOf } from '../../errors.ts';
import { type Paragraph, paragraphs } from '../deb822.ts';
import { createFileList, createListBudget, type ListBudget, type ListedFiles } from '../listed-files.ts';
import { problemsOf, shown } from '../problems.ts';
import { addConffiles } from './conffiles.ts';

const maxPackages = 100_000;

// dpkg's own limits on characters (lib/dpkg/parsehelp.c), wider than what Debian's policy allows in its archive.
const nameForm = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,255}$/;
const versionForm = /^[A-Za-z0-9.+~:_-]{1,256}$/;
// opkg, which keeps the same file, has `arm_cortex-a9`.
const architectureForm = /^[A-Za-z0-9_-]{1,64}$/;

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly source?: { readonly name: string; readonly version: string };
  /** Configuration files, with the checksums of what the package brought. */
  readonly conffiles?: ListedFiles;
}

export interface StatusFile {
  readonly packages: readonly InstalledPackage[];
  readonly problems: readonly string[];
}

/**
 * Reads a status file, or one of `status.d`. What is malformed becomes a problem and hides nothing else.
 * @param path without leading slash, for the problems.
 */
export function parseStatus(text: string, path: string): StatusFile {
  const packages: InstalledPackage[] = [];
  const problems = problemsOf(path);
  const budget = createListBudget();
  for (const paragraph of paragraphs(text, ['conffiles'])) {
    if (packages.length >= maxPackages) {
      problems.add(`it lists more than ${maxPackages} packages`);
      break;
    }
    const name = paragraph.fields.get('package');
    if (paragraph.problem !== undefined) problems.add(`package ${shown(name ?? '')}: ${paragraph.problem}`);
    if (!isOnDisk(paragraph)) continue;
    const installed = installedPackage(paragraph, budget);
    if (typeof installed === 'string') problems.add(`package ${shown(name ?? '')}: ${installed}`);
    else packages.push(installed);
  }
  return { packages, problems: problems.sentences() };
}

/**
 * True when the files of the package are there: the third word of `Status` is its state (dpkg(1)), and all states but
 * two mean that something was unpacked. The first word is only a wish: `deinstall ok installed` is still installed.
 * Without `Status` (distroless, hand-made databases) a paragraph that has a version counts; one that has none is the
 * stub that old versions of dpkg kept for a package they had only heard of.
 */
function isOnDisk({ fields }: Paragraph): boolean {
  const status = fields.get('status');
  if (status === undefined) return fields.has('version') && fields.get('package') !== '';
  const state = status.split(/\s+/)[2];
  return state !== 'not-installed' && state !== 'config-files';
}

/** The package, or a sentence that says why the paragraph is none. */
function installedPackage({ fields, folded }: Paragraph, budget: ListBudget): InstalledPackage | string {
  const name = fields.get('package') ?? '';
  const version = fields.get('version') ?? '';
  const architecture = fields.get('architecture');
  if (!nameForm.test(name)) return 'its name is not one that dpkg allows';
  if (!versionForm.test(version)) return `its version is not one that dpkg allows: ${shown(version)}`;
  if (architecture !== undefined && !architectureForm.test(architecture)) {
    return `its architecture is not one that dpkg allows: ${shown(architecture)}`;
  }
  const source = sourceOf(fields.get('source'), name, version);
  if (typeof source === 'string') return source;
  const conffiles = createFileList(budget);
  try {
    addConffiles(folded.get('conffiles') ?? [], conffiles);
  } catch (error) {
    return reasonOf(error);
  }
  const listed = conffiles.take();
  return {
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    ...(source === undefined ? {} : { source }),
    ...(listed.paths.length === 0 ? {} : { conffiles: listed }),
  };
}

/** `Source: NAME` or `Source: NAME (VERSION)`; undefined where neither differs from the package's own. */
function sourceOf(
  field: string | undefined,
  name: string,
  version: string,
): InstalledPackage['source'] | string {
  if (field === undefined) return undefined;
  const match = /^(\S+)(?:\s+\(([^()]*)\))?$/.exec(field);
  const source = { name: match?.[1] ?? '', version: match?.[2]?.trim() ?? version };
  if (!nameForm.test(source.name) || !versionForm.test(source.version)) {
    return `its source is not a name and a version: ${shown(field)}`;
  }
  return source.name === name && source.version === version ? undefined : source;
}
