import {
  countElfSections,
  type ElfLayout,
  elfMagic,
  elfTypes,
  maxTableBytes,
  readElfLayout,
  readElfSection,
  readElfSegments,
  segmentFlags,
  segmentTypes,
} from './elf-layout.ts';
import type { KeptRanges } from './kept-ranges.ts';
import {
  type Program,
  type ProgramFormat,
  type ProgramSegment,
  programOf,
  rangesOf,
} from './program-format.ts';

/** A file whose program headers are not in front (patchelf moves them) is kept whole. */
export const elfProgram: ProgramFormat = {
  magics: [elfMagic],
  plan(head, fileBytes, needs) {
    const layout = readElfLayout(head);
    if (layout === undefined) return undefined;
    const { type, table, sections } = layout;
    if (type !== elfTypes.executable && type !== elfTypes.shared) return undefined;
    if (table.bytes === 0 || table.bytes > maxTableBytes) return undefined;
    const tableEnd = table.offset + table.bytes;
    if (tableEnd > head.length) {
      const open = (first: Buffer, kept: KeptRanges): Program =>
        withSections(programOf(first, loadedOf(kept.read(table.offset, table.bytes), layout), kept), layout);
      return { ranges: [{ offset: 0, bytes: fileBytes }], open };
    }
    const loaded = loadedOf(head.subarray(table.offset, tableEnd), layout);
    return {
      ranges: [
        ...rangesOf(loaded, fileBytes, needs),
        // Nearly always behind what is loaded.
        { offset: sections.offset, bytes: Math.min(sections.bytes, maxSectionBytes) },
      ],
      open: (first, kept) => withSections(programOf(first, loaded, kept), layout),
    };
  },
};

/** A thousand sections; programs have about forty. */
const maxSectionBytes = 64 * 1024;
/** Of the names of sections; programs have some hundred bytes. */
const maxNamesBytes = 64 * 1024;

function loadedOf(table: Buffer, layout: ElfLayout): readonly ProgramSegment[] {
  return readElfSegments(table, layout)
    .filter(({ type }) => type === segmentTypes.load)
    .map(({ offset, address, bytes, flags }) => ({
      offset,
      address,
      bytes,
      writable: (flags & segmentFlags.write) !== 0,
      executable: (flags & segmentFlags.execute) !== 0,
    }));
}

function withSections(program: Program, layout: ElfLayout): Program {
  const { sections, namesSection } = layout;
  const { read } = program;
  return {
    ...program,
    section(name, bytes) {
      const table = read(sections.offset, Math.min(sections.bytes, maxSectionBytes));
      const count = countElfSections(table, layout);
      if (namesSection >= count) return undefined;
      const place = readElfSection(table, namesSection, layout);
      const names = read(place.offset, Math.min(place.bytes, maxNamesBytes));
      const wanted = Buffer.from(`${name}\0`);
      if (!names.includes(wanted)) return undefined;
      const isNamed = (at: number): boolean => names.subarray(at, at + wanted.length).equals(wanted);
      for (let index = 0; index < count; index += 1) {
        const found = readElfSection(table, index, layout);
        if (isNamed(found.name)) return read(found.offset, Math.min(found.bytes, bytes));
      }
      return undefined;
    },
  };
}
