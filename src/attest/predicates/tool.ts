/** The page that the predicate types and extension fields of this project are named under. */
const home = 'https://sekisho.dev/attestation';

/**
 * The name of an extension field. in-toto v1, "Parsing rules": producers may add fields whose names are URIs.
 * @param name with its major version, as in `signed-at/v1`
 */
export function extensionField<const Name extends string>(name: Name): `${typeof home}/${Name}` {
  return `${home}/${name}`;
}

/** The predicate type that no standard has yet: a runtime policy and what the emitters made of it. */
export const runtimePolicyType = `${home}/runtime-policy/v1`;

/** SLSA's `verifier.id`: that a statement of a verdict was made by these rules. */
export const verifierId = 'https://sekisho.dev/verifier/v1';

/** SLSA's `policy.uri`: what kind of document the policy is; its digest says which one. */
export const policyUri = 'https://sekisho.dev/policy/v1';

const packageUrl = 'pkg:npm/sekisho@';

/** The scanner's identity in a statement: where it comes from, and its version. */
export function toolUri(version: string): string {
  return packageUrl + encodeURIComponent(version);
}

/** True for what {@link toolUri} writes, whatever the version. */
export function isToolUri(uri: string): boolean {
  return uri.startsWith(packageUrl);
}
