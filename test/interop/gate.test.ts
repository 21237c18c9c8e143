import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfiguration } from '../../registry-hook/configuration.ts';
import { type RunningGate, startGate } from '../../registry-hook/server.ts';
import { samples } from '../../registry-hook/try/samples.ts';
import { prepareSample, prepareSigning } from '../../registry-hook/try/try.ts';
import { createHttp } from '../../src/io/http.ts';
import { peer } from './support/peers.ts';
import { freePort, run, stopEverything, temporaryFolder } from './support/processes.ts';
import { type RealRegistry, startDistribution } from './support/registries.ts';

const secret = 'a-secret-of-the-registry';
const account = { username: 'someone', password: 'a password' };
const http = createHttp();

let registry: RealRegistry;
let gate: RunningGate;
let host: string;

/** The gate before a Distribution that asks for a login and tells the gate of pushes. */
beforeAll(async () => {
  const folder = await temporaryFolder();
  const port = await freePort();
  registry = await startDistribution({
    account,
    notifications: {
      url: `http://127.0.0.1:${port}/hooks/distribution`,
      headers: { Authorization: `Bearer ${secret}` },
    },
  });
  const env = { DOCKER_CONFIG: await loggedIn(registry.host), SEKISHO_CACHE_DIR: await temporaryFolder() };
  writeFileSync(join(folder, 'hook.secret'), secret);
  writeFileSync(
    join(folder, 'gate.yaml'),
    JSON.stringify({
      upstream: registry.url,
      listen: `127.0.0.1:${port}`,
      data: folder,
      hooks: { distribution: { secretFile: 'hook.secret' } },
    }),
  );
  const configuration = readConfiguration({ config: 'gate.yaml' }, folder);
  const environment = { env, clock: Date.now, http, log: () => undefined };
  const signing = await prepareSigning(configuration, environment);
  gate = await startGate(configuration, environment);
  host = new URL(gate.url).host;
  for (const sample of samples) await prepareSample(sample, registry.host, signing, environment);
}, 120_000);

afterAll(async () => {
  await gate.close();
  http.close();
  await stopEverything();
});

test('a client without credentials gets the registry’s own refusal, not a decision', async () => {
  const before = await pulls();
  const { code, stderr } = await crane(
    ['manifest', `${host}/samples/greeter:1.0.0`],
    await temporaryFolder(),
  );
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/UNAUTHORIZED|401/);
  expect(await pulls()).toBe(before);
});

test('a client with credentials pulls the signed image through the gate, with all its layers', async () => {
  const target = join(await temporaryFolder(), 'greeter.tar');
  const { code, stderr } = await crane(
    ['pull', `${host}/samples/greeter:1.0.0`, target],
    await loggedIn(host),
  );
  expect(code, stderr).toBe(0);
});

test('a client with credentials is refused the flagged image, with the reason', async () => {
  const { code, stderr } = await crane(['manifest', `${host}/samples/oldcart:1.0.0`], await loggedIn(host));
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/DENIED.*flagged/);
});

test('an image is pushed through the gate', async () => {
  const config = await loggedIn(host);
  const { code, stderr } = await crane(
    ['copy', `${host}/samples/greeter:1.0.0`, `${host}/samples/pushed:1.0.0`],
    config,
  );
  expect(code, stderr).toBe(0);
});

test('a push to the registry leads to the verification of that digest', async () => {
  await expect
    .poll(
      async () =>
        (await gate.store.events({ limit: 1_000 })).filter(({ state }) => state !== 'received').length,
      {
        timeout: 60_000,
      },
    )
    .toBeGreaterThanOrEqual(samples.length);
  const events = await gate.store.events({ limit: 1_000 });
  const stranger = events.find((event) => event.repository === 'samples/stranger' && event.tag === 'latest');
  expect(stranger?.state).toBe('failed');
  expect(stranger?.detail).toMatch(/unscanned/);
});

/** Decisions that clients asked for; the verification of pushes goes on beside them. */
async function pulls(): Promise<number> {
  const decisions = await gate.store.decisions({ limit: 1_000 });
  return decisions.filter(({ client }) => !client.startsWith('hook:')).length;
}

async function crane(args: readonly string[], configFolder: string): ReturnType<typeof run> {
  return run(peer('crane'), [...args, '--insecure'], { env: { DOCKER_CONFIG: configFolder } });
}

async function loggedIn(name: string): Promise<string> {
  const folder = await temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const auth = Buffer.from(`${account.username}:${account.password}`).toString('base64');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [name]: { auth } } }));
  return folder;
}
