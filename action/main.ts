import { existsSync } from 'node:fs';
import { error, getInput, info, setFailed, setOutput, setSecret, summary, warning } from '@actions/core';
import { checkpoint } from '../src/checkpoint/checkpoint.ts';
import { checkpointEveryPlatform } from '../src/checkpoint/every-platform.ts';
import { isFault, printable, reasonOf } from '../src/errors.ts';
import { createHttp } from '../src/io/http.ts';
import { systemClock } from '../src/model/time.ts';
import { fillDatabaseWith } from './database.ts';
import { isKeyText, readInputs } from './inputs.ts';
import { type ActionOutcome, run } from './run.ts';
import { logText } from './text.ts';

/** Inputs → work → outputs. A failure is said once, as the job's error; the exit code is 0 or 1. */
async function main(): Promise<void> {
  const abort = new AbortController();
  const cancel = (): void => abort.abort(new Error('the job was cancelled'));
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  try {
    hideSecrets(getInput('key'), getInput('password'));
    const inputs = readInputs(getInput, existsSync);
    const env = takeEnvironment();
    const http = createHttp({ environment: env });
    try {
      const environment = { env, http, clock: systemClock(env), signal: abort.signal };
      const fillDatabase = fillDatabaseWith(environment);
      const steps = { checkpoint, everyPlatform: checkpointEveryPlatform, fillDatabase };
      await tell(await run(inputs, steps, environment));
    } finally {
      http.close();
    }
  } catch (error) {
    setFailed(
      isFault(error)
        ? `${error.message} – ${error.remedy}`
        : `unexpected error: ${printable(reasonOf(error))}`,
    );
  } finally {
    process.removeListener('SIGINT', cancel);
    process.removeListener('SIGTERM', cancel);
  }
}

const minSecretLength = 4;

/** The runner blanks out a masked text only where it stands whole on one line: so each line of a key by itself. */
function hideSecrets(key: string, password: string): void {
  const keyLines = isKeyText(key) ? key.split('\n').filter((line) => !line.startsWith('-----')) : [];
  for (const secret of [...keyLines, ...password.split('\n')].map((line) => line.trim())) {
    // What is as short as the end of a key stands in every other word too: blanking it out would tell where.
    if (secret.length >= minSecretLength) setSecret(secret);
  }
}

/** Moves the inputs out: programs that are started later (credential helpers) must not see key and password. */
function takeEnvironment(): Readonly<Record<string, string | undefined>> {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('INPUT_')) delete process.env[name];
  }
  return { ...process.env };
}

async function tell(outcome: ActionOutcome): Promise<void> {
  for (const text of outcome.log) info(logText(text));
  for (const [name, value] of Object.entries(outcome.outputs)) setOutput(name, value);
  if (outcome.summary !== undefined) await summary.addRaw(outcome.summary).write();
  for (const { level, title, message } of outcome.annotations)
    (level === 'error' ? error : warning)(message, { title });
  if (outcome.failure !== undefined) setFailed(outcome.failure);
}

await main();
