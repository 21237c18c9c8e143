import {
  type FileProblem,
  type FileReader,
  isFileProblem,
  wholeFileReader,
} from '../../image/file-reader.ts';
import type { FileView } from '../../image/file-view.ts';

/** What a line of shadow(5), or the second field of passwd(5), says of a password; never the password itself. */
export interface PasswordState {
  readonly name: string;
  /** `none`: anybody may log in. `locked`: nobody can with a password. `hash`: a password is set. */
  readonly password: 'none' | 'locked' | 'hash';
}

const maxBytes = 1024 * 1024;
const maxLines = 20_000;

function passwordReader(name: string, file: string): FileReader<readonly PasswordState[] | FileProblem> {
  return wholeFileReader<readonly PasswordState[]>({
    name,
    version: 1,
    maxBytes,
    wants: (path) => path === file,
    parse: (bytes) => parsePasswords(bytes.toString('utf8')),
  });
}

const shadowReader = passwordReader('shadow-passwords', 'etc/shadow');
const passwdReader = passwordReader('passwd-passwords', 'etc/passwd');

export const passwordReaders: readonly FileReader<unknown>[] = [shadowReader, passwdReader];

/** Reads the first two fields of shadow(5) or passwd(5). @throws Error for more lines than any system has */
export function parsePasswords(text: string): readonly PasswordState[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (lines.length > maxLines) throw new Error(`more than ${maxLines} lines`);
  return lines.flatMap((line) => {
    const [name = '', password] = line.split(':');
    return password === undefined ? [] : { name, password: stateOf(password) };
  });
}

/** crypt(5): what no method of hashing gives is no password, and `x` says that shadow has it. */
function stateOf(field: string): PasswordState['password'] {
  if (field === '') return 'none';
  return /^[!*]|^x$/.test(field) || field.length < 13 ? 'locked' : 'hash';
}

/**
 * The passwords of the image's accounts: of shadow where an account has a line there, as login programs do (pwconv(8)),
 * else of passwd.
 * @returns null where one of the files is there and cannot be read
 */
export function passwordsOf(view: FileView): readonly PasswordState[] | null {
  const shadow = statesIn(view, 'etc/shadow', shadowReader);
  const passwd = statesIn(view, 'etc/passwd', passwdReader);
  if (shadow === null || passwd === null) return null;
  const inShadow = new Set(shadow.map(({ name }) => name));
  return [...shadow, ...passwd.filter(({ name }) => !inShadow.has(name))];
}

function statesIn(
  view: FileView,
  path: string,
  reader: FileReader<readonly PasswordState[] | FileProblem>,
): readonly PasswordState[] | null {
  const found = view.resolve(path);
  if (found === undefined) return [];
  const fact = view.facts(reader).find((located) => located.path === found.path)?.fact;
  return fact === undefined || isFileProblem(fact) ? null : fact;
}
