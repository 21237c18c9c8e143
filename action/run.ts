import type {
  CheckpointEnvironment,
  CheckpointRequest,
  CheckpointResult,
} from '../src/checkpoint/request.ts';
import { splitByVerdict } from '../src/model/blocking.ts';
import { type Annotation, annotationsOf } from './annotations.ts';
import type { ActionInputs, AdvisorySource } from './inputs.ts';
import { renderSummary } from './summary.ts';

/** What the action does, as arguments: the real functions in main.ts, fakes in tests. */
export interface Steps {
  readonly checkpoint: (
    request: CheckpointRequest,
    environment: CheckpointEnvironment,
  ) => Promise<CheckpointResult>;
  /** Imports advisories into the database; returns a line that says what came in. */
  readonly fillDatabase: (source: AdvisorySource, file: string | undefined) => Promise<string>;
}

/** Everything there is to tell the runner, as plain values. */
export interface ActionOutcome {
  readonly outputs: Readonly<Record<string, string>>;
  /** For the job's log: may hold text from the image. */
  readonly log: readonly string[];
  /** Markdown; undefined when none is wanted. */
  readonly summary?: string;
  readonly annotations: readonly Annotation[];
  /** Why the job fails, in one sentence; undefined when it does not. */
  readonly failure?: string;
}

/**
 * Scans, judges, reports and signs as the inputs say.
 * @throws the faults of the steps: the job fails with them.
 */
export async function run(
  inputs: ActionInputs,
  steps: Steps,
  environment: CheckpointEnvironment,
): Promise<ActionOutcome> {
  const log: string[] = [];
  if (inputs.advisories !== undefined) log.push(await steps.fillDatabase(inputs.advisories, inputs.db));
  const result = await steps.checkpoint(requestOf(inputs), environment);
  const { report, exitCode } = result;
  const { blocking, others } = splitByVerdict(report);
  const refused = exitCode === 1 && inputs.failOnPolicy ? { blocking: blocking.length } : undefined;
  const failure = failureOf(refused, exitCode === 3 || !report.complete);
  log.push(...result.rendered.filter(({ file }) => file === undefined).map(({ text }) => text));
  return {
    outputs: {
      digest: report.image.digest ?? '',
      verdict: report.verdict?.outcome ?? 'none',
      findings: String(blocking.length + others.length),
      blocking: String(blocking.length),
      complete: String(report.complete),
      report: inputs.formats[0]?.file ?? '',
    },
    log,
    ...(inputs.summary ? { summary: renderSummary(report, result.attested) } : {}),
    annotations: annotationsOf(report, failure === undefined ? 'warning' : 'error'),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** The table is for the log; the other formats go to their files. */
function requestOf(inputs: ActionInputs): CheckpointRequest {
  const { attest } = inputs;
  return {
    image: inputs.image,
    ...(inputs.platform === undefined ? {} : { platform: inputs.platform }),
    ...(inputs.policy === undefined ? {} : { policyFile: inputs.policy }),
    ...(inputs.repository === undefined ? {} : { as: inputs.repository }),
    formats: [{ name: 'table' }, ...inputs.formats],
    ...(inputs.db === undefined ? {} : { advisories: inputs.db }),
    databaseMaxAgeMs: inputs.databaseMaxAgeMs,
    plainHttp: inputs.plainHttp,
    ...(attest === undefined
      ? {}
      : {
          attest: {
            ...('text' in attest.key ? { keyText: attest.key.text } : { keyFile: attest.key.file }),
            password: attest.password,
            tags: attest.tags,
          },
        }),
  };
}

function failureOf(
  refused: { readonly blocking: number } | undefined,
  incomplete: boolean,
): string | undefined {
  const failures: string[] = [];
  if (refused !== undefined) {
    failures.push(
      `the policy says no${refused.blocking === 0 ? '' : `: findings that block: ${refused.blocking}`}`,
    );
  }
  // "Cannot know" is not "fine": no input turns this off.
  if (incomplete) failures.push('the scan is not complete: something could not be looked at');
  return failures.length === 0 ? undefined : failures.join('; ');
}
