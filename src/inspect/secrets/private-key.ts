/** What the text between the BEGIN and END lines of a private key is. */
export type KeyBody = 'open' | 'encrypted' | 'pgp' | 'none';

const opensshMagic = Buffer.from('openssh-key-v1\0');
const derSequence = 0x30;
/** Version 0 of PKCS #1 and #8, 1 of SEC 1 and RFC 5958: an INTEGER of one byte, first in the SEQUENCE. */
const derVersions = ['020100', '020101'];

/**
 * Reads what stands between `-----BEGIN … PRIVATE KEY-----` and `-----END`, as files have it or as a string of a
 * programming language does (`\n` spelled out, pieces in quotes). Only what decodes to a key of the length it says it
 * has is one: samples in documentation are cut short or made up.
 */
export function readKeyBody(text: string): KeyBody {
  const lines = text
    .replace(/\\[rn]/g, '\n')
    .replace(/["'`]\s{0,20}[+.,]?\s{0,20}["'`]/g, '')
    .split('\n');
  const isHeader = (line: string): boolean => /^\W{0,8}[A-Za-z-]{3,20}: /.test(line);
  const headers = lines.filter(isHeader);
  const base64 = lines
    .filter((line) => !isHeader(line) && !/^\W{0,8}=[A-Za-z0-9+/]{4}\W{0,4}$/.test(line))
    .join('')
    .replace(/[^A-Za-z0-9+/=]/g, '');
  const bytes = Buffer.from(base64, 'base64');
  if (headers.some((line) => line.includes('ENCRYPTED'))) return bytes.length >= 32 ? 'encrypted' : 'none';
  if (bytes.subarray(0, opensshMagic.length).equals(opensshMagic)) return openssh(bytes);
  if (isPgpSecretKey(bytes)) return 'pgp';
  return derBody(bytes);
}

/** PROTOCOL.key of OpenSSH: after the magic, a string with the name of the cipher. */
function openssh(bytes: Buffer): KeyBody {
  const at = opensshMagic.length;
  const length = bytes.length < at + 4 ? 0 : bytes.readUInt32BE(at);
  if (length === 0 || length > 64 || bytes.length < at + 4 + length + 64) return 'none';
  return bytes.toString('latin1', at + 4, at + 4 + length) === 'none' ? 'open' : 'encrypted';
}

/** RFC 9580 section 4.2: tag 5, in the old and in the new format of packet headers. */
function isPgpSecretKey(bytes: Buffer): boolean {
  const [first = 0] = bytes;
  const tag = (first & 0xc0) === 0xc0 ? first & 0x3f : (first & 0xc0) === 0x80 ? (first >> 2) & 0x0f : 0;
  return tag === 5 && bytes.length >= 64;
}

/** X.690: a SEQUENCE, its length, and all of it. An encrypted key begins with a SEQUENCE instead of a version. */
function derBody(bytes: Buffer): KeyBody {
  const [tag, first = 0] = bytes;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (tag !== derSequence || count > 2 || bytes.length < 40) return 'none';
  const length = count === 0 ? first : bytes.readUIntBE(2, count);
  const start = 2 + count;
  if (start + length !== bytes.length) return 'none';
  if (derVersions.includes(bytes.toString('hex', start, start + 3))) return 'open';
  return bytes[start] === derSequence ? 'encrypted' : 'none';
}
