import { decimal, type PaxRecords } from './pax.ts';
import { blockSize, numberAt } from './tar-header.ts';

/** A stretch of a sparse file that is stored; what lies between reads as zeros. Offsets and lengths in bytes. */
export interface Fragment {
  readonly offset: number;
  readonly length: number;
}

/** Scattered databases and disk images have some thousands. */
export const maxFragments = 100_000;

const malformed = 'a sparse file has a malformed map';

/** Whether, and in which of GNU's PAX formats, an entry is sparse; the real size and name are in its records. */
export function paxSparseFormat({ values }: PaxRecords): '0' | '1.0' | undefined {
  const major = values.get('GNU.sparse.major')?.toString('latin1') ?? '';
  const minor = values.get('GNU.sparse.minor')?.toString('latin1') ?? '';
  if (major === '0' && (minor === '0' || minor === '1')) return '0';
  if (major === '1' && minor === '0') return '1.0';
  return major === '' && minor === '' && values.has('GNU.sparse.map') ? '0' : undefined;
}

/** The map of formats 0.0 and 0.1, which stands in the extended header; or a clause that says what is wrong. */
export function paxFragments({ values }: PaxRecords): readonly Fragment[] | string {
  const count = decimal(values.get('GNU.sparse.numblocks') ?? Buffer.alloc(0));
  const map = values.get('GNU.sparse.map');
  const numbers = map === undefined ? [] : map.toString('latin1').split(',');
  if (count === undefined || numbers.length !== 2 * count) return malformed;
  return pairs(numbers);
}

/**
 * The map of format 1.0, which stands before the data: lines of decimal numbers, first how many fragments there are,
 * then an offset and a length for each. Give it the stored blocks one by one.
 * @returns for each block undefined while numbers are missing, else the map, or a clause that says what is wrong.
 */
export function createMapReader(): (block: Buffer) => readonly Fragment[] | string | undefined {
  const parts: string[] = [];
  let lines = 0;
  let wantedLines = 1;
  return (block) => {
    const part = block.toString('latin1', 0, blockSize);
    parts.push(part);
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) lines += 1;
    if (lines < wantedLines) return undefined;
    const numbers = parts.join('').split('\n');
    const count = decimal(Buffer.from(numbers[0] ?? '', 'latin1'));
    if (count === undefined || count < 0) return malformed;
    if (count > maxFragments) return tooMany;
    wantedLines = 1 + 2 * count;
    return lines < wantedLines ? undefined : pairs(numbers.slice(1, wantedLines));
  };
}

const tooMany = `a sparse file has more than ${maxFragments} fragments`;

function pairs(numbers: readonly string[]): readonly Fragment[] | string {
  if (numbers.length > 2 * maxFragments) return tooMany;
  const fragments: Fragment[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    const offset = decimal(Buffer.from(numbers[index] ?? '', 'latin1'));
    const length = decimal(Buffer.from(numbers[index + 1] ?? '', 'latin1'));
    if (offset === undefined || length === undefined) return malformed;
    fragments.push({ offset, length });
  }
  return fragments;
}

/** Where a block of the old GNU format keeps its part of the map: in the header itself, or in an extension after it. */
export const oldHeaderMap = { start: 386, entries: 4, extended: 482, realSize: 483 } as const;
export const oldExtensionMap = { start: 0, entries: 21, extended: 504 } as const;

/** Adds the fragments of one block to the map; false when a number is none. */
export function readOldFragments(
  block: Buffer,
  place: typeof oldHeaderMap | typeof oldExtensionMap,
  into: Fragment[],
): boolean {
  for (let index = 0; index < place.entries; index += 1) {
    const start = place.start + 24 * index;
    if (block[start] === 0) break;
    const offset = numberAt(block, start, 12);
    const length = numberAt(block, start + 12, 12);
    if (offset === undefined || length === undefined) return false;
    into.push({ offset, length });
  }
  return true;
}

/** A clause that says why the map cannot be that of a file of `size` bytes with `stored` bytes of data. */
export function checkFragments(
  fragments: readonly Fragment[],
  size: number,
  stored: number,
): string | undefined {
  if (fragments.length > maxFragments) return tooMany;
  if (size < 0) return malformed;
  let end = 0;
  let data = 0;
  for (const { offset, length } of fragments) {
    if (length < 0 || offset < end || offset + length > size) return malformed;
    end = offset + length;
    data += length;
  }
  return data === stored ? undefined : malformed;
}

const zeros = Buffer.alloc(64 * blockSize);

/** Passes stored data on to `write` with the holes between filled in; `end` fills the last one. */
export function fillHoles(
  fragments: readonly Fragment[],
  size: number,
  write: (chunk: Buffer) => void,
): { write(chunk: Buffer): void; end(): void } {
  let index = 0;
  let position = 0;
  const fillTo = (offset: number): void => {
    for (; position < offset; position += Math.min(zeros.length, offset - position)) {
      write(zeros.subarray(0, Math.min(zeros.length, offset - position)));
    }
  };
  return {
    write(chunk) {
      for (let at = 0; at < chunk.length; ) {
        const fragment = fragments[index];
        if (fragment === undefined) return;
        fillTo(fragment.offset);
        const taken = Math.min(chunk.length - at, fragment.offset + fragment.length - position);
        if (taken > 0) write(chunk.subarray(at, at + taken));
        position += taken;
        at += taken;
        if (position === fragment.offset + fragment.length) index += 1;
      }
    },
    end: () => fillTo(size),
  };
}
