/** What an ELF file is for. A library that can also be started (libc, the dynamic loader) is an executable. */
export type ElfKind = 'elf-executable' | 'elf-library' | 'elf-other';

export interface ElfFacts {
  readonly kind: ElfKind;
  /** As `uname -m` has it, where that is known: `x86_64`, `aarch64` … */
  readonly machine?: string;
  /** PT_INTERP: the dynamic loader that the file asks for. */
  readonly interpreter?: string;
}

/** Takes the bytes of one ELF file, in order. */
export interface ElfScanner {
  write(chunk: Buffer): void;
  end(): ElfFacts;
}

// Numbers from the System V ABI, "Object Files", and Linux's <elf.h>.
const typeExecutable = 2;
const typeShared = 3;
const segmentDynamic = 2;
const segmentInterpreter = 3;
const tagFlags1 = 0x6ffffffb;
const flagPie = 0x08000000;

const machines: Readonly<Record<number, string>> = {
  3: 'i386',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x86_64',
  183: 'aarch64',
  243: 'riscv',
  258: 'loongarch',
};

/** The file header, and nearly always the program headers and the interpreter's name. */
const headBytes = 4096;
/** Linux takes no more program headers, and no longer name of an interpreter (fs/binfmt_elf.c). */
const maxTableBytes = 64 * 1024;
const maxInterpreterBytes = 4096;
/** The dynamic section of the largest programs is some kilobytes. */
const maxDynamicBytes = 64 * 1024;

/**
 * Reads the facts of an ELF file while its bytes flow by: the program headers, the interpreter's name and the dynamic
 * section are all that is kept. Files whose program headers stand behind those two (patchelf writes such) keep them
 * unread; of a shared object that may or may not be a program, the more dangerous is assumed.
 */
export function createElfScanner(): ElfScanner {
  const head = createWindow(0, headBytes);
  const windows = [head];
  let layout: Layout | undefined;
  let table: Window | undefined;
  let segments: Segments | undefined;
  let position = 0;
  let chunk: Buffer = Buffer.alloc(0);

  /**
   * Begins to gather a stretch whose place became known at `known`. What came before that is gone but for the head;
   * what the last chunk still holds of it must not count, or the answer would depend on the size of chunks.
   */
  function open(offset: number, length: number, known: number): Window {
    const window = createWindow(offset, length);
    if (offset < known && offset + length > headBytes) return window;
    window.take(head.bytes(), 0);
    window.take(chunk, position);
    windows.push(window);
    return window;
  }

  /** The program headers, as soon as the file header has come; what they point to, as soon as they have. */
  function advance(): void {
    layout ??= readLayout(head.bytes());
    if (layout === undefined) return;
    const { tableOffset } = layout;
    const tableBytes = Math.min(layout.tableBytes, maxTableBytes);
    table ??= open(tableOffset, tableBytes, 0);
    if (!table.isFull()) return;
    segments ??= openSegments(table.bytes(), layout, (offset, length) =>
      open(offset, length, tableOffset + tableBytes),
    );
  }

  return {
    write(next) {
      chunk = next;
      for (const window of windows) window.take(chunk, position);
      if (segments === undefined) advance();
      position += chunk.length;
    },
    end: () => factsOf(layout, segments),
  };
}

/** A stretch of a file, gathered from chunks that come in order. */
interface Window {
  /** @param at where in the file the chunk begins */
  take(chunk: Buffer, at: number): void;
  isFull(): boolean;
  /** What came so far. */
  bytes(): Buffer;
}

function createWindow(offset: number, length: number): Window {
  let bytes = Buffer.alloc(0);
  return {
    take(chunk, at) {
      const next = offset + bytes.length - at;
      if (bytes.length === length || next < 0 || next >= chunk.length) return;
      bytes = Buffer.concat([bytes, chunk.subarray(next, next + length - bytes.length)]);
    },
    isFull: () => bytes.length === length,
    bytes: () => bytes,
  };
}

/** What the file header says, with how numbers are read in the rest of the file. */
interface Layout {
  readonly type: number;
  readonly machine: number;
  readonly wide: boolean;
  readonly tableOffset: number;
  readonly tableBytes: number;
  readonly entryBytes: number;
  /** 16 bits. */
  half(bytes: Buffer, at: number): number;
  word(bytes: Buffer, at: number): number;
  /** An offset or a size: 32 or 64 bits; what is no safe integer lies beyond every file. */
  long(bytes: Buffer, at: number): number;
}

/** undefined while the header is not complete, and for one of another class or byte order than the two there are. */
function readLayout(head: Buffer): Layout | undefined {
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
  const entryBytes = half(head, wide ? 54 : 42);
  return {
    type: half(head, 16),
    machine: half(head, 18),
    wide,
    tableOffset: long(head, wide ? 32 : 28),
    tableBytes: entryBytes * half(head, wide ? 56 : 44),
    entryBytes,
    half,
    word,
    long,
  };
}

interface Segments {
  readonly interpreter?: Window;
  readonly dynamic?: Window;
}

function openSegments(
  table: Buffer,
  { wide, entryBytes, word, long }: Layout,
  open: (offset: number, length: number) => Window,
): Segments {
  let interpreter: Window | undefined;
  let dynamic: Window | undefined;
  // Entries of another size than these are not ELF's (and Linux refuses them).
  const entries = entryBytes === (wide ? 56 : 32) ? Math.floor(table.length / entryBytes) : 0;
  for (let index = 0; index < entries; index += 1) {
    const at = index * entryBytes;
    const type = word(table, at);
    const offset = long(table, at + (wide ? 8 : 4));
    const length = long(table, at + (wide ? 32 : 16));
    if (type === segmentInterpreter) interpreter ??= open(offset, Math.min(length, maxInterpreterBytes));
    if (type === segmentDynamic) dynamic ??= open(offset, Math.min(length, maxDynamicBytes));
  }
  return {
    ...(interpreter === undefined ? {} : { interpreter }),
    ...(dynamic === undefined ? {} : { dynamic }),
  };
}

function factsOf(layout: Layout | undefined, segments: Segments | undefined): ElfFacts {
  if (layout === undefined) return { kind: 'elf-other' };
  const machine = machines[layout.machine] ?? `machine-${layout.machine}`;
  const name = segments?.interpreter?.isFull() ? segments.interpreter.bytes() : Buffer.alloc(0);
  const end = name.indexOf(0);
  const interpreter = name.toString('latin1', 0, end < 0 ? name.length : end);
  return { kind: kindOf(layout, segments), machine, ...(interpreter === '' ? {} : { interpreter }) };
}

function kindOf(layout: Layout, segments: Segments | undefined): ElfKind {
  if (layout.type === typeExecutable) return 'elf-executable';
  if (layout.type !== typeShared) return 'elf-other';
  if (segments === undefined || segments.interpreter !== undefined) return 'elf-executable';
  if (segments.dynamic === undefined) return 'elf-library';
  if (!segments.dynamic.isFull()) return 'elf-executable';
  return isPie(segments.dynamic.bytes(), layout) ? 'elf-executable' : 'elf-library';
}

/** Of a static program that may be loaded anywhere, the only mark. */
function isPie(dynamic: Buffer, { wide, long }: Layout): boolean {
  const size = wide ? 8 : 4;
  for (let at = 0; at + 2 * size <= dynamic.length; at += 2 * size) {
    if (long(dynamic, at) === tagFlags1) return (BigInt(long(dynamic, at + size)) & BigInt(flagPie)) !== 0n;
  }
  return false;
}
