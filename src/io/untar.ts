import { fault, printable } from '../errors.ts';
import { createBlockFeed } from './block-feed.ts';
import { cleanPath, decodeName } from './entry-path.ts';
import { decimal, type PaxRecords, readPax } from './pax.ts';
import {
  checkFragments,
  createMapReader,
  type Fragment,
  fillHoles,
  oldExtensionMap,
  oldHeaderMap,
  paxFragments,
  paxSparseFormat,
  readOldFragments,
} from './sparse.ts';
import { blockSize, isZeroBlock, numberAt, readHeader, type TarHeader } from './tar-header.ts';

export type TarEntryType =
  | 'file'
  | 'directory'
  | 'symlink'
  | 'hardlink'
  | 'character-device'
  | 'block-device'
  | 'fifo';

export interface TarEntry {
  /** As seen from the root, cleaned, without leading slash; `''` is the root. For bytes that are not UTF-8 see `decodeName`. */
  readonly path: string;
  readonly type: TarEntryType;
  /** Permission bits with setuid, setgid and sticky: 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content, holes included; 0 for everything but files. */
  readonly size: number;
  /** Target of a symlink, as written; of a hard link, its cleaned path. */
  readonly link?: string;
  /** The extended attribute `security.capability`. */
  readonly capabilities?: Uint8Array;
}

/** Takes the content of one file. A chunk is only valid during the call. */
export interface TarContent {
  write(chunk: Buffer): void;
  /** Called once, after the last byte. */
  end(): void;
}

/** What entries are shown to, one after the other. */
export interface EntryHandler {
  /** @returns what takes the content; undefined lets it pass. Only asked for content of type `file`. */
  entry(entry: TarEntry): TarContent | undefined;
  /** Something that could not be read; a printable sentence. The entries after it still come. */
  problem(sentence: string): void;
  /** To be waited for before more is read, where entries can be waited for; undefined when nothing is to be. */
  ready?(): Promise<void> | undefined;
}

export interface Untar {
  /** The next bytes of the archive, in chunks of any size. */
  write(chunk: Uint8Array): void;
  /** Says that there are no more bytes. @throws ARCHIVE_MALFORMED for an archive that is cut off */
  end(): void;
  /** How many of the next bytes nobody wants; the caller leaves them out of what it writes. For files on disk. */
  skip(): number;
  /** Bytes of the archive seen so far, those left out by `skip` included; in `entry`, where the content begins. */
  position(): number;
}

/** PATH_MAX of Linux. */
export const maxPathBytes = 4096;
/** The largest extended header, long name or sparse map; as Go's archive/tar. */
export const maxMetaBytes = 1024 * 1024;
/** Headers in one archive. The largest images have some hundred thousand files. */
export const maxEntries = 5_000_000;
/** Zeros that all sparse files of one archive together may stand for. */
export const maxHoleBytes = 4 * 1024 ** 3;

const maxShownPath = 200;

/**
 * A tar archive, pushed in: ustar, PAX, GNU and star headers. It reads as Go's archive/tar does (global PAX headers
 * change nothing, directories and links have no content, nothing counts after two blocks of zeros), because that is
 * what container engines unpack with.
 * @param what for messages: `layer 2`
 * @param limits on headers of any kind; default `maxEntries`
 * @returns a synchronous sink; what the handler throws comes out of its `write`.
 * @throws ARCHIVE_MALFORMED, ARCHIVE_ESCAPES, TOO_MANY from `write` and `end`
 */
export function createUntar(
  handler: EntryHandler,
  what: string,
  limits: { readonly entries: number } = { entries: maxEntries },
): Untar {
  const feed = createBlockFeed((block) => takeBlock(block));
  let takeBlock: (block: Buffer) => void = takeHeader;
  let ended = false;
  let entries = 0;
  let holeBytes = 0;
  // What extended headers said about the next entry.
  let pax: PaxRecords | undefined;
  let longName: Buffer | undefined;
  let longLink: Buffer | undefined;

  function malformed(reason: string): Error {
    return fault('ARCHIVE_MALFORMED', { what, reason: `${reason}, ${feed.position()} bytes in` });
  }

  function takeHeader(block: Buffer): void {
    if (isZeroBlock(block)) {
      takeBlock = takeSecondZeros;
      return;
    }
    const header = readHeader(block);
    if (typeof header === 'string') throw malformed(header);
    entries += 1;
    if (entries > limits.entries) throw fault('TOO_MANY', { what, max: limits.entries, things: 'entries' });
    if (header.flag === 'x' || header.flag === 'g' || header.flag === 'L' || header.flag === 'K')
      takeMeta(header);
    else takeEntry(header, block);
  }

  function takeSecondZeros(block: Buffer): void {
    if (!isZeroBlock(block)) throw malformed('one block of zeros stands where two would end the archive');
    ended = true;
    feed.stop();
  }

  function takeMeta({ flag, size }: TarHeader): void {
    if (size < 0 || size > maxMetaBytes) throw malformed(`an extended header of ${size} bytes is too large`);
    const bytes = Buffer.alloc(size);
    let at = 0;
    feed.pass(
      size,
      (chunk) => {
        at += chunk.copy(bytes, at);
      },
      () => {
        if (flag === 'x' || flag === 'g') takePax(bytes, flag);
        else if (flag === 'L') longName = cString(bytes);
        else longLink = cString(bytes);
      },
    );
  }

  function takePax(bytes: Buffer, flag: 'x' | 'g'): void {
    const records = readPax(bytes);
    if (typeof records === 'string') throw malformed(records);
    // A global header is an entry of its own to engines: it changes no other, and ends what was said about the next.
    pax = flag === 'x' ? records : undefined;
    if (flag === 'g') {
      longName = undefined;
      longLink = undefined;
    }
  }

  /** A long name ends at its first NUL; with more behind it, readers would disagree on the name. */
  function cString(bytes: Buffer): Buffer {
    const end = bytes.indexOf(0);
    if (end < 0) return bytes;
    for (let at = end; at < bytes.length; at += 1)
      if (bytes[at] !== 0) throw malformed('a name has a NUL in it');
    return bytes.subarray(0, end);
  }

  function takeEntry(header: TarHeader, block: Buffer): void {
    const records = pax ?? noRecords;
    const name = nonEmpty(longName) ?? records.values.get('path') ?? header.name;
    const link = nonEmpty(longLink) ?? records.values.get('linkpath') ?? header.link;
    const stored = paxNumber(records, 'size') ?? header.size;
    pax = undefined;
    longName = undefined;
    longLink = undefined;
    const type = typeOf(header.flag, name);
    if (stored < 0 && (type === 'file' || type === undefined))
      throw malformed('a header has a negative size');
    if (type === undefined) {
      // Engines stop here. The rest is read all the same, so that the report says more.
      const flag = JSON.stringify(header.flag);
      handler.problem(`${shownPath(decodeName(name))} has the type ${flag}, which engines do not unpack`);
      feed.pass(stored, undefined, () => {});
      return;
    }
    const attributes: Attributes = { header, records, type, name, link };
    if (header.flag === 'S') takeOldSparse(attributes, block, stored);
    else takePaxSparse(attributes, stored);
  }

  function takePaxSparse(attributes: Attributes, stored: number): void {
    const { records, type } = attributes;
    const format = paxSparseFormat(records);
    if (format === undefined) {
      emit(attributes, attributes.name, stored, stored);
      return;
    }
    if (type !== 'file') throw malformed('an entry without content has a sparse map');
    const name = records.values.get('GNU.sparse.name') ?? attributes.name;
    const size = paxNumber(records, 'GNU.sparse.size') ?? paxNumber(records, 'GNU.sparse.realsize') ?? stored;
    if (format === '1.0') {
      takeMapBlocks(attributes, name, size, stored);
      return;
    }
    const fragments = paxFragments(records);
    if (typeof fragments === 'string') throw malformed(fragments);
    emit(attributes, name, size, stored, fragments);
  }

  /** Format 1.0: the first blocks of the content are the map. */
  function takeMapBlocks(attributes: Attributes, name: Buffer, size: number, stored: number): void {
    const readMap = createMapReader();
    let read = 0;
    takeBlock = (block) => {
      read += blockSize;
      if (read > Math.min(stored, maxMetaBytes)) throw malformed('a sparse file has a map that does not end');
      const fragments = readMap(block);
      if (typeof fragments === 'string') throw malformed(fragments);
      if (fragments === undefined) return;
      takeBlock = takeHeader;
      emit(attributes, name, size, stored - read, fragments);
    };
  }

  /** The old GNU format: the map is in the header, and in as many extension blocks as its end says. */
  function takeOldSparse(attributes: Attributes, block: Buffer, stored: number): void {
    const size = numberAt(block, oldHeaderMap.realSize, 12);
    if (attributes.header.format !== 'gnu' || size === undefined)
      throw malformed('a sparse file has a malformed map');
    const fragments: Fragment[] = [];
    let read = 0;
    const takePart = (part: Buffer, place: typeof oldHeaderMap | typeof oldExtensionMap): void => {
      read += blockSize;
      if (read > maxMetaBytes || !readOldFragments(part, place, fragments)) {
        throw malformed('a sparse file has a malformed map');
      }
      takeBlock = (extension) => takePart(extension, oldExtensionMap);
      if (part[place.extended] !== 0) return;
      takeBlock = takeHeader;
      emit(attributes, attributes.name, size, stored, fragments);
    };
    takePart(block, oldHeaderMap);
  }

  /** Shows one entry, then passes its `stored` bytes of content. */
  function emit(
    { header, records, type, link }: Attributes,
    name: Buffer,
    size: number,
    stored: number,
    fragments?: readonly Fragment[],
  ): void {
    const path = pathOf(name, 'a name');
    const target =
      type === 'hardlink' ? pathOf(link, 'the target of a link') : textOf(link, 'the target of a link');
    const capabilities = records.values.get('SCHILY.xattr.security.capability');
    if (records.overlay !== undefined) {
      handler.problem(
        `${shownPath(path)} has the attribute ${records.overlay}, with which an engine may show other files`,
      );
    }
    if (header.hidingDevice) {
      handler.problem(
        `${shownPath(path)} is a device with the numbers 0 and 0, with which some engines hide a file`,
      );
    }
    const wrong = fragments === undefined ? undefined : checkFragments(fragments, size, stored);
    if (wrong !== undefined) throw malformed(wrong);
    const content = handler.entry({
      path,
      type,
      mode: header.mode & 0o7777,
      uid: paxNumber(records, 'uid') ?? header.uid,
      gid: paxNumber(records, 'gid') ?? header.gid,
      size: type === 'file' ? size : 0,
      ...(type === 'symlink' || type === 'hardlink' ? { link: target } : {}),
      ...(capabilities === undefined ? {} : { capabilities }),
    });
    if (type !== 'file') return;
    const filled = fragments === undefined ? content : expanded(content, fragments, path, size, stored);
    feed.pass(stored, filled === undefined ? undefined : (chunk) => filled.write(chunk), () => filled?.end());
  }

  function expanded(
    content: TarContent | undefined,
    fragments: readonly Fragment[],
    path: string,
    size: number,
    stored: number,
  ): TarContent | undefined {
    if (content === undefined) return undefined;
    if (holeBytes + size - stored > maxHoleBytes) {
      handler.problem(`${shownPath(path)} is a sparse file of ${size} bytes, too large to be read`);
      return undefined;
    }
    holeBytes += size - stored;
    const filler = fillHoles(fragments, size, (chunk) => content.write(chunk));
    return {
      write: filler.write,
      end() {
        filler.end();
        content.end();
      },
    };
  }

  function paxNumber({ values }: PaxRecords, key: string): number | undefined {
    const value = values.get(key);
    if (value === undefined) return undefined;
    const number = decimal(value);
    if (number === undefined) throw malformed(`an extended header has a ${key} that is no number`);
    return number;
  }

  function textOf(bytes: Buffer, noun: string): string {
    if (bytes.length > maxPathBytes) throw malformed(`${noun} is longer than ${maxPathBytes} bytes`);
    return decodeName(bytes);
  }

  function pathOf(bytes: Buffer, noun: string): string {
    const text = textOf(bytes, noun);
    const path = cleanPath(text);
    if (path === undefined) throw fault('ARCHIVE_ESCAPES', { what, path: cut(text) });
    return path;
  }

  return {
    write: (chunk) => feed.write(asBuffer(chunk)),
    end() {
      // The end marker may be missing, and so may the last padding; a part of a header, a map or content may not.
      const whole = feed.mayEnd() && (takeBlock === takeHeader || takeBlock === takeSecondZeros);
      if (!ended && !whole) throw malformed('it is cut off');
    },
    skip: feed.skip,
    position: feed.position,
  };
}

interface Attributes {
  readonly header: TarHeader;
  readonly records: PaxRecords;
  readonly type: TarEntryType;
  readonly name: Buffer;
  readonly link: Buffer;
}

const noRecords: PaxRecords = { values: new Map() };

const types: Readonly<Record<string, TarEntryType>> = {
  '0': 'file',
  // A contiguous file, which everybody stores as any other; and an old sparse one.
  '7': 'file',
  S: 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'character-device',
  '4': 'block-device',
  '5': 'directory',
  '6': 'fifo',
};

function typeOf(flag: string, name: Buffer): TarEntryType | undefined {
  // Before ustar a directory was a file with a slash behind its name.
  if (flag === '\0') return name.at(-1) === 0x2f ? 'directory' : 'file';
  return types[flag];
}

function nonEmpty(bytes: Buffer | undefined): Buffer | undefined {
  return bytes === undefined || bytes.length === 0 ? undefined : bytes;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function cut(path: string): string {
  return path.length > maxShownPath ? `${path.slice(0, maxShownPath)}…` : path;
}

/** A path of an archive, cut and made safe for a sentence. */
export function shownPath(path: string): string {
  return printable(`/${cut(path)}`);
}
