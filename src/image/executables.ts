import { decodeName } from '../io/entry-path.ts';
import type { Executable } from '../model/scan-report.ts';
import type { Accounts } from './accounts.ts';
import { formatCapabilities } from './capabilities.ts';
import type { FileHashes } from './content-hashes.ts';
import { createElfScanner, type ElfFacts } from './elf.ts';
import { elfMagic } from './elf-layout.ts';
import type { FileEntry, FileReader, FileSink } from './file-reader.ts';
import type { FileView } from './file-view.ts';
import { bytesToTell, programKindOf } from './program-kind.ts';

/** What the walk finds out about one file that can be run, or be loaded to run. */
export type ExecutableFact = { readonly sha256: string } & (ElfFacts | OtherFacts);

interface OtherFacts {
  readonly kind: Exclude<Executable['kind'], ElfFacts['kind']>;
  /** Of a script. */
  readonly interpreter?: string;
}

/** Linux looks for `#!` in, and reads the interpreter from, this much of a file (BINPRM_BUF_SIZE). */
const firstLineBytes = 256;
const scriptMagic = Buffer.from('#!');

/**
 * Hashes every regular file that has an execute bit, or begins like a program of some kind: what has no bit can still
 * be loaded, or be started by naming its interpreter.
 */
export const executableReader: FileReader<ExecutableFact> = {
  name: 'executables',
  version: 3,
  open: createSink,
};

function createSink({ mode }: FileEntry, hashes: FileHashes): FileSink<ExecutableFact> {
  const runnable = (mode & 0o111) !== 0;
  // Four bytes tell of most files what they are, or are not. Chunks may be as short as one.
  let head: Buffer | undefined = Buffer.alloc(0);
  let scanner: Scanner | undefined;
  let sha256: (() => string) | undefined;

  /** @param before how much of the start earlier calls have shown */
  function begin(start: Buffer, before: number): void {
    head = undefined;
    const kind = programKindOf(start);
    if (start.subarray(0, 4).equals(elfMagic)) scanner = createElfScanner();
    else if (start.subarray(0, 2).equals(scriptMagic)) scanner = createScriptScanner();
    else if (kind !== undefined || runnable) scanner = scannerOf(kind ?? 'other');
    if (scanner === undefined) return;
    sha256 = hashes.want('sha256', start.subarray(0, before));
    scanner.write(start);
  }

  return {
    write(chunk) {
      if (head === undefined) {
        scanner?.write(chunk);
        return;
      }
      const before = head.length;
      head = before === 0 ? chunk : Buffer.concat([head, chunk]);
      if (head.length >= bytesToTell(head)) begin(head, before);
      else head = Buffer.from(head);
    },
    end() {
      if (head !== undefined) begin(head, head.length);
      if (scanner === undefined || sha256 === undefined) return undefined;
      const about = scanner.end();
      const digest = sha256;
      return () => ({ sha256: digest(), ...about });
    },
  };
}

interface Scanner {
  write(chunk: Buffer): void;
  end(): ElfFacts | OtherFacts;
}

function scannerOf(kind: OtherFacts['kind']): Scanner {
  return { write() {}, end: () => ({ kind }) };
}

/** Keeps the first line without `#!`: the interpreter's path, and its argument where it has one. */
function createScriptScanner(): Scanner {
  let line = Buffer.alloc(0);
  return {
    write(chunk) {
      if (line.length < firstLineBytes)
        line = Buffer.concat([line, chunk.subarray(0, firstLineBytes - line.length)]);
    },
    end() {
      const end = line.indexOf(0x0a);
      const interpreter = decodeName(line.subarray(scriptMagic.length, end < 0 ? line.length : end)).trim();
      return { kind: 'script', ...(interpreter === '' ? {} : { interpreter }) };
    },
  };
}

/**
 * The executables that a container started from the image would see, sorted by path, each name of a hard-linked file
 * for itself.
 * @param owners purl by absolute path
 * @param accounts for the names of users and groups
 */
export function executablesOf(
  view: FileView,
  owners: ReadonlyMap<string, string>,
  accounts: Accounts = { users: [], groups: [] },
): Executable[] {
  const userName = namesById(accounts.users);
  const groupName = namesById(accounts.groups);
  return view.facts(executableReader).flatMap(({ path, fact }) => {
    const node = view.get(path);
    if (node === undefined) return [];
    const owner = owners.get(`/${path}`);
    const user = userName.get(node.uid);
    const group = groupName.get(node.gid);
    const capabilities =
      node.capabilities === undefined ? '' : formatCapabilities(Buffer.from(node.capabilities, 'hex'));
    return {
      path: `/${path}`,
      ...fact,
      size: node.size,
      mode: node.mode,
      uid: node.uid,
      gid: node.gid,
      ...(user === undefined ? {} : { user }),
      ...(group === undefined ? {} : { group }),
      ...(capabilities === undefined || capabilities === '' ? {} : { capabilities }),
      ...(owner === undefined ? {} : { package: owner }),
      layer: view.layers[node.layer]?.diffId ?? null,
    };
  });
}

/** Of root, its number says enough. */
function namesById(
  accounts: readonly { readonly name: string; readonly id: number | null }[] | null,
): Map<number, string> {
  const names = new Map<number, string>();
  for (const { name, id } of accounts ?? []) {
    if (id !== null && id !== 0 && name !== '' && !names.has(id)) names.set(id, name);
  }
  return names;
}
