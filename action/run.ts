import type { IndexResult } from '../src/checkpoint/every-platform.ts';
import type {
  CheckpointEnvironment,
  CheckpointExitCode,
  CheckpointRequest,
  CheckpointResult,
  RenderedReport,
} from '../src/checkpoint/request.ts';
import { splitByVerdict } from '../src/model/blocking.ts';
import type { ScanReport } from '../src/model/scan-report.ts';
import { type Annotation, annotationsOf } from './annotations.ts';
import type { ActionInputs, AdvisorySource } from './inputs.ts';
import { renderSummaries, renderSummary } from './summary.ts';

/** What the action does, as arguments: the real functions in main.ts, fakes in tests. */
export interface Steps {
  readonly checkpoint: (
    request: CheckpointRequest,
    environment: CheckpointEnvironment,
  ) => Promise<CheckpointResult>;
  /** The same for every platform of an index. */
  readonly everyPlatform: (
    request: CheckpointRequest,
    environment: CheckpointEnvironment,
  ) => Promise<IndexResult>;
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
  const { reports, digest, verdict, rendered, exitCode, summary } = await scanned(inputs, steps, environment);
  const split = reports.map(splitByVerdict);
  const blocking = split.reduce((sum, one) => sum + one.blocking.length, 0);
  const open = split.reduce((sum, one) => sum + one.blocking.length + one.others.length, 0);
  const complete = reports.every((report) => report.complete);
  const refused = exitCode === 1 && inputs.failOnPolicy ? { blocking } : undefined;
  const failure = failureOf(refused, exitCode === 3 || !complete);
  log.push(...rendered.filter(({ file }) => file === undefined).map(({ text }) => text));
  return {
    outputs: {
      digest: digest ?? '',
      verdict: verdict ?? 'none',
      findings: String(open),
      blocking: String(blocking),
      complete: String(complete),
      report: inputs.formats[0]?.file ?? '',
    },
    log,
    ...(inputs.summary ? { summary: summary() } : {}),
    annotations: annotationsOf(reports, failure === undefined ? 'warning' : 'error'),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** What one image and all images of an index have in common. */
interface Scanned {
  /** One for each platform. */
  readonly reports: readonly ScanReport[];
  readonly digest: string | null;
  readonly verdict: 'pass' | 'fail' | null;
  readonly rendered: readonly RenderedReport[];
  readonly exitCode: CheckpointExitCode;
  readonly summary: () => string;
}

async function scanned(
  inputs: ActionInputs,
  steps: Steps,
  environment: CheckpointEnvironment,
): Promise<Scanned> {
  const { platform, ...request } = requestOf(inputs);
  if (platform === everyPlatform) {
    const { report: index, rendered, exitCode, attested } = await steps.everyPlatform(request, environment);
    return {
      reports: index.reports,
      digest: index.index.digest,
      verdict: index.outcome,
      rendered,
      exitCode,
      summary: () => renderSummaries(index.reports, attested),
    };
  }
  const given = platform === undefined ? request : { ...request, platform };
  const { report, rendered, exitCode, attested } = await steps.checkpoint(given, environment);
  return {
    reports: [report],
    digest: report.image.digest,
    verdict: report.verdict?.outcome ?? null,
    rendered,
    exitCode,
    summary: () => renderSummary(report, attested),
  };
}

const everyPlatform = 'all';

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
    ...inputs.scan,
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
