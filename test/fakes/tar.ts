/** One entry of a hand-made archive. What is left out is what a plain file would have. */
export interface TarMember {
  /** As written in the header: up to 100 bytes, else `pax` or a GNU long name has to carry it. */
  readonly path: string | Buffer;
  /** Type flag; default `0`, a file. */
  readonly flag?: string;
  readonly content?: string | Buffer;
  /** What the header says; default the length of the content. */
  readonly size?: number | Buffer;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly link?: string | Buffer;
  readonly prefix?: string;
  /** Eight bytes of magic and version; default POSIX. */
  readonly magic?: string;
  /** Records of an extended header that is written before the entry. */
  readonly pax?: Readonly<Record<string, string | Buffer>>;
  /** Changes the header before its checksum is made. */
  readonly patch?: (header: Buffer) => void;
}

export const posixMagic = 'ustar\x0000';
export const gnuMagic = 'ustar  \0';
export const oldMagic = '\0'.repeat(8);

const blockBytes = 512;
export const endOfArchive = Buffer.alloc(2 * blockBytes);

/** The bytes of an archive: the same for the same members, whenever it is made. */
export function tar(...members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.map(tarMember), endOfArchive]);
}

/** One member with its header and padding, without the end of the archive. */
export function tarMember(member: TarMember): Buffer {
  const content = Buffer.from(member.content ?? '');
  const extended = member.pax === undefined ? [] : [paxHeader('x', member.pax)];
  return Buffer.concat([...extended, header(member, content.length), padded(content)]);
}

/** @param flag `x` for the next entry, `g` for all that follow */
export function paxHeader(flag: 'x' | 'g', records: Readonly<Record<string, string | Buffer>>): Buffer {
  const content = Buffer.concat(Object.entries(records).map(([key, value]) => paxRecord(key, value)));
  return Buffer.concat([header({ path: 'pax', flag }, content.length), padded(content)]);
}

/** `LENGTH KEY=VALUE\n`, where the length counts its own digits too. */
export function paxRecord(key: string, value: string | Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')]);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

/** GNU's way: an entry whose content is the name (`L`) or the link target (`K`) of the next. */
export function gnuLong(flag: 'L' | 'K', text: string): Buffer {
  const content = Buffer.from(`${text}\0`);
  return Buffer.concat([
    header({ path: '././@LongLink', flag, magic: gnuMagic }, content.length),
    padded(content),
  ]);
}

/** Twelve bytes in GNU's base 256, for sizes from 8 GiB. */
export function base256(value: bigint): Buffer {
  const field = Buffer.alloc(12);
  field.writeBigUInt64BE(value, 4);
  field[0] = 0x80;
  return field;
}

export const file = (
  path: string,
  content: string | Buffer = '',
  more: Partial<TarMember> = {},
): TarMember => ({
  path,
  content,
  ...more,
});

export const directory = (path: string, more: Partial<TarMember> = {}): TarMember => ({
  path,
  flag: '5',
  mode: 0o755,
  ...more,
});

export const symlink = (path: string, link: string): TarMember => ({ path, flag: '2', mode: 0o777, link });

export const hardlink = (path: string, link: string): TarMember => ({ path, flag: '1', link });

/** A character device; overlay file systems keep a whiteout as the one with the numbers 0 and 0. */
export const device = (path: string, major: number, minor: number): TarMember => ({
  path,
  flag: '3',
  patch: (block) => void block.write(`${octal(major, 7)}\0${octal(minor, 7)}\0`, 329, 'latin1'),
});

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

function header(member: TarMember, contentBytes: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  const put = (value: string | Buffer, at: number, length: number): void => {
    Buffer.from(value).copy(block, at, 0, length);
  };
  const size = member.size ?? contentBytes;
  put(member.path, 0, 100);
  put(octal(member.mode ?? 0o644, 7), 100, 8);
  put(octal(member.uid ?? 0, 7), 108, 8);
  put(octal(member.gid ?? 0, 7), 116, 8);
  put(typeof size === 'number' ? octal(size, 11) : size, 124, 12);
  put(octal(0, 11), 136, 12);
  put(member.flag ?? '0', 156, 1);
  put(member.link ?? '', 157, 100);
  put(member.magic ?? posixMagic, 257, 8);
  put(member.prefix ?? '', 345, 155);
  member.patch?.(block);
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148, 8);
  return block;
}

function padded(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes)]);
}
