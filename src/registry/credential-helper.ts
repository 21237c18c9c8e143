import { spawn } from 'node:child_process';
import { z } from 'zod';
import { reasonOf } from '../errors.ts';
import { redacted } from '../io/http-error.ts';
import { parseSafely } from '../model/parsed-by.ts';
import type { Credential } from './credential.ts';

export interface HelperOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Makes the error of a helper that failed. */
  readonly unusable: (reason: string) => Error;
  /** Default 30 s: some helpers ask a person. */
  readonly timeoutMs?: number;
}

const maxOutputBytes = 64 * 1024;
const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const answerSchema = z.object({ Username: z.string(), Secret: z.string() });

/**
 * Runs `docker-credential-NAME get` with the host on its standard input (docker-credential-helpers' protocol);
 * undefined when the helper knows no credential for it.
 * @throws whatever `options.unusable` makes: for a name that is a path, a helper that is not there, fails, hangs,
 * says too much, or something else than a user name and a secret
 */
export async function askCredentialHelper(
  name: string,
  host: string,
  options: HelperOptions,
): Promise<Credential | undefined> {
  const { unusable } = options;
  if (!nameForm.test(name)) throw unusable('the name of its credential helper is not a plain name');
  const command = `docker-credential-${name}`;
  const { end, output } = await run(command, host, options);
  if (end !== 0) {
    if (/credentials not found/i.test(output)) return undefined;
    const said = redacted(output.trim().split('\n')[0] ?? '');
    throw unusable(`${command} ended with ${end}${said === '' ? '' : `: ${said}`}`);
  }
  const answer = parseAnswer(output);
  if (answer === undefined) throw unusable(`${command} did not print a user name and a secret`);
  if (answer.Secret === '') return undefined;
  // The protocol's mark for a secret that is an identity token.
  if (answer.Username === '<token>') return { kind: 'identity', token: answer.Secret };
  return { kind: 'basic', username: answer.Username, password: answer.Secret };
}

function run(
  command: string,
  input: string,
  options: HelperOptions,
): Promise<{ readonly end: number | string; readonly output: string }> {
  const { environment, unusable, timeoutMs = 30_000 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, ['get'], {
      env: environment,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let got = 0;
    const fail = (reason: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      // A process the helper left behind may hold the pipe open.
      child.stdout.destroy();
      reject(unusable(`${command} ${reason}`));
    };
    const timer = setTimeout(() => fail(`did not answer within ${timeoutMs / 1000} s`), timeoutMs);
    child.once('error', (error) => fail(`could not be run: ${reasonOf(error)}`));
    child.stdout.on('data', (chunk: Buffer) => {
      got += chunk.length;
      chunks.push(chunk);
      if (got > maxOutputBytes) fail(`printed more than ${maxOutputBytes} bytes`);
    });
    child.once('close', (exitCode, signal) => {
      clearTimeout(timer);
      resolve({ end: exitCode ?? signal ?? 'nothing', output: Buffer.concat(chunks).toString('utf8') });
    });
    // A helper that ends without reading closes the pipe; its exit code tells the rest.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function parseAnswer(output: string): z.infer<typeof answerSchema> | undefined {
  try {
    const result = parseSafely(answerSchema, JSON.parse(output));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
