import { peSignatureAt } from '../../image/pe-program.ts';
import type { Program } from '../../image/program-format.ts';

/** What Go's linker wrote into a program. */
export interface GoBuildInfo {
  /** `go1.22.3`, with the names of experiments behind it; or a development version. */
  readonly goVersion: string;
  /** Lines of module information; empty for a program built without modules. */
  readonly modules: string;
}

// cmd/link/internal/ld/data.go, "buildinfo"; debug/buildinfo reads it as here.
const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const alignment = 16;
const headerBytes = 32;
const flagBigEndian = 1;
/** Since Go 1.18: both texts follow the header; before, it holds the addresses of string headers. */
const flagInline = 2;
/** cmd/go/internal/modload, "infoStart" and "infoEnd": random bytes around the module information. */
const sentinelBytes = 16;

const searchBytes = 1024 * 1024;
const maxVersionBytes = 1024;
/** Kubernetes' own is 30 KiB. */
const maxModulesBytes = 8 * 1024 * 1024;
const maxVarintBytes = 10;

/**
 * The build information of a Go program; undefined for any other program.
 * @throws Error with a sentence, when it is there and cannot be read
 */
export function readGoBuildInfo(program: Program): GoBuildInfo | undefined {
  const place = findHeader(program);
  if (place === undefined) return undefined;
  const header = program.read(place, headerBytes);
  if (header.length < headerBytes) throw unreadable();
  const flags = header[15] ?? 0;
  const found = (flags & flagInline) === 0 ? pointedTo(program, header) : inline(program, place);
  return { goVersion: found.goVersion, modules: withoutSentinels(found.modules) };
}

/** Its place in the file: at the first address of the right alignment, in what can be written. */
function findHeader(program: Program): number | undefined {
  for (const { offset, address, bytes } of program.writable) {
    const first = (alignment - (address % alignment)) % alignment;
    for (let at = first; at < bytes; at += searchBytes) {
      const stretch = program.read(offset + at, Math.min(searchBytes, bytes - at));
      for (let found = stretch.indexOf(magic); found >= 0; found = stretch.indexOf(magic, found + 1)) {
        if (found % alignment === 0) return offset + at + found;
      }
    }
  }
  return undefined;
}

function inline(program: Program, place: number): GoBuildInfo {
  const version = readText(program, place + headerBytes, maxVersionBytes);
  const modules = readText(program, version.end, maxModulesBytes);
  return { goVersion: version.bytes.toString('utf8'), modules: modules.bytes.toString('latin1') };
}

/** An unsigned varint, and as many bytes as it says. */
function readText(
  program: Program,
  place: number,
  maxBytes: number,
): { readonly bytes: Buffer; readonly end: number } {
  const prefix = program.read(place, maxVarintBytes);
  let length = 0;
  for (const [index, byte] of prefix.entries()) {
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    const bytes = length > maxBytes ? Buffer.alloc(0) : program.read(place + index + 1, length);
    if (bytes.length < length) break;
    return { bytes, end: place + index + 1 + length };
  }
  throw unreadable();
}

function pointedTo(program: Program, header: Buffer): GoBuildInfo {
  const pointerBytes = header[14];
  const big = ((header[15] ?? 0) & flagBigEndian) !== 0;
  if (pointerBytes !== 4 && pointerBytes !== 8) throw unreadable();
  const pointer = (bytes: Buffer, index: number): number => {
    const at = index * pointerBytes;
    if (bytes.length < at + pointerBytes) throw unreadable();
    if (pointerBytes === 4) return big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    return Number(big ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at));
  };
  /** Of a Go string in memory: where it is, and how long. */
  const textAt = (address: number, maxBytes: number): Buffer => {
    if (address === 0) return Buffer.alloc(0);
    const place = program.readAt(address, 2 * pointerBytes);
    const length = pointer(place, 1);
    const bytes = length > maxBytes ? Buffer.alloc(0) : program.readAt(pointer(place, 0), length);
    if (bytes.length < length) throw unreadable();
    return bytes;
  };
  const pointers = header.subarray(16);
  return {
    goVersion: textAt(pointer(pointers, 0), maxVersionBytes).toString('utf8'),
    modules: textAt(pointer(pointers, 1), maxModulesBytes).toString('latin1'),
  };
}

function withoutSentinels(latin1: string): string {
  const framed = latin1.length > 2 * sentinelBytes && latin1.at(-sentinelBytes - 1) === '\n';
  return framed ? Buffer.from(latin1.slice(sentinelBytes, -sentinelBytes), 'latin1').toString('utf8') : '';
}

function unreadable(): Error {
  return new Error('its Go build information is cut off or damaged');
}

/** Of the program header that Go's linker wrote until 1.23 for PaX kernels. */
const paxType = Buffer.from([0x80, 0x15, 0x04, 0x65]);
/** The end of a note's header and Go's name: type 4, in both byte orders. */
const notes = ['\x04\0\0\0Go\0\0', '\0\0\0\x04Go\0\0'].map((text) => Buffer.from(text, 'latin1'));

/** The name of a section, in the load commands of a Mach-O file. */
const machOSection = Buffer.from('__go_buildinfo');

/** Whether a file that begins like this may be a Go program: until 1.17 its texts were among the constants. */
export function mayBeGo(head: Buffer): boolean {
  return [...notes, paxType, machOSection].some((mark) => head.includes(mark)) || isLinkedByGo(head);
}

/** The version of the linker in a PE file: Go's own calls itself 3.0 (cmd/link/internal/ld/pe.go). */
function isLinkedByGo(head: Buffer): boolean {
  const signatureAt = peSignatureAt(head);
  return signatureAt !== undefined && head.subarray(signatureAt + 26, signatureAt + 28).equals(goLinker);
}

const goLinker = Buffer.from([3, 0]);
