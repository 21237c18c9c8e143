import { readKeyBody } from '../private-key.ts';
import { issued, type SecretRule, token } from '../rule.ts';

/** Enough for an RSA key of 16,384 bits, in lines that a programming language's quotes make longer. */
const keyReach = 16 * 1024;

const body = String.raw`(?<secret>[\s\S]{60,16000}?)-----END`;
const pem = new RegExp(`(?<=-----BEGIN (?:[A-Z0-9]{2,10} ){0,2})PRIVATE KEY-----${body}`, 'y');

/** Private keys, whatever they open. */
export const keyRules: readonly SecretRule[] = [
  {
    id: 'private-key',
    title: 'Private key',
    severity: 'high',
    remedy: 'replace the key pair, and mount the private key at run time',
    keywords: ['PRIVATE KEY-----'],
    pattern: pem,
    reach: keyReach,
    structured: true,
    holds: (text) => readKeyBody(text) === 'open',
    certain: false,
  },
  {
    id: 'encrypted-private-key',
    title: 'Private key under a passphrase',
    severity: 'medium',
    remedy: 'replace the key pair, and mount the private key at run time',
    keywords: ['PRIVATE KEY-----'],
    pattern: pem,
    reach: keyReach,
    structured: true,
    holds: (text) => readKeyBody(text) === 'encrypted',
    certain: false,
  },
  {
    id: 'pgp-private-key',
    title: 'PGP private key',
    severity: 'high',
    remedy: 'revoke the key, and publish its revocation',
    keywords: ['PGP PRIVATE KEY BLOCK-----'],
    pattern: new RegExp(`(?<=-----BEGIN )PGP PRIVATE KEY BLOCK-----${body}`, 'y'),
    reach: keyReach,
    structured: true,
    holds: (text) => readKeyBody(text) === 'pgp',
    certain: false,
  },
  {
    id: 'putty-private-key',
    title: 'PuTTY private key',
    severity: 'high',
    remedy: 'replace the key pair, and mount the private key at run time',
    keywords: ['PuTTY-User-Key-File-'],
    pattern:
      /PuTTY-User-Key-File-[123]: [\w@.-]{3,40}\r?\nEncryption: [\w-]{3,20}\r?\n[\s\S]{20,8000}?\nPrivate-Lines: [1-9][0-9]{0,2}\r?\n[A-Za-z0-9+/=]{16,80}/y,
    reach: keyReach,
    structured: true,
    certain: false,
  },
  issued({
    id: 'age-secret-key',
    title: 'age identity',
    revoke: 'by making a new identity and encrypting anew',
    keywords: ['AGE-SECRET-KEY-1'],
    pattern: token('AGE-SECRET-KEY-1', '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'),
  }),
  {
    id: 'private-json-web-key',
    title: 'Private JSON web key',
    severity: 'high',
    remedy: 'replace the key pair, and mount the private key at run time',
    keywords: ['"kty"'],
    pattern:
      /"kty"\s{0,4}:\s{0,4}"(?:RSA|EC|OKP)"[^{}]{0,6000}?"d"\s{0,4}:\s{0,4}"(?<secret>[\w-]{40,1400})"/y,
    reach: 8 * 1024,
    certain: false,
  },
];
