import { createHash, type Hash, hash } from 'node:crypto';
import { fault } from '../errors.ts';

declare const digestBrand: unique symbol;

/** `sha256:` or `sha512:` and lower-case hexadecimal digits; the type is the proof that the form was checked. */
export type Digest = string & { readonly [digestBrand]: true };

const form = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && form.test(text);
}

/** @throws DIGEST_MALFORMED */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw fault('DIGEST_MALFORMED', { text });
  return text;
}

export function sha256(bytes: Uint8Array | string): Digest {
  return `sha256:${hash('sha256', bytes)}` as Digest;
}

export function digestAlgorithm(digest: Digest): 'sha256' | 'sha512' {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}

/** The hexadecimal digits alone. */
export function digestHex(digest: Digest): string {
  return digest.slice(7);
}

/** A running hash of the algorithm that `digest` was made with. */
export function hashFor(digest: Digest): Hash {
  return createHash(digestAlgorithm(digest));
}

/** Twelve hexadecimal digits and an ellipsis: for people, never for comparing. */
export function shortDigest(digest: Digest): string {
  return `${digest.slice(0, 19)}…`;
}
