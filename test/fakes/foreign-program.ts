import { numbersOf, type ProgramOptions } from './program.ts';

const pageBytes = 512;

/** What a made-up program of another system may hold; little-endian, and not what only ELF files have. */
export type ForeignProgramOptions = Pick<
  ProgramOptions,
  'bits' | 'constants' | 'writable' | 'code' | 'goNote'
>;

/** A program of Windows with a section of code, one of constants and one that can be written. It runs nowhere. */
export function windowsProgram(options: ForeignProgramOptions = {}): Buffer {
  const { bits = 64, code = 0, goNote = false } = options;
  const { half, word, long } = numbersOf({ bits });
  const base = 0x400000;
  const { places, bytes } = contentOf(options, 1024, code, (offset) => base + 0x10000 + offset);
  const dos = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(0x3a), word(0x80), Buffer.alloc(0x40)]);
  const optional = Buffer.concat([
    half(bits === 64 ? 0x20b : 0x10b),
    Buffer.from(goNote ? [3, 0] : [14, 0]),
    Buffer.alloc(bits === 64 ? 20 : 24),
    long(base),
    Buffer.alloc(64),
  ]);
  const header = Buffer.concat([
    half(0x8664),
    half(places.length),
    Buffer.alloc(12),
    half(optional.length),
    half(2),
  ]);
  const flags = [0x60000020, 0x40000040, 0xc0000040];
  const sections = places.map(({ offset, length }, index) =>
    Buffer.concat([
      Buffer.from(['.text', '.rdata', '.data'][index]?.padEnd(8, '\0') ?? ''),
      word(length),
      word(0x10000 + offset),
      word(length),
      word(offset),
      Buffer.alloc(12),
      word(flags[index] ?? 0),
    ]),
  );
  const head = Buffer.concat([dos, Buffer.from('PE\0\0'), header, optional, ...sections]);
  return Buffer.concat([head, Buffer.alloc(1024 - head.length), bytes]);
}

/** A program of macOS, likewise. */
export function appleProgram(options: ForeignProgramOptions = {}): Buffer {
  const { bits = 64, code = 0, goNote = false } = options;
  const { word, long } = numbersOf({ bits });
  const wide = bits === 64;
  const base = 0x100000000 % 2 ** bits;
  const { places, bytes } = contentOf(options, 1024, code, (offset) => base + offset);
  const rights = [5, 1, 3];
  const commands = places.map(({ offset, length }, index) => {
    const name = index === 2 && goNote ? '__go_buildinfo' : ['__TEXT', '__CONST', '__DATA'][index];
    return Buffer.concat([
      word(wide ? 0x19 : 1),
      word(wide ? 72 : 56),
      Buffer.from((name ?? '').padEnd(16, '\0')),
      ...[base + offset, length, offset, length].map(long),
      word(7),
      word(rights[index] ?? 0),
      Buffer.alloc(8),
    ]);
  });
  const uuid = Buffer.concat([word(0x1b), word(24), Buffer.alloc(16)]);
  const loaded = Buffer.concat([uuid, ...commands]);
  const head = Buffer.concat([
    word(wide ? 0xfeedfacf : 0xfeedface),
    Buffer.alloc(12),
    word(commands.length + 1),
    word(loaded.length),
    Buffer.alloc(wide ? 8 : 4),
    loaded,
  ]);
  return Buffer.concat([head, Buffer.alloc(1024 - head.length), bytes]);
}

interface Content {
  readonly places: readonly { readonly offset: number; readonly length: number }[];
  /** From the first place on. */
  readonly bytes: Buffer;
}

function contentOf(
  options: ForeignProgramOptions,
  first: number,
  code: number,
  addressOf: (offset: number) => number,
): Content {
  const constantsAt = first + paged(code);
  const constants = options.constants?.(addressOf(constantsAt)) ?? Buffer.alloc(0);
  const writableAt = constantsAt + paged(constants.length);
  const writable = options.writable?.(addressOf(writableAt), addressOf(constantsAt)) ?? Buffer.alloc(0);
  return {
    places: [
      { offset: first, length: paged(code) },
      { offset: constantsAt, length: constants.length },
      { offset: writableAt, length: writable.length },
    ],
    bytes: Buffer.concat([
      Buffer.alloc(paged(code), 0x90),
      constants,
      Buffer.alloc(paged(constants.length) - constants.length),
      writable,
    ]),
  };
}

function paged(bytes: number): number {
  return Math.ceil(bytes / pageBytes) * pageBytes;
}
