import { type ProgramFormat, type ProgramSegment, programOf, rangesOf } from './program-format.ts';

// <mach-o/loader.h>. Every machine that macOS still runs on, or ever had Go, has little-endian numbers.
const narrowMagic = Buffer.from('cefaedfe', 'hex');
const wideMagic = Buffer.from('cffaedfe', 'hex');
const segmentCommands = { narrow: 0x1, wide: 0x19 } as const;
const protections = { write: 2, execute: 4 } as const;
const maxCommands = 1000;

/**
 * Programs and libraries of macOS for one machine. Files for several (`lipo`) begin as classes of Java do, and are no
 * programs here: Go writes none.
 */
export const machOProgram: ProgramFormat = {
  magics: [narrowMagic, wideMagic],
  plan(head, fileBytes, needsConstants) {
    const loaded = segmentsOf(head);
    if (loaded === undefined) return undefined;
    return {
      ranges: rangesOf(loaded, fileBytes, needsConstants),
      open: (first, kept) => programOf(first, loaded, kept),
    };
  },
};

/** Those that are told in the first bytes; the load commands of programs have one to three thousand. */
function segmentsOf(head: Buffer): readonly ProgramSegment[] | undefined {
  const wide = head.subarray(0, 4).equals(wideMagic);
  let at = wide ? 32 : 28;
  if (head.length < at) return undefined;
  const count = Math.min(head.readUInt32LE(16), maxCommands);
  const segments: ProgramSegment[] = [];
  for (let index = 0; index < count && at + 8 <= head.length; index += 1) {
    const command = head.readUInt32LE(at);
    const bytes = head.readUInt32LE(at + 4);
    if (bytes < 8) break;
    const isSegment = command === (wide ? segmentCommands.wide : segmentCommands.narrow);
    if (isSegment && at + 64 <= head.length) segments.push(segmentAt(head, at, wide));
    at += bytes;
  }
  return segments;
}

function segmentAt(head: Buffer, at: number, wide: boolean): ProgramSegment {
  const long = (index: number): number =>
    wide ? Number(head.readBigUInt64LE(at + 24 + 8 * index)) : head.readUInt32LE(at + 24 + 4 * index);
  const protection = head.readUInt32LE(at + 24 + (wide ? 32 : 16) + 4);
  return {
    address: long(0),
    offset: long(2),
    bytes: long(3),
    writable: (protection & protections.write) !== 0,
    executable: (protection & protections.execute) !== 0,
  };
}
