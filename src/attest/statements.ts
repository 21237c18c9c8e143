import type { EmittedFile, RuntimePolicy } from '../model/runtime-policy.ts';
import type { ScanReport } from '../model/scan-report.ts';
import { inspectionStatement } from './predicates/inspection.ts';
import { predicates } from './predicates/predicates.ts';
import { runtimePolicyStatement } from './predicates/runtime-policy.ts';
import { sbomStatement } from './predicates/sbom.ts';
import { tagBindingStatement } from './predicates/tag-binding.ts';
import { verdictStatement } from './predicates/verdict.ts';
import { vulnerabilitiesStatement } from './predicates/vulnerabilities.ts';
import { readStatement, type Statement, type Subject } from './statement.ts';

export interface StatementFacts {
  readonly subject: Subject;
  readonly report: ScanReport;
  /** When the scan began, in milliseconds. */
  readonly startedAt: number;
  /** When this is signed, in milliseconds. */
  readonly signedAt: number;
  /** Default: no runtime policy is stated. */
  readonly runtime?: { readonly policy: RuntimePolicy; readonly files: readonly EmittedFile[] };
  /** Tags of the repository that are to mean this image; default none. */
  readonly tags?: readonly string[];
}

/**
 * Everything there is to sign about one image, in the order it is to be published: the gate looks for the
 * vulnerabilities of the newest scan and wants the inspection that belongs to them, so the inspection goes first, and
 * a tag is bound only when all that is asked of its image is there.
 * @throws STATEMENT_MALFORMED when a reader would refuse one: more findings than are read, a file with a bad path
 */
export function buildStatements(facts: StatementFacts): readonly Statement[] {
  const statements = statementsFrom(facts);
  for (const statement of statements) refuseUnreadable(statement);
  return statements;
}

/** Better a pipeline that stops here than a gate that counts its statement as malformed. */
function refuseUnreadable(statement: Statement): void {
  const { predicateType, predicate, subject } = readStatement(statement.payload);
  predicates.find(({ type }) => type === predicateType)?.parse(predicate, subject);
}

function statementsFrom(facts: StatementFacts): readonly Statement[] {
  const { subject, report, startedAt, signedAt, runtime, tags = [] } = facts;
  const toolVersion = report.tool.version;
  const vulnerabilities = vulnerabilitiesStatement(subject, report, startedAt);
  const inspection = inspectionStatement(subject, report, vulnerabilities);
  return [
    sbomStatement(subject, report),
    ...(runtime === undefined
      ? []
      : [
          runtimePolicyStatement(subject, runtime.policy, runtime.files, {
            generatedAt: signedAt,
            toolVersion,
          }),
        ]),
    inspection,
    vulnerabilities,
    ...(report.verdict === null
      ? []
      : [verdictStatement(subject, report.verdict, [inspection, vulnerabilities], toolVersion)]),
    ...tags.toSorted().map((tag) => tagBindingStatement(subject, tag, signedAt)),
  ];
}
