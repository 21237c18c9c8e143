/** What a made-up ELF file should say; the default is a static 64-bit program for x86-64. */
export interface ElfOptions {
  /** e_type: 1 relocatable, 2 executable, 3 shared, 4 core; default 2. */
  readonly type?: number;
  /** e_machine; default 62, x86-64. */
  readonly machine?: number;
  readonly bits?: 32 | 64;
  readonly order?: 'little' | 'big';
  /** PT_INTERP, without its NUL. */
  readonly interpreter?: string;
  /** Writes a dynamic section with these DT_FLAGS_1. */
  readonly flags?: number;
  /** With `flags`: writes DT_NEEDED too; default false. */
  readonly needed?: boolean;
  /** With `flags`: writes DT_BIND_NOW too; default false. */
  readonly bindNow?: boolean;
  /** Writes PT_GNU_RELRO; default false. */
  readonly relro?: boolean;
  /** Writes PT_GNU_STACK with these flags. */
  readonly stackFlags?: number;
  /** Bytes between the headers and what they point to; default 0. */
  readonly gap?: number;
  /** Writes the program headers behind everything, as patchelf does; default false. */
  readonly tableLast?: boolean;
}

/** A small ELF file: header, program headers, and what they point to. It runs nowhere. */
export function elf(options: ElfOptions = {}): Buffer {
  const { type = 2, machine = 62, bits = 64, order = 'little', gap = 0, tableLast = false } = options;
  const wide = bits === 64;
  const little = order === 'little';
  const half = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    little ? bytes.writeUInt16LE(value) : bytes.writeUInt16BE(value);
    return bytes;
  };
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    little ? bytes.writeUInt32LE(value) : bytes.writeUInt32BE(value);
    return bytes;
  };
  const long = (value: number): Buffer => {
    if (!wide) return word(value);
    const bytes = Buffer.alloc(8);
    little ? bytes.writeBigUInt64LE(BigInt(value)) : bytes.writeBigUInt64BE(BigInt(value));
    return bytes;
  };
  const { interpreter, flags } = options;
  const dynamic = [
    ...[5, 0x1234, ...(options.needed ? [1, 7] : []), ...(options.bindNow ? [24, 0] : [])],
    ...[0x6ffffffb, flags ?? 0, 0, 0],
  ].map(long);
  const parts: readonly (readonly [segment: number, bytes: Buffer, segmentFlags?: number])[] = [
    ...(interpreter === undefined ? [] : [[3, Buffer.from(`${interpreter}\0`)] as const]),
    ...(flags === undefined ? [] : [[2, Buffer.concat(dynamic)] as const]),
    ...(options.relro ? [[0x6474e552, Buffer.alloc(0)] as const] : []),
    ...(options.stackFlags === undefined ? [] : [[0x6474e551, Buffer.alloc(0), options.stackFlags] as const]),
  ];
  const headerBytes = wide ? 64 : 52;
  const entryBytes = wide ? 56 : 32;
  const tableBytes = entryBytes * parts.length;
  let offset = headerBytes + (tableLast ? 0 : tableBytes) + gap;
  const entries = parts.map(([segment, { length }, segmentFlags = 4]) => {
    const at = long(offset);
    offset += length;
    return wide
      ? Buffer.concat([
          word(segment),
          word(segmentFlags),
          at,
          long(0),
          long(0),
          long(length),
          long(length),
          long(1),
        ])
      : Buffer.concat([
          word(segment),
          at,
          long(0),
          long(0),
          long(length),
          long(length),
          word(segmentFlags),
          long(1),
        ]);
  });
  const header = Buffer.concat([
    Buffer.from([
      0x7f,
      0x45,
      0x4c,
      0x46,
      wide ? 2 : 1,
      little ? 1 : 2,
      1,
      ...Array.from({ length: 9 }, () => 0),
    ]),
    half(type),
    half(machine),
    word(1),
    long(0),
    long(tableLast ? offset : headerBytes),
    long(0),
    word(0),
    half(headerBytes),
    half(entryBytes),
    half(parts.length),
    half(0),
    half(0),
    half(0),
  ]);
  const table = Buffer.concat(entries);
  const body = [Buffer.alloc(gap), ...parts.map(([, bytes]) => bytes)];
  return Buffer.concat(tableLast ? [header, ...body, table] : [header, table, ...body]);
}
