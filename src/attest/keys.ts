import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { fault, reasonOf } from '../errors.ts';
import { costProblem } from './key-cost.ts';
import { encryptedPrivateKeyPem } from './private-key-file.ts';

/** An ECDSA P-256 public key: the one kind of key that statements are signed with. */
export interface PublicKey {
  /**
   * base64 of the SHA-256 of the key as SubjectPublicKeyInfo: the hint that cosign and sigstore-go write into a
   * bundle. A hint finds a key; it proves nothing.
   */
  readonly id: string;
  readonly key: KeyObject;
}

/** A private key that can be used, and not read. */
export interface KeySigner {
  readonly publicKey: PublicKey;
  /** ECDSA with SHA-256 over `bytes`, as DER. */
  sign(bytes: Uint8Array): Buffer;
}

export interface KeyPairFiles {
  /** PKCS#8, encrypted unless an empty password was allowed. */
  readonly privatePem: string;
  /** SubjectPublicKeyInfo: what `cosign --key` reads too. */
  readonly publicPem: string;
}

/**
 * A new ECDSA P-256 key pair as two PEM files.
 * @throws KEY_PASSWORD_EMPTY unless `allowEmptyPassword`; the private key is then written as it is
 */
export function generateKeyPair(
  password: string,
  options: { readonly allowEmptyPassword?: boolean } = {},
): KeyPairFiles {
  if (password === '' && options.allowEmptyPassword !== true) throw fault('KEY_PASSWORD_EMPTY', {});
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privatePem:
      password === ''
        ? privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
        : encryptedPrivateKeyPem(privateKey, password),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/**
 * Opens a private key: PKCS#8 PEM, encrypted or not.
 * @param password of an encrypted key; undefined where none is known. A key that is not encrypted needs none.
 * @throws KEY_UNUSABLE KEY_PASSWORD_MISSING KEY_PASSWORD_WRONG
 */
export function readSigner(pem: string, password: string | undefined): KeySigner {
  const key = openPrivateKey(pem, password);
  if (!isP256(key)) throw fault('KEY_UNUSABLE', { what: 'private', reason: `it is ${kindOf(key)}` });
  const publicKey = toPublicKey(createPublicKey(key));
  return { publicKey, sign: (bytes) => sign('sha256', bytes, key) };
}

/** @throws KEY_UNUSABLE when it is not an ECDSA P-256 public key in PEM */
export function readPublicKey(pem: string): PublicKey {
  // Node would take the public half out of a private key: a policy that names the wrong file must hear of it.
  const label = pemLabel(pem);
  if (label !== 'PUBLIC KEY') throw fault('KEY_UNUSABLE', { what: 'public', reason: seen(label) });
  let key: KeyObject;
  try {
    key = createPublicKey({ key: pem, format: 'pem' });
  } catch (cause) {
    throw fault('KEY_UNUSABLE', { what: 'public', reason: reasonOf(cause) }, { cause });
  }
  if (!isP256(key)) throw fault('KEY_UNUSABLE', { what: 'public', reason: `it is ${kindOf(key)}` });
  return toPublicKey(key);
}

function toPublicKey(key: KeyObject): PublicKey {
  const spki = key.export({ type: 'spki', format: 'der' });
  return { id: createHash('sha256').update(spki).digest('base64'), key };
}

function openPrivateKey(pem: string, password: string | undefined): KeyObject {
  const label = pemLabel(pem);
  if (label === 'PRIVATE KEY') {
    try {
      return createPrivateKey({ key: pem, format: 'pem' });
    } catch (cause) {
      throw fault('KEY_UNUSABLE', { what: 'private', reason: reasonOf(cause) }, { cause });
    }
  }
  if (label !== 'ENCRYPTED PRIVATE KEY') {
    throw fault('KEY_UNUSABLE', { what: 'private', reason: seen(label) });
  }
  if (password === undefined || password === '') throw fault('KEY_PASSWORD_MISSING', {});
  const key = derOf(pem, label);
  const problem = costProblem(key);
  if (problem !== undefined) throw fault('KEY_UNUSABLE', { what: 'private', reason: problem });
  try {
    // Not as PEM: what was looked at is what is opened.
    return createPrivateKey({ key, format: 'der', type: 'pkcs8', passphrase: password });
  } catch (cause) {
    // A wrong password and a damaged file look the same: both give bytes that are no key.
    throw fault('KEY_PASSWORD_WRONG', {}, { cause });
  }
}

function pemLabel(pem: string): string | undefined {
  return /-----BEGIN ([A-Z0-9 ]{1,64})-----/.exec(pem)?.[1];
}

/** The bytes in a PEM file; none where its end is missing. */
function derOf(pem: string, label: string): Buffer {
  const [, body = ''] = pem.split(`-----BEGIN ${label}-----`, 2);
  const end = body.indexOf(`-----END ${label}-----`);
  return Buffer.from(body.slice(0, Math.max(end, 0)), 'base64');
}

function seen(label: string | undefined): string {
  return label === undefined ? 'it is not a PEM file' : `the file holds "${label}"`;
}

function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

function kindOf(key: KeyObject): string {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  return `a key of type ${key.asymmetricKeyType ?? 'unknown'}${curve === undefined ? '' : ` on the curve ${curve}`}`;
}
