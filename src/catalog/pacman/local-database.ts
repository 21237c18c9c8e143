import { lines } from '../lines.ts';
import { createFileList, createListBudget, type ListedFiles } from '../listed-files.ts';
import { shown } from '../problems.ts';

/** What `desc` says of a package. */
export interface Description {
  readonly name: string;
  /** `[EPOCH:]VERSION-RELEASE`. */
  readonly version: string;
  readonly architecture?: string;
  /** Name of the source package. */
  readonly base?: string;
}

// PKGBUILD(5): alphanumerics and @ . _ + -; versions without blanks, slashes and hyphens, but for the release's.
const nameForm = /^[A-Za-z0-9@_+][A-Za-z0-9@._+-]{0,255}$/;
const versionForm = /^(?:\d+:)?[^\s/:-][^\s/-]{0,200}-[A-Za-z0-9._]{1,32}$/;
const architectureForm = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws Error with a sentence, when its name or version is missing or not one that pacman allows */
export function parseDescription(text: string): Description {
  const values = sections(text, ['NAME', 'VERSION', 'ARCH', 'BASE']);
  const name = values.get('NAME')?.[0] ?? '';
  const version = values.get('VERSION')?.[0] ?? '';
  const architecture = values.get('ARCH')?.[0];
  const base = values.get('BASE')?.[0];
  const wrong =
    (!nameForm.test(name) && 'its name') ||
    (!versionForm.test(version) && 'its version') ||
    (architecture !== undefined && !architectureForm.test(architecture) && 'its architecture') ||
    (base !== undefined && !nameForm.test(base) && 'its base');
  if (wrong !== false) {
    throw new Error(
      `package ${shown(name)} ${shown(version)}: ${wrong} is missing or not one that pacman allows`,
    );
  }
  return {
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    ...(base === undefined ? {} : { base }),
  };
}

/**
 * Reads `files`: paths in `%FILES%` (folders end with a slash), and in `%BACKUP%` the configuration files, each with a
 * tab and its MD5 as the package brought it.
 * @throws Error with a sentence, for more files than any system has
 */
export function parseFiles(text: string): ListedFiles {
  const values = sections(text, ['FILES', 'BACKUP']);
  const backups = new Map<string, string>();
  for (const line of values.get('BACKUP') ?? []) {
    const [path = '', digest = ''] = line.split('\t');
    backups.set(path, /^[0-9a-f]{32}$/.test(digest) ? digest : '');
  }
  const list = createFileList(createListBudget());
  for (const path of values.get('FILES') ?? []) {
    if (path.endsWith('/')) continue;
    list.add(path, backups.get(path), backups.has(path));
  }
  return list.take();
}

/** `%NAME%` on a line, its values a line each, and an empty line. */
function sections(text: string, wanted: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let open: string[] | undefined;
  for (const line of lines(text)) {
    const name = line.startsWith('%') && line.endsWith('%') ? line.slice(1, -1) : undefined;
    if (name !== undefined) {
      open = wanted.includes(name) && !found.has(name) ? [] : undefined;
      if (open !== undefined) found.set(name, open);
    } else if (line === '') open = undefined;
    else open?.push(line);
  }
  return found;
}
