/** An element of DER (X.690), in the shortest form. */
export function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
export const octets = (bytes: Buffer): Buffer => der(0x04, bytes);
export const named = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

export function integer(value: number): Buffer {
  const hex = value.toString(16);
  return der(0x02, Buffer.from(hex.padStart(2 * Math.ceil((hex.length + 1) / 2), '0'), 'hex'));
}

export function pem(label: string, bytes: Buffer): string {
  return `-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----\n`;
}

const aes = sequence(named('60864801650304012a'), octets(Buffer.alloc(16, 1)));
const salt = octets(Buffer.alloc(16, 2));
const content = octets(Buffer.alloc(144, 3));

/** An encrypted key that no password opens (RFC 5958), with the cost that it asks for. */
export function lockedKey(derivation: Buffer): Buffer {
  return sequence(sequence(named('2a864886f70d01050d'), sequence(derivation, aes)), content);
}

export function pbkdf2(rounds: number): Buffer {
  return sequence(named('2a864886f70d01050c'), sequence(salt, integer(rounds)));
}

export function scrypt(n: number, r: number, p: number): Buffer {
  return sequence(named('2b06010401da47040b'), sequence(salt, integer(n), integer(r), integer(p)));
}

/** The older form, with SHA-1 and triple DES (RFC 7292 appendix C). */
export function lockedOldKey(rounds: number): Buffer {
  return sequence(sequence(named('2a864886f70d010c0103'), sequence(salt, integer(rounds))), content);
}
