import { numbersOf, type ProgramOptions } from './program.ts';

const pageBytes = 512;

/** What a made-up program of another system may hold; little-endian, and not what only ELF files have. */
export type ForeignProgramOptions = Pick<
  ProgramOptions,
  'bits' | 'constants' | 'writable' | 'sections' | 'code' | 'goNote'
>;

/** A program of Windows with a section of code, one of constants, one that can be written and others. It runs nowhere. */
export function windowsProgram(options: ForeignProgramOptions = {}): Buffer {
  const { bits = 64, code = 0, goNote = false } = options;
  const { half, word, long } = numbersOf({ bits });
  const base = 0x400000;
  const content = contentOf(options, 1024, code, (offset) => base + 0x10000 + offset);
  const places = [...content.places, ...content.sections];
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
  const sections = places.map(({ name, offset, length }, index) =>
    Buffer.concat([
      Buffer.from((name ?? ['.text', '.rdata', '.data'][index] ?? '').padEnd(8, '\0')),
      word(length),
      word(0x10000 + offset),
      word(name === undefined ? length : paged(length)),
      word(offset),
      Buffer.alloc(12),
      word(flags[index] ?? 0x40000040),
    ]),
  );
  const head = Buffer.concat([dos, Buffer.from('PE\0\0'), header, optional, ...sections]);
  return Buffer.concat([head, Buffer.alloc(1024 - head.length), content.bytes]);
}

/** A program of macOS, likewise; its other sections are behind what can be written, in the same segment. */
export function appleProgram(options: ForeignProgramOptions = {}): Buffer {
  const { bits = 64, code = 0, goNote = false } = options;
  const { word, long } = numbersOf({ bits });
  const wide = bits === 64;
  const base = 0x100000000 % 2 ** bits;
  const content = contentOf(options, 1024, code, (offset) => base + offset);
  const rights = [5, 1, 3];
  const sections = content.sections.map(({ name, offset, length }) =>
    Buffer.concat([
      ...[name, '__DATA'].map((text) => Buffer.from(text.padEnd(16, '\0'))),
      ...[base + offset, length].map(long),
      word(offset),
      Buffer.alloc(wide ? 28 : 24),
    ]),
  );
  const commands = content.places.map(({ offset, length }, index) => {
    const name = index === 2 && goNote ? '__go_buildinfo' : ['__TEXT', '__CONST', '__DATA'][index];
    const own = index === 2 ? sections : [];
    const bytes = index === 2 ? 1024 + content.bytes.length - offset : length;
    return Buffer.concat([
      word(wide ? 0x19 : 1),
      word((wide ? 72 : 56) + own.length * (wide ? 80 : 68)),
      Buffer.from((name ?? '').padEnd(16, '\0')),
      ...[base + offset, bytes, offset, bytes].map(long),
      word(7),
      word(rights[index] ?? 0),
      word(own.length),
      Buffer.alloc(4),
      ...own,
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
  return Buffer.concat([head, Buffer.alloc(1024 - head.length), content.bytes]);
}

/** How a universal file differs from a well-made one. */
export interface UniversalOptions {
  /** Of the numbers in its table; default 32. */
  readonly bits?: 32 | 64;
  /** Where the table says that a program is, and how long; default where it is. */
  readonly tell?: (place: Place, index: number) => Place;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** A file of macOS with several programs (`lipo`). */
export function universalProgram(programs: readonly Buffer[], options: UniversalOptions = {}): Buffer {
  const { bits = 32, tell = (place) => place } = options;
  const { word, long } = numbersOf({ bits, order: 'big' });
  const tableEnd = 8 + programs.length * (bits === 64 ? 32 : 20);
  let at = paged(tableEnd);
  const rows = programs.map((one, index) => {
    const { offset, length } = tell({ offset: at, length: one.length }, index);
    at += paged(one.length);
    const rest = Buffer.alloc(bits === 64 ? 8 : 4);
    return Buffer.concat([word(0x01000007 + index), word(3), long(offset), long(length), rest]);
  });
  const head = Buffer.concat([word(bits === 64 ? 0xcafebabf : 0xcafebabe), word(programs.length), ...rows]);
  const padded = [head, ...programs].map((one) =>
    Buffer.concat([one, Buffer.alloc(paged(one.length) - one.length)]),
  );
  return Buffer.concat(padded);
}

interface Content {
  readonly places: readonly (Place & { readonly name?: undefined })[];
  readonly sections: readonly (Place & { readonly name: string })[];
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
  const named = Object.entries(options.sections ?? {});
  let at = writableAt + paged(writable.length);
  const sections = named.map(([name, content]) => {
    const offset = at;
    at += paged(content.length);
    return { name, offset, length: content.length };
  });
  const behind = named.flatMap(([, content]) => [
    content,
    Buffer.alloc(paged(content.length) - content.length),
  ]);
  return {
    sections,
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
      ...(behind.length === 0 ? [] : [Buffer.alloc(paged(writable.length) - writable.length)]),
      ...behind,
    ]),
  };
}

function paged(bytes: number): number {
  return Math.ceil(bytes / pageBytes) * pageBytes;
}
