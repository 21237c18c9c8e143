import { deflateSync } from 'node:zlib';

/** What a made-up program should hold; the default is a little-endian 64-bit one that holds nothing. */
export interface ProgramOptions {
  readonly bits?: 32 | 64;
  readonly order?: 'little' | 'big';
  /** Bytes of the segment that can only be read. */
  readonly constants?: (address: number) => Buffer;
  /** Bytes of the segment that can be written, given the addresses of both segments. */
  readonly writable?: (address: number, constants: number) => Buffer;
  /** By name; none of them is loaded. */
  readonly sections?: Readonly<Record<string, Buffer>>;
  /** Writes the note by which Go's programs are known; default false. */
  readonly goNote?: boolean;
  /** Bytes of code between the headers and the segments; default 0. */
  readonly code?: number;
  /** Writes the program headers behind everything, as patchelf does; default false. */
  readonly tableLast?: boolean;
  /** e_type; default 2, executable. */
  readonly type?: number;
}

const base = 0x400000;

/** Writes numbers of one class and byte order of ELF files. */
export interface Numbers {
  half(value: number): Buffer;
  word(value: number): Buffer;
  long(value: number): Buffer;
}

export function numbersOf({ bits = 64, order = 'little' }: Pick<ProgramOptions, 'bits' | 'order'>): Numbers {
  const ordered = (bytes: Buffer): Buffer => (order === 'little' ? bytes : bytes.reverse());
  const sized = (size: number, value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return ordered(Buffer.from(bytes.subarray(0, size)));
  };
  return {
    half: (value) => sized(2, value),
    word: (value) => sized(4, value),
    long: (value) => sized(bits / 8, value),
  };
}

/** An ELF program with a segment of code, one of constants, one that can be written, and sections. It runs nowhere. */
export function program(options: ProgramOptions = {}): Buffer {
  const { bits = 64, sections = {}, code = 0, tableLast = false } = options;
  const wide = bits === 64;
  const { half, word, long } = numbersOf(options);
  const headerBytes = wide ? 64 : 52;
  const entryBytes = wide ? 56 : 32;
  const sectionBytes = wide ? 64 : 40;
  const note = options.goNote
    ? Buffer.concat([word(4), word(4), word(4), Buffer.from('Go\0\0id\0\0')])
    : Buffer.alloc(0);
  const headEnd = aligned(headerBytes + (tableLast ? 0 : 3 * entryBytes) + note.length + code);
  const constantsAt = headEnd;
  const constants = options.constants?.(base + constantsAt) ?? Buffer.alloc(0);
  const writableAt = aligned(constantsAt + constants.length);
  const writable = options.writable?.(base + writableAt, base + constantsAt) ?? Buffer.alloc(0);
  const named = Object.entries({ '': Buffer.alloc(0), ...sections });
  const names = Buffer.from([...named.map(([name]) => `${name}\0`), '.shstrtab\0'].join(''));
  const parts: Buffer[] = [];
  let at = writableAt + writable.length;
  let nameAt = 0;
  const header = (name: string, bytes: Buffer): Buffer => {
    const result = Buffer.concat(
      wide
        ? [word(nameAt), word(1), long(0), long(0), long(at), long(bytes.length), Buffer.alloc(24)]
        : [word(nameAt), word(1), word(0), word(0), word(at), word(bytes.length), Buffer.alloc(16)],
    );
    nameAt += name.length + 1;
    at += bytes.length;
    parts.push(bytes);
    return result;
  };
  const headers = [...named, ['.shstrtab', names] as const].map(([name, bytes]) => header(name, bytes));
  const sectionsAt = at;
  const tableAt = tableLast ? sectionsAt + headers.length * sectionBytes : headerBytes;
  const segment = (flags: number, offset: number, bytes: number): Buffer => {
    const place = [long(offset), long(base + offset), long(base + offset), long(bytes), long(bytes)];
    return Buffer.concat(
      wide ? [word(1), word(flags), ...place, long(4096)] : [word(1), ...place, word(flags), long(4096)],
    );
  };
  const table = Buffer.concat([
    segment(5, 0, headEnd),
    segment(4, constantsAt, constants.length),
    segment(6, writableAt, writable.length),
  ]);
  const fileHeader = Buffer.concat([
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, options.order === 'big' ? 2 : 1, 1]),
    Buffer.alloc(9),
    half(options.type ?? 2),
    half(62),
    word(1),
    long(base),
    long(tableAt),
    long(sectionsAt),
    word(0),
    half(headerBytes),
    half(entryBytes),
    half(3),
    half(sectionBytes),
    half(headers.length),
    half(headers.length - 1),
  ]);
  const head = Buffer.concat([fileHeader, tableLast ? Buffer.alloc(0) : table, note]);
  return Buffer.concat([
    padded(head, constantsAt),
    padded(constants, writableAt - constantsAt),
    writable,
    ...parts,
    ...headers,
    tableLast ? table : Buffer.alloc(0),
  ]);
}

function aligned(offset: number): number {
  return Math.ceil(offset / 64) * 64;
}

function padded(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, length - bytes.length), 0x90)]);
}

const goMagic = Buffer.from('\xff Go buildinf:', 'latin1');
const infoStart = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const infoEnd = Buffer.from('f932433186182072008242104116d8f2', 'hex');

/** What Go writes around lines of module information. */
export function framed(modules: string): Buffer {
  return modules === '' ? Buffer.alloc(0) : Buffer.concat([infoStart, Buffer.from(modules), infoEnd]);
}

export interface GoProgramOptions extends Omit<ProgramOptions, 'constants' | 'writable'> {
  readonly goVersion?: string;
  readonly modules?: string;
  /** `inline` since Go 1.18, `pointers` before; default `inline`. */
  readonly form?: 'inline' | 'pointers';
  /** Bytes before the build information; default 0. */
  readonly gap?: number;
  /** What the program is made with; default an ELF file. */
  readonly make?: (options: ProgramOptions) => Buffer;
}

/** A program with Go's build information. */
export function goProgram(options: GoProgramOptions = {}): Buffer {
  const { goVersion = 'go1.22.3', modules = '', form = 'inline', gap = 0, make = program, ...rest } = options;
  const { long } = numbersOf(options);
  const pointerBytes = (options.bits ?? 64) / 8;
  const version = Buffer.from(goVersion);
  const lines = framed(modules);
  if (form === 'inline') {
    const header = padded0(Buffer.concat([goMagic, Buffer.from([pointerBytes, 2])]), 32);
    const texts = [uvarint(version.length), version, uvarint(lines.length), lines];
    return make({ ...rest, writable: () => Buffer.concat([Buffer.alloc(gap), header, ...texts]) });
  }
  const flags = options.order === 'big' ? 1 : 0;
  return make({
    goNote: true,
    ...rest,
    constants: () => Buffer.concat([version, lines]),
    writable: (address, constants) => {
      const strings = address + gap + 32;
      const header = padded0(
        Buffer.concat([
          goMagic,
          Buffer.from([pointerBytes, flags]),
          long(strings),
          long(lines.length === 0 ? 0 : strings + 2 * pointerBytes),
        ]),
        32,
      );
      const place = [
        long(constants),
        long(version.length),
        long(constants + version.length),
        long(lines.length),
      ];
      return Buffer.concat([Buffer.alloc(gap), header, ...place]);
    },
  });
}

function padded0(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);
}

function uvarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

export interface RustProgramOptions extends ProgramOptions {
  /** What the program is made with; default an ELF file. */
  readonly make?: (options: ProgramOptions) => Buffer;
}

/** A program with the list of crates that cargo-auditable writes. */
export function rustProgram(list: unknown, options: RustProgramOptions = {}): Buffer {
  const packed = deflateSync(Buffer.from(JSON.stringify(list)));
  const { make = program, ...rest } = options;
  return make({
    ...rest,
    sections: { '.comment': Buffer.from('GCC'), '.dep-v0': packed, ...options.sections },
  });
}
