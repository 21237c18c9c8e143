import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { isFault, printable, reasonOf } from '../errors.ts';
import { decodeName } from '../io/entry-path.ts';
import { type EntryHandler, shownPath, type TarContent } from '../io/untar.ts';
import type { FileType } from './file-reader.ts';

const bufferBytes = 256 * 1024;
/** Entries between two turns of the event loop. */
const entriesPerTurn = 200;
/** Kernel file systems that a running machine has in its root; their files are no part of an image. */
const kernelFolders: ReadonlySet<string> = new Set(['proc', 'sys', 'dev']);

interface Entry {
  /** Without leading slash; see `decodeName`. */
  readonly path: string;
  /** As bytes, since names need not be UTF-8. */
  readonly location: Buffer;
}

/**
 * Shows the files below a folder as the entries of a layer, in the order of their names; links are not followed. What
 * cannot be read becomes a problem. File capabilities are not seen: Node has no way to read extended attributes.
 * @throws the signal's own reason when the caller gives up
 */
export async function visitFolder(
  folder: string,
  handler: EntryHandler,
  signal?: AbortSignal,
): Promise<void> {
  const root: Entry = { path: '', location: Buffer.from(folder) };
  const buffer = Buffer.alloc(bufferBytes);
  const firstNames = new Map<string, string>();
  const ahead: Entry[] = [root];
  let rootDevice: number | undefined;
  let shown = 0;

  function show(entry: Entry): void {
    const about = entry.path === '' ? statSync(entry.location) : lstatSync(entry.location);
    rootDevice ??= about.dev;
    const type = typeOf(about);
    if (type === undefined) return;
    const shared = type === 'file' && about.nlink > 1;
    const firstName = shared ? firstNames.get(identity(about)) : undefined;
    if (shared && firstName === undefined) firstNames.set(identity(about), entry.path);
    const link = type === 'symlink' ? decodeName(readlinkSync(entry.location, 'buffer')) : firstName;
    const content = handler.entry({
      path: entry.path,
      type: firstName === undefined ? type : 'hardlink',
      mode: about.mode & 0o7777,
      uid: about.uid,
      gid: about.gid,
      size: type === 'file' ? about.size : 0,
      ...(link === undefined ? {} : { link }),
    });
    if (type === 'directory' && !(kernelFolders.has(entry.path) && about.dev !== rootDevice)) {
      for (const child of childrenOf(entry).reverse()) ahead.push(child);
    }
    if (content !== undefined) readInto(content, entry, about.size);
  }

  function readInto(content: TarContent, { location }: Entry, size: number): void {
    // A file that was replaced by a link or a pipe since it was listed must not be followed, nor waited for.
    const file = openSync(location, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      for (let at = 0; at < size; ) {
        const count = readSync(file, buffer, 0, Math.min(bufferBytes, size - at), at);
        if (count === 0) throw new Error('it was cut off while it was read');
        content.write(buffer.subarray(0, count));
        at += count;
      }
    } finally {
      closeSync(file);
    }
    content.end();
  }

  for (let entry = ahead.pop(); entry !== undefined; entry = ahead.pop()) {
    try {
      show(entry);
    } catch (error) {
      if (isFault(error)) throw error;
      handler.problem(`${shownPath(entry.path)} cannot be read: ${printable(reasonOf(error))}`);
    }
    const wait = handler.ready?.();
    if (wait !== undefined) await wait;
    shown += 1;
    if (shown % entriesPerTurn === 0) await turn();
    signal?.throwIfAborted();
  }
}

function childrenOf({ path, location }: Entry): Entry[] {
  const names = readdirSync(location, 'buffer').sort(Buffer.compare);
  return names.map((name) => ({
    path: path === '' ? decodeName(name) : `${path}/${decodeName(name)}`,
    location: Buffer.concat([location, separator, name]),
  }));
}

const separator = Buffer.from('/');

/** undefined for a socket: no archive holds one, and nothing is in it. */
function typeOf(about: Stats): Exclude<FileType, 'hardlink'> | undefined {
  if (about.isFile()) return 'file';
  if (about.isDirectory()) return 'directory';
  if (about.isSymbolicLink()) return 'symlink';
  if (about.isCharacterDevice()) return 'character-device';
  if (about.isBlockDevice()) return 'block-device';
  return about.isFIFO() ? 'fifo' : undefined;
}

function identity({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}
