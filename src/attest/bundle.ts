import { BUNDLE_V03_MEDIA_TYPE, type Bundle, bundleFromJSON, bundleToJSON } from '@sigstore/bundle';
import { DSSEBundleBuilder } from '@sigstore/sign';
import { toSignedEntity, Verifier } from '@sigstore/verify';
import { fault } from '../errors.ts';
import { parseJson } from '../model/manifest.ts';
import type { KeySigner, PublicKey } from './keys.ts';
import { type Statement, statementPayloadType } from './statement.ts';

/** Media type of a Sigstore bundle: artifact type of the referrer and type of its one layer. */
export const bundleMediaType = BUNDLE_V03_MEDIA_TYPE;

/** A bundle larger than this is neither written nor read: an SBOM of 50,000 packages is about half. */
export const maxBundleBytes = 16 * 1024 * 1024;

/**
 * The statement in a DSSE envelope in a Sigstore bundle v0.3, as JSON.
 * @throws TOO_LARGE
 */
export async function signStatement(statement: Statement, signer: KeySigner): Promise<Buffer> {
  const { id, key } = signer.publicKey;
  const publicKey = key.export({ type: 'spki', format: 'pem' }).toString();
  const builder = new DSSEBundleBuilder({
    signer: {
      sign: async (bytes) => ({
        signature: signer.sign(bytes),
        key: { $case: 'publicKey', publicKey, hint: id },
      }),
    },
    // With a key there is nothing a log or a clock would have to vouch for: the gate's policy names the key itself.
    witnesses: [],
  });
  const bundle = await builder.create({ data: statement.payload, type: statementPayloadType });
  const bytes = Buffer.from(JSON.stringify(bundleToJSON(withoutKeyId(bundle))));
  if (bytes.byteLength > maxBundleBytes) {
    throw fault('TOO_LARGE', {
      what: `the signed statement of type ${statement.predicateType}`,
      maxBytes: maxBundleBytes,
      hint: 'attest a smaller image',
    });
  }
  return bytes;
}

/**
 * The hint stays beside the envelope alone. Inside it cosign takes `keyid` for an SSH fingerprint, and skips a signature
 * whose id is another (go-securesystemslib, dsse/verify.go); sigstore-go leaves it empty.
 */
function withoutKeyId(bundle: Bundle): Bundle {
  if (bundle.content.$case !== 'dsseEnvelope') return bundle;
  const { dsseEnvelope } = bundle.content;
  const signatures = dsseEnvelope.signatures.map(({ sig }) => ({ sig, keyid: '' }));
  return { ...bundle, content: { $case: 'dsseEnvelope', dsseEnvelope: { ...dsseEnvelope, signatures } } };
}

export type OpenedBundle =
  /** `signer` is the first of the keys whose signature it is. */
  | { readonly state: 'verified'; readonly signer: PublicKey; readonly payload: Buffer }
  | { readonly state: 'malformed' | 'not-a-statement' | 'unsigned' };

/** Takes the payload out of a bundle, when one of `keys` signed it. Hostile bytes never throw. */
export function openBundle(bytes: Buffer, keys: readonly PublicKey[]): OpenedBundle {
  const bundle = readBundle(bytes);
  if (bundle === undefined) return { state: 'malformed' };
  const { content } = bundle;
  if (content.$case !== 'dsseEnvelope') return { state: 'not-a-statement' };
  if (content.dsseEnvelope.payloadType !== statementPayloadType) return { state: 'not-a-statement' };
  const signer = candidates(bundle, keys).find((key) => isSignedBy(bundle, key));
  if (signer === undefined) return { state: 'unsigned' };
  return { state: 'verified', signer, payload: content.dsseEnvelope.payload };
}

function readBundle(bytes: Buffer): Bundle | undefined {
  try {
    const { verificationMaterial, ...bundle } = bundleFromJSON(parseJson(bytes, 'the bundle'));
    // Log entries and timestamps say when; a key is trusted at all times. What nobody looks at is not parsed either.
    const { content } = verificationMaterial;
    return {
      ...bundle,
      verificationMaterial: { content, tlogEntries: [], timestampVerificationData: undefined },
    };
  } catch {
    // Anyone who can push can put anything here: it is then no bundle, which the caller counts and names.
    return undefined;
  }
}

/** DSSE v1: a hint is not authenticated. It may save work, and it may not decide: an unknown one means all keys. */
function candidates(bundle: Bundle, keys: readonly PublicKey[]): readonly PublicKey[] {
  const { content } = bundle.verificationMaterial;
  if (content.$case !== 'publicKey') return [];
  const hinted = keys.filter((key) => key.id === content.publicKey.hint);
  return hinted.length > 0 ? hinted : keys;
}

function isSignedBy(bundle: Bundle, { key }: PublicKey): boolean {
  const verifier = new Verifier(
    {
      certificateAuthorities: [],
      timestampAuthorities: [],
      tlogs: [],
      ctlogs: [],
      publicKey: () => ({ publicKey: key, validFor: () => true }),
    },
    { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 },
  );
  try {
    verifier.verify(toSignedEntity(bundle));
    return true;
  } catch {
    return false;
  }
}
