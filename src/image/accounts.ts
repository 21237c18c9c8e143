import { maxId } from '../model/runtime-policy.ts';
import { type FileProblem, type FileReader, isFileProblem, wholeFileReader } from './file-reader.ts';
import type { FileView } from './file-view.ts';

/** One line of a passwd file. An id is null when engines would not all read the same number. */
export interface Account {
  readonly name: string;
  readonly id: number | null;
  /** The group it starts in. */
  readonly group: number | null;
}

/** One line of a group file. */
export interface Group {
  readonly name: string;
  readonly id: number | null;
  readonly members: readonly string[];
}

/** The accounts of an image; null where the file is there and cannot be read, empty where there is none. */
export interface Accounts {
  readonly users: readonly Account[] | null;
  readonly groups: readonly Group[] | null;
}

const maxBytes = 1024 * 1024;
const maxLines = 20_000;

// Also below other folders: images made by Nix or Bazel link /etc/passwd to a file elsewhere.
const userReader = wholeFileReader<readonly Account[]>({
  name: 'passwd',
  version: 1,
  maxBytes,
  wants: (path) => /(?:^|\/)etc\/passwd$/.test(path),
  parse: (bytes) => parsePasswd(bytes.toString('utf8')),
});

const groupReader = wholeFileReader<readonly Group[]>({
  name: 'group',
  version: 1,
  maxBytes,
  wants: (path) => /(?:^|\/)etc\/group$/.test(path),
  parse: (bytes) => parseGroups(bytes.toString('utf8')),
});

/** What must ride the walk for `accountsOf` to know the image's users. */
export const accountReaders: readonly FileReader<unknown>[] = [userReader, groupReader];

/** The users and groups that an engine would find in the image, links followed inside it. */
export function accountsOf(view: FileView): Accounts {
  return {
    users: entriesAt(view, 'etc/passwd', userReader),
    groups: entriesAt(view, 'etc/group', groupReader),
  };
}

/**
 * Reads passwd(5) as engines do (moby/sys `user`): blank lines are skipped, fields may be missing, the first line
 * that matches wins.
 */
export function parsePasswd(text: string): readonly Account[] {
  return lines(text).map((line) => {
    const [name = '', , id, group] = line.split(':');
    return { name, id: parseId(id), group: parseId(group) };
  });
}

/** Reads group(5) as engines do; unlike in passwd(5), a line may be a comment. */
export function parseGroups(text: string): readonly Group[] {
  return lines(text)
    .filter((line) => !line.startsWith('#'))
    .map((line) => {
      const [name = '', , id, members = ''] = line.split(':');
      return { name, id: parseId(id), members: members.split(',').filter((member) => member !== '') };
    });
}

/**
 * A user or group id; null for anything but a plain decimal number that fits. Engines read a missing or malformed id
 * as 0, and an oversized one has wrapped round to 0 before (CVE-2024-40635): such an id may mean root.
 */
function parseId(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) && Number(text) <= maxId ? Number(text) : null;
}

function lines(text: string): readonly string[] {
  const found = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (found.length > maxLines) throw new Error(`more than ${maxLines} lines`);
  return found;
}

function entriesAt<Entry>(
  view: FileView,
  path: string,
  reader: FileReader<readonly Entry[] | FileProblem>,
): readonly Entry[] | null {
  const file = view.resolve(path);
  // A link that leads nowhere is no file to an engine either.
  if (file === undefined) return [];
  const fact = view.facts(reader).find((located) => located.path === file.path)?.fact;
  return fact === undefined || isFileProblem(fact) ? null : fact;
}
