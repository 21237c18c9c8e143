import { reasonOf } from '../errors.ts';
import {
  countElfSections,
  type ElfLayout,
  type ElfSegment,
  elfHeadBytes,
  elfMagic,
  elfTypes,
  maxTableBytes,
  readElfLayout,
  readElfSection,
  readElfSegments,
  segmentFlags,
  segmentTypes,
} from './elf-layout.ts';
import type { FileEntry, FileProblem, FileReader, FileSink } from './file-reader.ts';
import { type FileRange, type KeptRanges, keepRanges } from './kept-ranges.ts';
import { createSpool, type Spool } from './spool.ts';

/** What is kept of one ELF program or library. */
export interface Program {
  /** The first bytes of the file. */
  readonly head: Buffer;
  /** Stretches that are loaded and can be written, in their order. */
  readonly writable: readonly ElfSegment[];
  /** Stretches that are loaded and can only be read; of few programs, see `needsConstants`. */
  readonly constants: readonly ElfSegment[];
  /** Bytes by their place in the file: at most `bytes`, fewer where what was kept ends. */
  read(offset: number, bytes: number): Buffer;
  /** Bytes by their place in memory; none where nothing that was kept goes. */
  readAt(address: number, bytes: number): Buffer;
  /** At most `bytes` of the section, which is one that is not loaded; undefined when there is none. */
  section(name: string, bytes: number): Buffer | undefined;
}

export interface ProgramReaderOptions<Fact> {
  readonly name: string;
  readonly version: number;
  /** Of one program, in what is kept of it. */
  readonly maxBytes: number;
  /** Tells from the first bytes whether `constants` will be asked for: they are a quarter of most programs. */
  readonly needsConstants: (head: Buffer, entry: FileEntry) => boolean;
  /** The program is there only during the call; what it throws becomes a problem of the scan. */
  readonly parse: (program: Program, entry: FileEntry) => Fact | undefined;
}

/**
 * A reader of every ELF program and library, wherever it is and whatever its mode. Of most files a few kilobytes are
 * kept: what can be written, and what stands behind everything that is loaded. A file whose program headers are not in
 * front (patchelf moves them) is kept whole.
 */
export function programReader<Fact>(options: ProgramReaderOptions<Fact>): FileReader<Fact | FileProblem> {
  return { name: options.name, version: options.version, open: (entry) => createSink(entry, options) };
}

function createSink<Fact>(
  entry: FileEntry,
  { maxBytes, needsConstants, parse }: ProgramReaderOptions<Fact>,
): FileSink<Fact | FileProblem> {
  const headBytes = Math.min(elfHeadBytes, entry.size);
  let spool: Spool | undefined;
  let head = Buffer.alloc(0);
  let plan: Plan | undefined;
  let kept: KeptRanges | undefined;
  let state: 'beginning' | 'keeping' | 'passing' = 'beginning';
  let tooLarge = 0;

  function begin(): void {
    plan = planFor(head, entry.size, () => needsConstants(head, entry));
    const bytes = plan?.ranges.reduce((sum, range) => sum + range.bytes, 0) ?? 0;
    if (bytes > maxBytes) tooLarge = bytes;
    state = plan === undefined || tooLarge > 0 ? 'passing' : 'keeping';
    if (plan === undefined || state === 'passing') return;
    spool = createSpool();
    kept = keepRanges(plan.ranges, spool);
  }

  return {
    write(chunk) {
      if (state === 'passing') return;
      try {
        if (state === 'keeping') kept?.write(chunk);
        else if (head.length === 0 && !isElf(chunk)) state = 'passing';
        else {
          const rest = headBytes - head.length;
          head = Buffer.concat([head, chunk.subarray(0, rest)]);
          if (head.length < headBytes) return;
          begin();
          kept?.write(head);
          kept?.write(chunk.subarray(rest));
        }
      } catch (error) {
        spool?.close();
        throw error;
      }
    },
    end() {
      try {
        if (tooLarge > 0) throw new Error(`its data is ${tooLarge} bytes, over the limit of ${maxBytes}`);
        if (plan === undefined || kept === undefined) return undefined;
        return parse(programOf(head, plan, kept), entry);
      } catch (error) {
        return { problem: `${entry.path}: ${reasonOf(error)}` };
      } finally {
        spool?.close();
      }
    },
  };
}

/** Of a chunk as short as one byte, only that byte can tell. */
function isElf(chunk: Buffer): boolean {
  const length = Math.min(chunk.length, elfMagic.length);
  return chunk.subarray(0, length).equals(elfMagic.subarray(0, length));
}

interface Plan {
  readonly layout: ElfLayout;
  /** Unless the program headers are not in front. */
  readonly loaded?: readonly ElfSegment[];
  /** What is kept; none reaches behind the end of the file. */
  readonly ranges: readonly FileRange[];
}

/** undefined for what is neither program nor library, or has no program headers. */
function planFor(head: Buffer, fileBytes: number, needsConstants: () => boolean): Plan | undefined {
  const layout = isElf(head) ? readElfLayout(head) : undefined;
  if (layout === undefined) return undefined;
  const { type, table, sections } = layout;
  if (type !== elfTypes.executable && type !== elfTypes.shared) return undefined;
  if (table.bytes === 0 || table.bytes > maxTableBytes) return undefined;
  const tableEnd = table.offset + table.bytes;
  if (tableEnd > head.length) return { layout, ranges: [{ offset: 0, bytes: fileBytes }] };
  const loaded = loadedOf(readElfSegments(head.subarray(table.offset, tableEnd), layout));
  const loadedEnd = loaded.reduce((end, { offset, bytes }) => Math.max(end, offset + bytes), 0);
  const ranges: readonly FileRange[] = [
    ...loaded.filter(isWritable),
    ...(needsConstants() ? constantsOf(loaded) : []),
    { offset: loadedEnd, bytes: Math.max(0, fileBytes - loadedEnd) },
    // Nearly always behind what is loaded.
    { offset: sections.offset, bytes: Math.min(sections.bytes, maxSectionBytes) },
  ];
  return {
    layout,
    loaded,
    ranges: ranges
      .filter(({ offset, bytes }) => offset < fileBytes && bytes > 0)
      .map(({ offset, bytes }) => ({ offset, bytes: Math.min(bytes, fileBytes - offset) })),
  };
}

/** A thousand sections; programs have about forty. */
const maxSectionBytes = 64 * 1024;
/** Of the names of sections; programs have some hundred bytes. */
const maxNamesBytes = 64 * 1024;

function loadedOf(segments: readonly ElfSegment[]): readonly ElfSegment[] {
  return segments.filter(({ type }) => type === segmentTypes.load);
}

function isWritable({ flags }: ElfSegment): boolean {
  return (flags & segmentFlags.write) !== 0;
}

/** What can only be read, where the linker kept it apart from code; else the code too. */
function constantsOf(loaded: readonly ElfSegment[]): readonly ElfSegment[] {
  const readOnly = loaded.filter((segment) => !isWritable(segment));
  const constants = readOnly.filter(({ flags }) => (flags & segmentFlags.execute) === 0);
  return constants.length > 0 ? constants : readOnly;
}

function programOf(head: Buffer, { layout, ...plan }: Plan, { read }: KeptRanges): Program {
  const { table, sections, namesSection } = layout;
  const loaded = plan.loaded ?? loadedOf(readElfSegments(read(table.offset, table.bytes), layout));
  return {
    head,
    writable: loaded.filter(isWritable),
    constants: constantsOf(loaded),
    read,
    readAt(address, bytes) {
      const place = loaded.find((one) => one.address <= address && address - one.address < one.bytes);
      if (place === undefined) return Buffer.alloc(0);
      const into = address - place.address;
      return read(place.offset + into, Math.min(bytes, place.bytes - into));
    },
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
