import { reasonOf } from '../errors.ts';
import { ownText } from '../io/own-text.ts';
import type { FileHashes } from './content-hashes.ts';

export type FileType =
  | 'file'
  | 'directory'
  | 'symlink'
  | 'hardlink'
  | 'character-device'
  | 'block-device'
  | 'fifo';

/** One entry of a layer, its path without leading slash and already cleaned; `''` is the root. */
export interface FileEntry {
  readonly path: string;
  readonly type: FileType;
  /** Permission bits with setuid, setgid and sticky: 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content; 0 for everything but files. */
  readonly size: number;
  /** Target of a symlink, as written; of a hard link, its cleaned path. */
  readonly link?: string;
  /** `security.capability` of the entry, where the archive carries it. */
  readonly capabilities?: Uint8Array;
}

/** Takes the content of one file, chunk by chunk. The chunk is reused after the call: copy what is kept. */
export interface FileSink<Fact> {
  write(chunk: Buffer): void;
  /**
   * Called once after the last byte; undefined means there is nothing to keep. A fact that holds a digest is a function,
   * which is called when the digest is there.
   */
  end(): Fact | (() => Fact) | undefined;
}

/**
 * Something that wants to see some files while a layer is walked. A fact must be plain JSON: it is what the layer
 * cache keeps, under the reader's name and version. A fact may depend on nothing but the entry, its bytes, and what
 * came before in the same layer.
 */
export interface FileReader<Fact> {
  readonly name: string;
  /** Grows when the same bytes would give another fact: cached layers of an older version are walked again. */
  readonly version: number;
  /**
   * True where texts of a fact may be parts of the file's text: V8 keeps them as windows on the whole, which then counts
   * as kept too. What comes out of JSON.parse has texts of its own.
   */
  readonly keepsText?: boolean;
  /** A sink for this entry, or undefined to let its bytes pass. Only called for type `file`. */
  open(entry: FileEntry, hashes: FileHashes): FileSink<Fact> | undefined;
  /**
   * Begins a layer: `open` for its files, which may learn from those that came before. For readers that can do less
   * when they know more; `open` by itself must then do everything.
   */
  startLayer?(): FileReader<Fact>['open'];
}

/**
 * A reader that needs whole small files. `parse` gets the bytes; what it throws becomes a problem of the scan, never
 * a crash, and a file over `maxBytes` is a problem too.
 */
export function wholeFileReader<Fact>(options: {
  readonly name: string;
  readonly version: number;
  readonly maxBytes: number;
  readonly wants: (path: string) => boolean;
  readonly parse: (bytes: Buffer, path: string) => Fact | undefined;
  /** See `FileReader`; default true. */
  readonly keepsText?: boolean;
}): FileReader<Fact | FileProblem> {
  return {
    name: options.name,
    version: options.version,
    keepsText: options.keepsText ?? true,
    open(entry) {
      if (!options.wants(entry.path)) return undefined;
      if (entry.size > options.maxBytes) {
        return {
          write() {},
          end: () => ({
            problem: `${entry.path} is ${entry.size} bytes, over the limit of ${options.maxBytes}`,
          }),
        };
      }
      const chunks: Buffer[] = [];
      return {
        write: (chunk) => void chunks.push(Buffer.from(chunk)),
        end() {
          try {
            return options.parse(Buffer.concat(chunks), entry.path);
          } catch (error) {
            // What it quotes is a part of the text, too.
            return { problem: ownText(`${entry.path}: ${reasonOf(error)}`) };
          }
        },
      };
    },
  };
}

/** A fact that says a file could not be read as what it should be: the scan is incomplete because of it. */
export interface FileProblem {
  readonly problem: string;
}

export function isFileProblem(fact: unknown): fact is FileProblem {
  return typeof fact === 'object' && fact !== null && 'problem' in fact && typeof fact.problem === 'string';
}
