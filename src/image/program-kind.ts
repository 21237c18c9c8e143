import type { Executable } from '../model/scan-report.ts';
import { isUniversal } from './universal-program.ts';

/** Kinds of programs that are told by how they begin, other than ELF files and scripts. */
export type ProgramKind = Extract<Executable['kind'], 'jar' | 'pe' | 'mach-o' | 'wasm'>;

interface Beginning {
  readonly kind: ProgramKind;
  /** The first bytes, as latin1. */
  readonly magics: readonly string[];
  /** How many bytes tell for sure; at least those of the magic. */
  readonly bytes: number;
  readonly isCertain: (head: Buffer) => boolean;
}

const portableHeader = Buffer.from('PE\0\0', 'latin1');
/** Linkers put the PE header behind a DOS program of some hundred bytes. */
const maxDosBytes = 1024;

const beginnings: readonly Beginning[] = [
  {
    kind: 'wasm',
    magics: ['\0asm'],
    bytes: 8,
    // webassembly.github.io/spec/core/binary/modules.html: version 1; the component model has a layer above it.
    isCertain: (head) => head.length >= 8,
  },
  {
    kind: 'mach-o',
    magics: ['\xfe\xed\xfa\xce', '\xfe\xed\xfa\xcf', '\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe'],
    bytes: 8,
    isCertain: (head) => head.length >= 8,
  },
  {
    kind: 'mach-o',
    magics: ['\xca\xfe\xba\xbe', '\xca\xfe\xba\xbf'],
    bytes: 8,
    isCertain: isUniversal,
  },
  {
    kind: 'pe',
    magics: ['MZ'],
    bytes: maxDosBytes,
    isCertain: (head) => {
      const at = head.length < 64 ? 0 : head.readUInt32LE(60);
      return head.subarray(at, at + 4).equals(portableHeader);
    },
  },
  {
    kind: 'jar',
    magics: ['PK\x03\x04'],
    bytes: 64,
    // The `jar` tool writes its manifest first, and those who read an archive as it flows rely on it.
    isCertain: (head) => head.subarray(30, 39).toString('latin1') === 'META-INF/',
  },
];

/** Nearly all files are told by their first byte to be nothing of these. */
const firstBytes: ReadonlySet<number | undefined> = new Set(
  beginnings.flatMap(({ magics }) => magics.map((magic) => magic.charCodeAt(0))),
);

/** How many of the first bytes of a file have to be known before `programKindOf` can tell; at least four. */
export function bytesToTell(head: Buffer): number {
  if (!firstBytes.has(head[0])) return 4;
  return Math.max(4, ...beginnings.map((beginning) => (begins(head, beginning) ? beginning.bytes : 0)));
}

/** @param head the first bytes of a file, as many as `bytesToTell` says, or all there are */
export function programKindOf(head: Buffer): ProgramKind | undefined {
  if (!firstBytes.has(head[0])) return undefined;
  return beginnings.find((beginning) => begins(head, beginning) && beginning.isCertain(head))?.kind;
}

function begins(head: Buffer, { magics }: Beginning): boolean {
  return magics.some((magic) => head.subarray(0, magic.length).toString('latin1') === magic);
}
