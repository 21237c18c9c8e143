import type { Spool } from './spool.ts';

/** A stretch of a file. */
export interface FileRange {
  readonly offset: number;
  readonly bytes: number;
}

/** Some stretches of a file, kept while its bytes flow by, and readable afterwards as if the file were there. */
export interface KeptRanges {
  /** Bytes of the file in order; what is in no stretch is let go. */
  write(chunk: Buffer): void;
  /** At most `bytes` from `offset`: fewer where what was kept ends. */
  read(offset: number, bytes: number): Buffer;
}

/** @param ranges in any order; they may overlap, and reach behind the end of the file */
export function keepRanges(ranges: readonly FileRange[], spool: Spool): KeptRanges {
  const wanted = joined(ranges);
  const kept: { readonly offset: number; readonly bytes: number; readonly at: number }[] = [];
  let position = 0;
  let next = 0;

  return {
    write(chunk) {
      const end = position + chunk.length;
      for (let range = wanted[next]; range !== undefined && range.offset < end; range = wanted[next]) {
        const from = Math.max(range.offset, position);
        const to = Math.min(range.offset + range.bytes, end);
        if (from < to) {
          kept.push({ offset: from, bytes: to - from, at: spool.size() });
          spool.write(chunk.subarray(from - position, to - position));
        }
        if (range.offset + range.bytes > end) break;
        next += 1;
      }
      position = end;
    },
    read(offset, bytes) {
      const range = wanted.findLast((candidate) => candidate.offset <= offset);
      const end = range === undefined ? 0 : Math.min(range.offset + range.bytes, position, offset + bytes);
      const first = kept.findLast((candidate) => candidate.offset <= offset);
      // Of one stretch, the pieces stand behind each other.
      if (first === undefined || end <= offset) return Buffer.alloc(0);
      return spool.file().read(first.at + (offset - first.offset), end - offset);
    },
  };
}

/** Sorted, without overlaps and without gaps of nothing. */
function joined(ranges: readonly FileRange[]): FileRange[] {
  const result: FileRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.offset - b.offset)) {
    const last = result.at(-1);
    const lastEnd = last === undefined ? -1 : last.offset + last.bytes;
    if (last === undefined || range.offset > lastEnd) result.push(range);
    else {
      const bytes = Math.max(lastEnd, range.offset + range.bytes) - last.offset;
      result[result.length - 1] = { offset: last.offset, bytes };
    }
  }
  return result;
}
