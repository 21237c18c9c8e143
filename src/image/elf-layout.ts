// Numbers from the System V ABI, "Object Files", and Linux's <elf.h>.

export const elfMagic = Buffer.from('\x7fELF', 'latin1');

/** The file header, and nearly always the program headers and the interpreter's name. */
export const elfHeadBytes = 4096;
/** Linux takes no more program headers (fs/binfmt_elf.c). */
export const maxTableBytes = 64 * 1024;

export const elfTypes = { executable: 2, shared: 3 } as const;
export const segmentTypes = {
  load: 1,
  dynamic: 2,
  interpreter: 3,
  stack: 0x6474e551,
  readOnlyAfterStart: 0x6474e552,
} as const;
export const segmentFlags = { execute: 1, write: 2 } as const;

/** What the file header says, with how numbers are read in the rest of the file. */
export interface ElfLayout {
  readonly type: number;
  readonly machine: number;
  /** 64 bits. */
  readonly wide: boolean;
  readonly table: ElfTable;
  readonly sections: ElfTable;
  /** Index of the section that holds the names of sections. */
  readonly namesSection: number;
  /** 16 bits. */
  half(bytes: Buffer, at: number): number;
  word(bytes: Buffer, at: number): number;
  /** An offset or a size: 32 or 64 bits; what is no safe integer lies beyond every file. */
  long(bytes: Buffer, at: number): number;
}

/** A table of headers in the file. */
export interface ElfTable {
  readonly offset: number;
  readonly bytes: number;
  readonly entryBytes: number;
}

/** One program header: a stretch of the file and where it goes in memory. */
export interface ElfSegment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  /** Of it in the file. */
  readonly bytes: number;
}

/** One section header. */
export interface ElfSection {
  /** Where its name begins, in the section of names. */
  readonly name: number;
  readonly offset: number;
  readonly bytes: number;
}

/** undefined while the header is not complete, and for one of another class or byte order than the two there are. */
export function readElfLayout(head: Buffer): ElfLayout | undefined {
  const wide = head[4] === 2;
  const little = head[5] === 1;
  if (head.length < (wide ? 64 : 52) || (!wide && head[4] !== 1) || (!little && head[5] !== 2))
    return undefined;
  const half = (bytes: Buffer, at: number): number =>
    little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  const word = (bytes: Buffer, at: number): number =>
    little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  const long = (bytes: Buffer, at: number): number =>
    wide ? Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at)) : word(bytes, at);
  const tableAt = (offsetAt: number, entryAt: number): ElfTable => {
    const entryBytes = half(head, entryAt);
    return { offset: long(head, offsetAt), bytes: entryBytes * half(head, entryAt + 2), entryBytes };
  };
  return {
    type: half(head, 16),
    machine: half(head, 18),
    wide,
    table: tableAt(wide ? 32 : 28, wide ? 54 : 42),
    sections: tableAt(wide ? 40 : 32, wide ? 58 : 46),
    namesSection: half(head, wide ? 62 : 50),
    half,
    word,
    long,
  };
}

/** The program headers in a table; none when its entries have another size than ELF's, which Linux refuses. */
export function readElfSegments(table: Buffer, { wide, table: about, word, long }: ElfLayout): ElfSegment[] {
  const entryBytes = wide ? 56 : 32;
  if (about.entryBytes !== entryBytes) return [];
  return Array.from({ length: Math.floor(table.length / entryBytes) }, (_, index) => {
    const at = index * entryBytes;
    return {
      type: word(table, at),
      flags: word(table, at + (wide ? 4 : 24)),
      offset: long(table, at + (wide ? 8 : 4)),
      address: long(table, at + (wide ? 16 : 8)),
      bytes: long(table, at + (wide ? 32 : 16)),
    };
  });
}

/** How many section headers are in a table; none when its entries have another size than ELF's. */
export function countElfSections(table: Buffer, { wide, sections }: ElfLayout): number {
  const entryBytes = wide ? 64 : 40;
  return sections.entryBytes === entryBytes ? Math.floor(table.length / entryBytes) : 0;
}

/** One of the section headers in a table. */
export function readElfSection(table: Buffer, index: number, { wide, word, long }: ElfLayout): ElfSection {
  const at = index * (wide ? 64 : 40);
  return {
    name: word(table, at),
    offset: long(table, at + (wide ? 24 : 16)),
    bytes: long(table, at + (wide ? 32 : 20)),
  };
}
