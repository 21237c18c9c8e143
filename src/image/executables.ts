import { createHash } from 'node:crypto';
import { decodeName } from '../io/entry-path.ts';
import type { Executable } from '../model/scan-report.ts';
import { createElfScanner } from './elf.ts';
import { elfMagic } from './elf-layout.ts';
import type { FileEntry, FileReader, FileSink } from './file-reader.ts';
import type { FileView } from './file-view.ts';

/** What the walk finds out about one file that can be run, or be loaded to run. */
export type ExecutableFact = Pick<Executable, 'sha256' | 'kind' | 'interpreter' | 'machine'>;

/** Linux looks for `#!` in, and reads the interpreter from, this much of a file (BINPRM_BUF_SIZE). */
const firstLineBytes = 256;
const scriptMagic = Buffer.from('#!');

/**
 * Hashes every regular file that has an execute bit, or begins like an ELF file or a script: what has no bit can
 * still be loaded, or be started by naming its interpreter.
 */
export const executableReader: FileReader<ExecutableFact> = {
  name: 'executables',
  version: 1,
  open: createSink,
};

function createSink({ mode }: FileEntry): FileSink<ExecutableFact> {
  const runnable = (mode & 0o111) !== 0;
  // Four bytes tell what a file is. Chunks may be as short as one.
  let head: Buffer | undefined = Buffer.alloc(0);
  let scan: Scan | undefined;

  function begin(start: Buffer): void {
    head = undefined;
    if (start.subarray(0, 4).equals(elfMagic)) scan = hashing(createElfScanner());
    else if (start.subarray(0, 2).equals(scriptMagic)) scan = hashing(createScriptScanner());
    else if (runnable) scan = hashing(otherScanner);
    scan?.write(start);
  }

  return {
    write(chunk) {
      if (head === undefined) scan?.write(chunk);
      else if (head.length === 0 && chunk.length >= 4) begin(chunk);
      else {
        head = Buffer.concat([head, chunk]);
        if (head.length >= 4) begin(head);
      }
    },
    end() {
      if (head !== undefined) begin(head);
      return scan?.end();
    },
  };
}

interface Scanner {
  write(chunk: Buffer): void;
  end(): Omit<ExecutableFact, 'sha256'>;
}

interface Scan {
  write(chunk: Buffer): void;
  end(): ExecutableFact;
}

function hashing(scanner: Scanner): Scan {
  const hash = createHash('sha256');
  return {
    write(chunk) {
      hash.update(chunk);
      scanner.write(chunk);
    },
    end: () => ({ sha256: hash.digest('hex'), ...scanner.end() }),
  };
}

const otherScanner: Scanner = { write() {}, end: () => ({ kind: 'other' }) };

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
 * @param owners purl by path without leading slash
 */
export function executablesOf(view: FileView, owners: ReadonlyMap<string, string>): Executable[] {
  return view.facts(executableReader).flatMap(({ path, fact }) => {
    const node = view.get(path);
    if (node === undefined) return [];
    const owner = owners.get(path);
    return {
      path: `/${path}`,
      ...fact,
      size: node.size,
      mode: node.mode,
      uid: node.uid,
      gid: node.gid,
      ...(owner === undefined ? {} : { package: owner }),
      layer: view.layers[node.layer]?.diffId ?? null,
    };
  });
}
