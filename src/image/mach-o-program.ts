import {
  type ProgramFormat,
  type ProgramSection,
  type ProgramSegment,
  programOf,
  rangesOf,
} from './program-format.ts';

// <mach-o/loader.h>. Every machine that macOS still runs on, or ever had Go, has little-endian numbers.
const narrowMagic = Buffer.from('cefaedfe', 'hex');
const wideMagic = Buffer.from('cffaedfe', 'hex');
/** The load command of a segment, and how many bytes the headers have. */
const layouts = {
  narrow: { command: 0x1, header: 28, segment: 56, section: 68 },
  wide: { command: 0x19, header: 32, segment: 72, section: 80 },
} as const;
const protections = { write: 2, execute: 4 } as const;
const maxCommands = 1000;

/** Programs and libraries of macOS for one machine; those for several are in `universal-program.ts`. */
export const machOProgram: ProgramFormat = {
  magics: [narrowMagic, wideMagic],
  plan(head, fileBytes, needs) {
    const places = segmentPlaces(head);
    if (places === undefined) return undefined;
    const loaded = places.map((at) => segmentAt(head, at));
    const sections = places.flatMap((at) => sectionsOf(head, at));
    return {
      ranges: rangesOf(loaded, fileBytes, needs, sections),
      open: (first, kept) => programOf(first, loaded, kept, sections),
    };
  },
};

function isWide(head: Buffer): boolean {
  return head.subarray(0, 4).equals(wideMagic);
}

/** Where the head describes a segment. The load commands of programs have one to three thousand bytes. */
function segmentPlaces(head: Buffer): readonly number[] | undefined {
  const wide = isWide(head);
  const layout = wide ? layouts.wide : layouts.narrow;
  let at: number = layout.header;
  if (head.length < at) return undefined;
  const count = Math.min(head.readUInt32LE(16), maxCommands);
  const places: number[] = [];
  for (let index = 0; index < count && at + 8 <= head.length; index += 1) {
    const command = head.readUInt32LE(at);
    const bytes = head.readUInt32LE(at + 4);
    if (bytes < 8) break;
    if (command === layout.command && at + layout.segment <= head.length) places.push(at);
    at += bytes;
  }
  return places;
}

function segmentAt(head: Buffer, at: number): ProgramSegment {
  const wide = isWide(head);
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

/** They stand behind their segment, in its load command. */
function sectionsOf(head: Buffer, segment: number): readonly ProgramSection[] {
  const wide = isWide(head);
  const layout = wide ? layouts.wide : layouts.narrow;
  const first = segment + layout.segment;
  const end = Math.min(segment + head.readUInt32LE(segment + 4), head.length);
  const count = Math.min(head.readUInt32LE(first - 8), Math.floor((end - first) / layout.section));
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const at = first + index * layout.section;
    return {
      name: head.toString('latin1', at, at + 16).replace(/\0.*$/s, ''),
      offset: head.readUInt32LE(at + (wide ? 48 : 40)),
      bytes: wide ? Number(head.readBigUInt64LE(at + 40)) : head.readUInt32LE(at + 36),
    };
  });
}
