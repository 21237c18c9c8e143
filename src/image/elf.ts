import {
  type ElfLayout,
  type ElfSegment,
  elfHeadBytes,
  elfTypes,
  maxTableBytes,
  readElfLayout,
  readElfSegments,
  segmentFlags,
  segmentTypes,
} from './elf-layout.ts';

/** What an ELF file is for. A library that can also be started (libc, the dynamic loader) is an executable. */
export type ElfKind = 'elf-executable' | 'elf-library' | 'elf-other';

export interface ElfFacts {
  readonly kind: ElfKind;
  /** As `uname -m` has it, where that is known: `x86_64`, `aarch64` … */
  readonly machine?: string;
  /** PT_INTERP: the dynamic loader that the file asks for. */
  readonly interpreter?: string;
  readonly bits?: 32 | 64;
  /** A program that asks for no dynamic loader and no library. */
  readonly static?: true;
  /** A program that may be loaded at any address. */
  readonly pie?: true;
  readonly relro?: 'partial' | 'full';
  /** The opposite of NX: PT_GNU_STACK asks for a stack that can be run. */
  readonly executableStack?: true;
}

/** Takes the bytes of one ELF file, in order. */
export interface ElfScanner {
  write(chunk: Buffer): void;
  end(): ElfFacts;
}

const dynamicTags = { needed: 1, bindNow: 24, flags: 30, flags1: 0x6ffffffb } as const;
/** In DT_FLAGS. */
const flagBindNow = 8;
/** In DT_FLAGS_1. */
const flagNow = 1;
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

/** Linux takes no longer name of an interpreter (fs/binfmt_elf.c). */
const maxInterpreterBytes = 4096;
/** The dynamic section of the largest programs is some kilobytes. */
const maxDynamicBytes = 64 * 1024;

/**
 * Reads the facts of an ELF file while its bytes flow by: the program headers, the interpreter's name and the dynamic
 * section are all that is kept. Files whose program headers stand behind those two (patchelf writes such) keep them
 * unread; of a shared object that may or may not be a program, the more dangerous is assumed.
 */
export function createElfScanner(): ElfScanner {
  const head = createWindow(0, elfHeadBytes);
  const windows = [head];
  let layout: ElfLayout | undefined;
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
    if (offset < known && offset + length > elfHeadBytes) return window;
    window.take(head.bytes(), 0);
    window.take(chunk, position);
    windows.push(window);
    return window;
  }

  /** The program headers, as soon as the file header has come; what they point to, as soon as they have. */
  function advance(): void {
    layout ??= readElfLayout(head.bytes());
    if (layout === undefined) return;
    const { offset: tableOffset } = layout.table;
    const tableBytes = Math.min(layout.table.bytes, maxTableBytes);
    table ??= open(tableOffset, tableBytes, 0);
    if (!table.isFull()) return;
    segments ??= openSegments(readElfSegments(table.bytes(), layout), (offset, length) =>
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

interface Segments {
  readonly interpreter?: Window;
  readonly dynamic?: Window;
  readonly hasRelro: boolean;
  readonly hasExecutableStack: boolean;
}

function openSegments(
  segments: readonly ElfSegment[],
  open: (offset: number, length: number) => Window,
): Segments {
  const find = (type: number): ElfSegment | undefined =>
    segments.find((candidate) => candidate.type === type);
  const gather = (type: number, maxBytes: number): Window | undefined => {
    const segment = find(type);
    return segment === undefined ? undefined : open(segment.offset, Math.min(segment.bytes, maxBytes));
  };
  const interpreter = gather(segmentTypes.interpreter, maxInterpreterBytes);
  const dynamic = gather(segmentTypes.dynamic, maxDynamicBytes);
  return {
    ...(interpreter === undefined ? {} : { interpreter }),
    ...(dynamic === undefined ? {} : { dynamic }),
    hasRelro: find(segmentTypes.readOnlyAfterStart) !== undefined,
    hasExecutableStack: ((find(segmentTypes.stack)?.flags ?? 0) & segmentFlags.execute) !== 0,
  };
}

function factsOf(layout: ElfLayout | undefined, segments: Segments | undefined): ElfFacts {
  if (layout === undefined) return { kind: 'elf-other' };
  const machine = machines[layout.machine] ?? `machine-${layout.machine}`;
  const name = segments?.interpreter?.isFull() ? segments.interpreter.bytes() : Buffer.alloc(0);
  const end = name.indexOf(0);
  const interpreter = name.toString('latin1', 0, end < 0 ? name.length : end);
  const dynamic = dynamicOf(segments, layout);
  const kind = kindOf(layout, segments, dynamic);
  return {
    kind,
    machine,
    bits: layout.wide ? 64 : 32,
    ...(interpreter === '' ? {} : { interpreter }),
    ...(segments === undefined || dynamic === undefined ? {} : hardening(kind, layout, segments, dynamic)),
  };
}

/** How the file protects itself, as far as that is out of the ordinary or worth a field. */
function hardening(
  kind: ElfKind,
  { type }: ElfLayout,
  { interpreter, hasRelro, hasExecutableStack }: Segments,
  dynamic: Dynamic,
): Partial<ElfFacts> {
  const isProgram = kind === 'elf-executable';
  return {
    ...(isProgram && interpreter === undefined && !dynamic.needsLibraries ? { static: true } : {}),
    ...(isProgram && type === elfTypes.shared ? { pie: true } : {}),
    ...(hasRelro ? { relro: dynamic.bindsNow ? 'full' : 'partial' } : {}),
    ...(hasExecutableStack ? { executableStack: true } : {}),
  };
}

function kindOf({ type }: ElfLayout, segments: Segments | undefined, dynamic: Dynamic | undefined): ElfKind {
  if (type === elfTypes.executable) return 'elf-executable';
  if (type !== elfTypes.shared) return 'elf-other';
  if (segments === undefined || segments.interpreter !== undefined) return 'elf-executable';
  // Of a static program that may be loaded anywhere, the only mark.
  return dynamic === undefined || dynamic.isPie ? 'elf-executable' : 'elf-library';
}

interface Dynamic {
  readonly isPie: boolean;
  readonly needsLibraries: boolean;
  /** All names are looked up before the program starts, so that their table can be protected. */
  readonly bindsNow: boolean;
}

/** Of the dynamic section, also where there is none; undefined when it was not seen whole. */
function dynamicOf(segments: Segments | undefined, { wide, long }: ElfLayout): Dynamic | undefined {
  if (segments === undefined) return undefined;
  if (segments.dynamic === undefined) return { isPie: false, needsLibraries: false, bindsNow: false };
  if (!segments.dynamic.isFull()) return undefined;
  const bytes = segments.dynamic.bytes();
  const size = wide ? 8 : 4;
  let [isPie, needsLibraries, bindsNow] = [false, false, false];
  let seenFlags1 = false;
  for (let at = 0; at + 2 * size <= bytes.length; at += 2 * size) {
    const tag = long(bytes, at);
    if (tag === 0) break;
    const has = (flag: number): boolean => (BigInt(long(bytes, at + size)) & BigInt(flag)) !== 0n;
    needsLibraries ||= tag === dynamicTags.needed;
    bindsNow ||= tag === dynamicTags.bindNow || (tag === dynamicTags.flags && has(flagBindNow));
    if (tag !== dynamicTags.flags1 || seenFlags1) continue;
    seenFlags1 = true;
    isPie = has(flagPie);
    bindsNow ||= has(flagNow);
  }
  return { isPie, needsLibraries, bindsNow };
}
