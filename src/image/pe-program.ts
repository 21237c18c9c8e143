import {
  type ProgramFormat,
  type ProgramSection,
  type ProgramSegment,
  programOf,
  rangesOf,
} from './program-format.ts';

// learn.microsoft.com/windows/win32/debug/pe-format.
const signature = Buffer.from('PE\0\0');
const signaturePlace = 0x3c;
const fileHeaderBytes = 20;
const sectionBytes = 40;
const wideOptional = 0x20b;
const narrowOptional = 0x10b;
const sectionFlags = { execute: 0x20000000, write: 0x80000000 } as const;

/** Programs and libraries of Windows, as images carry them for downloads and in packages for several systems. */
export const peProgram: ProgramFormat = {
  magics: [Buffer.from('MZ')],
  plan(head, fileBytes, needs) {
    const table = sectionTable(head);
    if (table === undefined) return undefined;
    const loaded = table.rows.map((at) => segmentAt(head, at, table.base));
    const sections = table.rows.map((at) => sectionAt(head, at));
    return {
      ranges: rangesOf(loaded, fileBytes, needs, sections),
      open: (first, kept) => programOf(first, loaded, kept, sections),
    };
  },
};

/** Where the signature of a PE file stands in its first bytes; undefined for a program of DOS. */
export function peSignatureAt(head: Buffer): number | undefined {
  if (head.length < signaturePlace + 4 || head.subarray(0, 2).toString('latin1') !== 'MZ') return undefined;
  const at = head.readUInt32LE(signaturePlace);
  return head.subarray(at, at + signature.length).equals(signature) ? at : undefined;
}

interface SectionTable {
  /** The address of the program. */
  readonly base: number;
  /** Where in the head each section is described. */
  readonly rows: readonly number[];
}

/** undefined where the sections are not told in the first bytes: no linker writes more than a few hundred before. */
function sectionTable(head: Buffer): SectionTable | undefined {
  const signatureAt = peSignatureAt(head);
  if (signatureAt === undefined) return undefined;
  const fileHeader = signatureAt + signature.length;
  const optional = fileHeader + fileHeaderBytes;
  if (head.length < optional + 32) return undefined;
  const count = head.readUInt16LE(fileHeader + 2);
  const table = optional + head.readUInt16LE(fileHeader + 16);
  const magic = head.readUInt16LE(optional);
  if (magic !== wideOptional && magic !== narrowOptional) return undefined;
  if (head.length < table + count * sectionBytes) return undefined;
  const base =
    magic === wideOptional ? Number(head.readBigUInt64LE(optional + 24)) : head.readUInt32LE(optional + 28);
  return { base, rows: Array.from({ length: count }, (_, index) => table + index * sectionBytes) };
}

function segmentAt(head: Buffer, at: number, base: number): ProgramSegment {
  const flags = head.readUInt32LE(at + 36);
  return {
    offset: head.readUInt32LE(at + 20),
    address: base + head.readUInt32LE(at + 12),
    bytes: head.readUInt32LE(at + 16),
    // Bitwise results are signed: only zero can be told from the rest.
    writable: (flags & sectionFlags.write) !== 0,
    executable: (flags & sectionFlags.execute) !== 0,
  };
}

/** In the file it is filled up to whole sectors; what of it is in memory is its content. */
function sectionAt(head: Buffer, at: number): ProgramSection {
  const name = head.toString('latin1', at, at + 8).replace(/\0.*$/s, '');
  const inMemory = head.readUInt32LE(at + 8);
  const inFile = head.readUInt32LE(at + 16);
  return {
    name,
    offset: head.readUInt32LE(at + 20),
    bytes: inMemory === 0 ? inFile : Math.min(inMemory, inFile),
  };
}
