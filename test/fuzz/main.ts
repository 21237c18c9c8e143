import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Campaign, type Failure, runCampaign } from './campaign.ts';
import type { Target } from './target.ts';
import { targets } from './targets/targets.ts';
import { failureOf, trialOf } from './trial.ts';

const usage = `npm run fuzz -- [--runs N] [--seconds S] [--seed TEXT] [--target NAME]… [--replay FILE]
  --runs N       inputs for each target; default 1000
  --seconds S    at most this long for each target, and ten seconds for its last input; default 3600
  --seed TEXT    the same text gives the same inputs; default 1
  --target NAME  only targets whose name begins like this; default all
  --replay FILE  reads one failed input again`;

const batch = 25_000;
const silenceMs = 60_000;
const graceMs = 10_000;
const root = join(import.meta.dirname, '..', '..');
const crashes = join(root, '.sekisho', 'fuzz');

/** A failed input, as it is kept. */
interface Crash {
  readonly target: string;
  readonly seed: string;
  readonly run: number;
  readonly madeFrom: string;
  readonly path?: string;
  readonly reason: string;
  readonly base64: string;
}

function keep(target: Target, seed: string, { run, reason }: Failure): string {
  const trial = trialOf(target, seed, run);
  const crash: Crash = {
    target: target.name,
    seed,
    run,
    madeFrom: trial.seed.name,
    ...(trial.seed.path === undefined ? {} : { path: trial.seed.path }),
    reason,
    base64: trial.input.toString('base64'),
  };
  mkdirSync(crashes, { recursive: true });
  const file = join(crashes, `${target.name.replaceAll(/[^\w-]/g, '-')}-${seed}-${run}.json`);
  writeFileSync(file, `${JSON.stringify(crash, undefined, 2)}\n`);
  return relative(root, file);
}

async function replay(file: string): Promise<number> {
  const crash = JSON.parse(readFileSync(file, 'utf8')) as Crash;
  const target = targets.find(({ name }) => name === crash.target);
  if (target === undefined) throw new Error(`there is no target ${crash.target}`);
  const { madeFrom: name, path, base64 } = crash;
  const seed = { name, bytes: Buffer.alloc(0), ...(path === undefined ? {} : { path }) };
  const started = process.cpuUsage();
  const failure = await failureOf(target, { input: Buffer.from(base64, 'base64'), seed });
  const { user, system } = process.cpuUsage(started);
  console.log(failure ?? `it is read without a failure, twice, in ${Math.round((user + system) / 1000)} ms`);
  return failure === undefined ? 0 : 1;
}

async function fuzz(options: {
  readonly runs: number;
  readonly seconds: number;
  readonly seed: string;
  readonly names: readonly string[];
}): Promise<number> {
  const { runs, seconds, seed, names } = options;
  const chosen = targets.filter(
    ({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)),
  );
  if (chosen.length === 0)
    throw new Error(`there is no such target; there are:\n${targets.map(({ name }) => name).join('\n')}`);
  const totals = { runs: 0, failures: 0 };
  for (const target of chosen) {
    const campaign: Campaign = await runCampaign(
      {
        target: target.name,
        seed,
        from: 0,
        to: runs,
        until: Date.now() + seconds * 1000,
        graceMs,
        silenceMs,
      },
      batch,
      (failure) => {
        const [first = ''] = failure.reason.split('\n');
        console.log(`  ${target.name} run ${failure.run}: ${first}\n    ${keep(target, seed, failure)}`);
      },
    );
    totals.runs += campaign.runs;
    totals.failures += campaign.failures.length;
    console.log(`${target.name}: ${campaign.runs} inputs, ${campaign.failures.length} failures`);
  }
  console.log(`${totals.runs} inputs in ${chosen.length} targets, ${totals.failures} failures`);
  return totals.failures === 0 ? 0 : 1;
}

function positive(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} is no number: ${text}\n${usage}`);
  return number;
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '3600' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', multiple: true, default: [] },
    replay: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else {
  process.exitCode =
    values.replay === undefined
      ? await fuzz({
          runs: positive(values.runs, 'runs'),
          seconds: positive(values.seconds, 'seconds'),
          seed: values.seed,
          names: values.target,
        })
      : await replay(values.replay);
}
