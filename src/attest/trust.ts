import { createHash } from 'node:crypto';
import type { SignerRule } from '../model/policy.ts';
import { type PublicKey, readPublicKey } from './keys.ts';

/** A key that a policy rule trusts. */
export interface TrustedKey extends PublicKey {
  /** As the policy names its file. */
  readonly name: string;
}

/** Whose statements count under one rule of the policy. */
export interface Trust {
  readonly keys: readonly TrustedKey[];
  /** Signers the rule names that this version cannot verify: they match nothing. One sentence each. */
  readonly unverifiable: readonly string[];
  /** The same for the same keys under the same names: what was verified under one trust holds under another with it. */
  readonly id: string;
}

/**
 * Reads the keys a rule names.
 * @param readKeyFile reads the file a rule names, relative to the policy file; it throws FILE_UNREADABLE
 * @throws KEY_UNUSABLE FILE_UNREADABLE
 */
export function trustOf(signers: readonly SignerRule[], readKeyFile: (name: string) => string): Trust {
  const keys = signers.flatMap((signer) =>
    'key' in signer ? [{ ...readPublicKey(readKeyFile(signer.key)), name: signer.key }] : [],
  );
  const unverifiable = signers.flatMap((signer) =>
    'keyless' in signer
      ? [
          `${signer.keyless.subject} (${signer.keyless.issuer}): keyless signatures are not verified by this version`,
        ]
      : [],
  );
  return trustIn(keys, unverifiable);
}

export function trustIn(keys: readonly TrustedKey[], unverifiable: readonly string[] = []): Trust {
  const text = JSON.stringify(keys.map((key) => [key.id, key.name]));
  return { keys, unverifiable, id: createHash('sha256').update(text).digest('base64') };
}
