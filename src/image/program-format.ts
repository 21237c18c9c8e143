import type { FileRange, KeptRanges } from './kept-ranges.ts';

/** A stretch of a program's file, and where it goes in memory. */
export interface ProgramSegment {
  readonly offset: number;
  readonly address: number;
  /** Of it in the file. */
  readonly bytes: number;
  readonly writable: boolean;
  readonly executable: boolean;
}

/** A stretch of a program's file that its linker gave a name. */
export interface ProgramSection extends FileRange {
  readonly name: string;
}

/** What is kept of one program or library. */
export interface Program {
  /** The first bytes of the file. */
  readonly head: Buffer;
  /** Stretches that are loaded and can be written, in their order. */
  readonly writable: readonly ProgramSegment[];
  /** Stretches that are loaded and can only be read; of few programs, see `needsConstants`. */
  readonly constants: readonly ProgramSegment[];
  /** Bytes by their place in the file: at most `bytes`, fewer where what was kept ends. */
  read(offset: number, bytes: number): Buffer;
  /** Bytes by their place in memory; none where nothing that was kept goes. */
  readAt(address: number, bytes: number): Buffer;
  /** At most `bytes` of a section that was asked for; undefined when there is none of that name. */
  section(name: string, bytes: number): Buffer | undefined;
}

/** A format of programs. A new one is a file beside `elf-program.ts` and a line in `program.ts`. */
export interface ProgramFormat {
  /** What files of it begin with: one of these. */
  readonly magics: readonly Buffer[];
  /**
   * What to keep of a file, told from its first bytes (`programHeadBytes`, or all there are); undefined for one that
   * is neither program nor library.
   */
  plan(head: Buffer, fileBytes: number, needs: ProgramNeeds): ProgramPlan | undefined;
}

/** What will be asked of a program. */
export interface ProgramNeeds {
  /** The names of sections: in an ELF file, of sections that are not loaded. */
  readonly sections: readonly string[];
  /** Whether `constants` are needed: a quarter of most programs. */
  constants(): boolean;
}

export interface ProgramPlan {
  /** In any order; they may overlap, and reach behind the end of the file. */
  readonly ranges: readonly FileRange[];
  /** The program, once all of that was kept. */
  open(head: Buffer, kept: KeptRanges): Program;
}

/** The headers of nearly every program, and in an ELF file the name of its interpreter. */
export const programHeadBytes = 4096;

/** What can only be read, where the linker kept it apart from code; else the code too. */
export function constantsOf(loaded: readonly ProgramSegment[]): readonly ProgramSegment[] {
  const readOnly = loaded.filter(({ writable }) => !writable);
  const constants = readOnly.filter(({ executable }) => !executable);
  return constants.length > 0 ? constants : readOnly;
}

/**
 * What is kept of any program: what can be written, constants and sections where they are needed, and what is behind
 * all of it.
 */
export function rangesOf(
  loaded: readonly ProgramSegment[],
  fileBytes: number,
  needs: ProgramNeeds,
  sections: readonly ProgramSection[] = [],
): readonly FileRange[] {
  const loadedEnd = loaded.reduce((end, { offset, bytes }) => Math.max(end, offset + bytes), 0);
  return [
    ...loaded.filter(({ writable }) => writable),
    ...(needs.constants() ? constantsOf(loaded) : []),
    ...sections.filter(({ name }) => needs.sections.includes(name)),
    { offset: loadedEnd, bytes: Math.max(0, fileBytes - loadedEnd) },
  ];
}

/** A program of these segments and sections. */
export function programOf(
  head: Buffer,
  loaded: readonly ProgramSegment[],
  { read }: KeptRanges,
  sections: readonly ProgramSection[] = [],
): Program {
  return {
    head,
    writable: loaded.filter(({ writable }) => writable),
    constants: constantsOf(loaded),
    read,
    readAt(address, bytes) {
      const place = loaded.find((one) => one.address <= address && address - one.address < one.bytes);
      if (place === undefined) return Buffer.alloc(0);
      const into = address - place.address;
      return read(place.offset + into, Math.min(bytes, place.bytes - into));
    },
    section(name, bytes) {
      const found = sections.find((one) => one.name === name);
      return found === undefined ? undefined : read(found.offset, Math.min(found.bytes, bytes));
    },
  };
}
