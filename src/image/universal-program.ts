import type { FileRange } from './kept-ranges.ts';

// <mach-o/fat.h>: its numbers are big-endian, whatever machines the programs are for.
const narrowMagic = 0xcafebabe;
const wideMagic = 0xcafebabf;
const headerBytes = 8;
const rowBytes = { narrow: 20, wide: 32 } as const;
/** Classes of Java begin with the same number, and then a version of 45 or more: file(1) tells them apart so too. */
const maxPrograms = 39;

/** What tells where all programs in a universal file are. */
const maxHeadBytes = headerBytes + maxPrograms * rowBytes.wide;

/** Takes the bytes of a program, or of a file with several. */
export interface ProgramSink<Fact> {
  write(chunk: Buffer): void;
  /** @throws Error with a sentence, when it cannot be read */
  end(): readonly Fact[];
}

/** @param chunk the first bytes of a file, at least one */
export function mayBeUniversal(chunk: Buffer): boolean {
  return chunk[0] === 0xca;
}

/**
 * Whether a file is one of macOS with a program for each of several machines (`lipo`).
 * @param head its first 8 bytes, or all there are
 */
export function isUniversal(head: Buffer): boolean {
  if (head.length < headerBytes) return false;
  const magic = head.readUInt32BE(0);
  const count = head.readUInt32BE(4);
  return (magic === narrowMagic || magic === wideMagic) && count > 0 && count <= maxPrograms;
}

/**
 * Gives each program of a universal file to a sink of its own, one after the other, as if it were a file. A file that
 * is none passes.
 * @param open a sink for a program of so many bytes
 */
export function universalSink<Fact>(
  fileBytes: number,
  open: (bytes: number) => ProgramSink<Fact>,
): ProgramSink<Fact> {
  const headBytes = Math.min(maxHeadBytes, fileBytes);
  const facts: Fact[] = [];
  let failure: unknown;
  let head = Buffer.alloc(0);
  let state: 'beginning' | 'splitting' | 'passing' = 'beginning';
  let programs: readonly FileRange[] = [];
  let next = 0;
  let position = 0;
  let sink: ProgramSink<Fact> | undefined;

  function begin(): void {
    try {
      programs = programsIn(head, fileBytes);
    } catch (error) {
      failure = error;
    }
  }

  function finish(): void {
    try {
      facts.push(...(sink?.end() ?? []));
    } catch (error) {
      failure ??= error;
    }
    sink = undefined;
  }

  function split(chunk: Buffer): void {
    const end = position + chunk.length;
    for (let one = programs[next]; one !== undefined && one.offset < end; one = programs[next]) {
      sink ??= open(one.bytes);
      sink.write(chunk.subarray(Math.max(0, one.offset - position), one.offset + one.bytes - position));
      if (one.offset + one.bytes > end) break;
      finish();
      next += 1;
    }
    position = end;
  }

  return {
    write(chunk) {
      if (state === 'passing') return;
      if (state === 'splitting') return split(chunk);
      const rest = headBytes - head.length;
      head = Buffer.concat([head, chunk.subarray(0, rest)]);
      if (head.length < Math.min(headerBytes, headBytes)) return;
      // Most files that come so far are classes of Java.
      if (!isUniversal(head)) state = 'passing';
      if (state === 'passing' || head.length < headBytes) return;
      begin();
      state = 'splitting';
      split(head);
      split(chunk.subarray(rest));
    },
    end() {
      finish();
      if (failure !== undefined) throw failure;
      return facts;
    },
  };
}

/**
 * In the order of the file. Each byte is in one of them at most: it is read once.
 * @throws Error with a sentence, for what macOS would not load either
 */
function programsIn(head: Buffer, fileBytes: number): readonly FileRange[] {
  const wide = head.readUInt32BE(0) === wideMagic;
  const row = wide ? rowBytes.wide : rowBytes.narrow;
  const tableEnd = headerBytes + head.readUInt32BE(4) * row;
  if (head.length < tableEnd) throw new Error('its table of programs is cut off');
  const long = (at: number): number => (wide ? Number(head.readBigUInt64BE(at)) : head.readUInt32BE(at));
  const programs: FileRange[] = [];
  for (let at = headerBytes; at < tableEnd; at += row)
    programs.push({ offset: long(at + 8), bytes: long(at + (wide ? 16 : 12)) });
  programs.sort((a, b) => a.offset - b.offset);
  let end = tableEnd;
  for (const { offset, bytes } of programs) {
    if (offset < end) throw new Error('the programs in it overlap');
    end = offset + bytes;
    if (end > fileBytes) throw new Error('a program in it reaches behind its end');
  }
  return programs;
}
