import { createCipheriv, type KeyObject, randomBytes, scryptSync } from 'node:crypto';

/**
 * Cost of opening an encrypted key file. PKCS#8 (RFC 5958) with PBES2 (RFC 8018) and scrypt (RFC 7914): Node's own
 * `export({ cipher })` writes 2,048 rounds of PBKDF2, which a graphics card tries millions of times a second.
 * N = 2^14 with p = 5 is OWASP's scrypt setting for 16 MiB of memory; a larger N passes the 32 MiB that OpenSSL
 * grants when it reads such a file.
 */
export const scryptCost = { N: 16_384, r: 8, p: 5 } as const;

const saltBytes = 16;
const keyBytes = 32;

/** The private key as `BEGIN ENCRYPTED PRIVATE KEY`, which Node and `openssl pkey` read. */
export function encryptedPrivateKeyPem(privateKey: KeyObject, password: string): string {
  const salt = randomBytes(saltBytes);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', scryptSync(password, salt, keyBytes, scryptCost), iv);
  const plain = privateKey.export({ type: 'pkcs8', format: 'der' });
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);

  const derivation = sequence(
    oid(scryptOid),
    sequence(
      octets(salt),
      integer(scryptCost.N),
      integer(scryptCost.r),
      integer(scryptCost.p),
      integer(keyBytes),
    ),
  );
  const scheme = sequence(oid(aes256CbcOid), octets(iv));
  return pem(
    'ENCRYPTED PRIVATE KEY',
    sequence(sequence(oid(pbes2Oid), sequence(derivation, scheme)), octets(encrypted)),
  );
}

// 1.2.840.113549.1.5.13 · 1.3.6.1.4.1.11591.4.11 · 2.16.840.1.101.3.4.1.42, as their DER content.
const pbes2Oid = '2a864886f70d01050d';
const scryptOid = '2b06010401da47040b';
const aes256CbcOid = '60864801650304012a';

function der(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(tag, ...derLength(content.byteLength)), content]);
}

// X.690 section 10.1: the shortest form; strict readers refuse a longer one.
function derLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function octets(content: Uint8Array): Buffer {
  return der(0x04, content);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  // A set top bit would make it negative.
  return der(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
