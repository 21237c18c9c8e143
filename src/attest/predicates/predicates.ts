import { type Inspection, inspectionPredicate } from './inspection.ts';
import type { Predicate } from './predicate.ts';
import { runtimePolicyPredicate, type SignedRuntimePolicy } from './runtime-policy.ts';
import { type Sbom, sbomPredicate } from './sbom.ts';
import { type TagBinding, tagBindingPredicate } from './tag-binding.ts';
import { type SignedVerdict, verdictPredicate } from './verdict.ts';
import { type VulnerabilityScan, vulnerabilitiesPredicate } from './vulnerabilities.ts';

/** What a signed statement can say. */
export type Stated = Inspection | Sbom | SignedRuntimePolicy | SignedVerdict | TagBinding | VulnerabilityScan;
export type StatementKind = Stated['kind'];
export type StatedAs<Kind extends StatementKind> = Extract<Stated, { readonly kind: Kind }>;

/** Every kind of statement that is read. */
export const predicates: readonly Predicate<Stated>[] = [
  inspectionPredicate,
  runtimePolicyPredicate,
  sbomPredicate,
  tagBindingPredicate,
  verdictPredicate,
  vulnerabilitiesPredicate,
];

/** The kind of a predicate type, for messages; the type itself where it is not known here. */
export function kindOfPredicateType(type: string): string {
  return predicates.find((predicate) => predicate.type === type)?.kind ?? type;
}
