import { printable } from '../errors.ts';
import { type Digest, shortDigest } from '../model/digest.ts';
import type { Reason, ReasonCode } from '../model/scan-report.ts';

/** What explains most and can be acted on first comes first: an image that was swapped need not be scanned. */
const order: readonly ReasonCode[] = [
  'MANIFEST_REFUSED',
  'NO_RULE',
  'IMAGE_DENIED',
  'SIGNERS_MISSING',
  'EVIDENCE_UNREADABLE',
  'TAG_MOVED',
  'SCAN_MISSING',
  'SCAN_TOO_OLD',
  'FINDING_BLOCKS',
  'SCAN_INCOMPLETE',
  'WAIVER_EXPIRED',
  'VERDICT_FAILED',
  'TAG_BINDING_MISSING',
  'SBOM_MISSING',
  'RUNTIME_POLICY_MISSING',
];

/** Reasons in the order a person should read them; those of one code keep their order. */
export function inOrder(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

// Engines print it after a prefix of their own; a terminal's few lines are what is read.
const maxReasonLength = 400;

/** The image and the first of its reasons, in one line that is safe to print. @param verb as in "is blocked" */
export function messageOf(
  image: { readonly repository: string; readonly tag?: string; readonly digest: Digest },
  verb: string,
  reasons: readonly string[],
): string {
  const { repository, tag, digest } = image;
  const name = tag === undefined ? repository : `${repository}:${tag}`;
  const [first, ...more] = reasons;
  const reason = first === undefined ? '' : `: ${shortened(first)}`;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return printable(`${name} (${shortDigest(digest)}) ${verb}${reason}${rest}`);
}

function shortened(text: string): string {
  return text.length <= maxReasonLength ? text : `${text.slice(0, maxReasonLength)}…`;
}
