import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DockerDaemon, startDockerd } from './support/dockerd.ts';
import { peer } from './support/peers.ts';
import { mustRun, run, stopEverything, temporaryFolder } from './support/processes.ts';
import { sekisho, startTryOutProcess, type TryOutProcess } from './support/sekisho.ts';

let tryOut: TryOutProcess;
let engine: DockerDaemon;

beforeAll(async () => {
  tryOut = await startTryOutProcess();
  engine = await startDockerd();
});

afterAll(stopEverything);

const denied = [
  ['samples/oldcart:1.0.0', /flagged: .*CVE-2021-44906/],
  [
    'samples/stranger:latest',
    /unscanned: nobody this policy trusts has signed a scan of sha256:[0-9a-f]{12}…/,
  ],
  ['samples/greeter:1.0.1', /tag was signed for sha256:[0-9a-f]+.*registry serves sha256:[0-9a-f]+/],
] as const;

test('the try-out shows one pull allowed and three denied, each with its reason', () => {
  const pulls = tryOut
    .log()
    .split('\n')
    .filter((line) => line.includes('docker pull') && line.includes('ed  '));
  expect(pulls).toHaveLength(4);
  expect(pulls[0]).toMatch(/samples\/greeter:1\.0\.0 +allowed/);
  for (const [index, [image, reason]] of denied.entries()) {
    expect(pulls[index + 1]).toContain(image);
    expect(pulls[index + 1]).toMatch(/denied/);
    expect(pulls[index + 1]).toMatch(reason);
  }
});

test('skopeo copies the signed image through the gate', async () => {
  const folder = await temporaryFolder();
  const { code, stderr } = await skopeoCopy('samples/greeter:1.0.0', folder);
  expect([code, stderr]).toEqual([0, '']);
});

test.each(denied)('skopeo is refused %s with our reason', async (image, reason) => {
  const folder = await temporaryFolder();
  const { code, stderr } = await skopeoCopy(image, folder);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(reason);
});

test('the Docker engine pulls the signed image through the gate, and it runs', async () => {
  const image = `${tryOut.gate}/samples/greeter:1.0.0`;
  expect((await engine.docker(['pull', image])).code).toBe(0);
  const { stdout } = await engine.docker(['run', '--rm', '--network', 'none', image]);
  expect(stdout).toBe('Hello from the other side of the checkpoint.\n');
});

test.each(denied)('the Docker engine is refused %s with our reason', async (image, reason) => {
  const { code, stderr } = await engine.docker(['pull', `${tryOut.gate}/${image}`]);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(reason);
});

test('after other bytes are pushed to a signed tag, its pull is refused and names both digests', async () => {
  const signed = `${tryOut.registry}/samples/greeter:1.0.0`;
  const copy = `${tryOut.registry}/samples/copied:2.0.0`;
  const key = join(tryOut.folder, 'key.key');
  const env = { SEKISHO_PASSWORD: readFileSync(join(tryOut.folder, 'key.password'), 'utf8').trim() };
  const policy = join(tryOut.folder, 'sekisho.yaml');
  const database = join(tryOut.folder, 'advisories.db');
  await skopeoBetween(signed, copy);
  const attested = await sekisho(['attest', copy, '--key', key, '--policy', policy, '--db', database], {
    env,
  });
  expect([attested.code, attested.stderr]).toEqual([0, '']);
  const through = `${tryOut.gate}/samples/copied:2.0.0`;
  const first = await engine.docker(['pull', through]);
  expect([first.code, first.stderr]).toEqual([0, '']);
  const before = await digestOf(copy);

  await skopeoBetween(`${tryOut.registry}/samples/stranger:latest`, copy);

  const { code, stderr } = await engine.docker(['pull', through]);
  expect(code).not.toBe(0);
  expect(stderr).toContain(before.slice(0, 19));
  expect(stderr).toContain((await digestOf(copy)).slice(0, 19));
});

test('runtime fetch writes a profile under which the image really runs', async () => {
  const out = await temporaryFolder();
  const image = `${tryOut.gate}/samples/greeter:1.0.0`;
  const fetched = await sekisho([
    'runtime',
    'fetch',
    image,
    '--out',
    out,
    '--key',
    join(tryOut.folder, 'key.pub'),
  ]);
  expect([fetched.code, fetched.stderr]).toEqual([0, '']);
  expect((await engine.docker(['pull', image])).code).toBe(0);
  const flags = readFileSync(join(out, 'docker-run.args'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const ran = await engine.docker(['run', '--rm', '--network', 'none', ...flags, image], { cwd: out });
  expect([ran.code, ran.stdout]).toEqual([0, 'Hello from the other side of the checkpoint.\n']);
});

test('an image is the same from the registry, its folder, the engine and an archive of it', async () => {
  const image = `${tryOut.gate}/samples/greeter:1.0.0`;
  const archive = join(await temporaryFolder(), 'greeter.tar');
  expect((await engine.docker(['pull', image])).code).toBe(0);
  expect((await engine.docker(['save', '--output', archive, image])).code).toBe(0);
  const env = { DOCKER_HOST: `unix://${engine.socket}`, SEKISHO_CACHE_DIR: await temporaryFolder() };
  const database = join(tryOut.folder, 'advisories.db');
  const contents = async (name: string): Promise<unknown> => {
    const { stdout, stderr } = await sekisho(['scan', name, '--db', database, '--format', 'json'], { env });
    expect(stderr).toBe('');
    const { packages, executables, findings, complete } = JSON.parse(stdout);
    return { packages, executables, findings, complete };
  };

  const fromRegistry = await contents(image);

  expect(await contents(`oci:${tryOut.folder}/registry/samples/greeter:1.0.0`)).toEqual(fromRegistry);
  expect(await contents(`docker-daemon:${image}`)).toEqual(fromRegistry);
  expect(await contents(`docker-archive:${archive}`)).toEqual(fromRegistry);
});

test('verify explains the denial of a moved tag, and exits with 1', async () => {
  const policy = join(tryOut.folder, 'sekisho.yaml');
  const { code, stdout } = await sekisho([
    'verify',
    `${tryOut.registry}/samples/greeter:1.0.1`,
    '--policy',
    policy,
  ]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^DENY/);
  expect(stdout).toMatch(/tag binding +FAIL/);
});

test('the gate tells its health, its readiness and its decisions', async () => {
  const text = async (path: string): Promise<string> => (await fetch(`http://${tryOut.gate}${path}`)).text();
  expect(await text('/healthz')).toBe('ok\n');
  expect(await text('/readyz')).toBe('ready\n');
  expect(await text('/metrics')).toMatch(
    /sekisho_decisions_total\{outcome="deny",kind="image",audited="false"\} [1-9]/,
  );
});

function skopeoCopy(image: string, folder: string): ReturnType<typeof run> {
  return run(peer('skopeo'), [
    '--override-os=linux',
    '--override-arch=amd64',
    'copy',
    '--quiet',
    '--src-tls-verify=false',
    `docker://${tryOut.gate}/${image}`,
    `oci:${folder}:copy`,
  ]);
}

async function skopeoBetween(from: string, to: string): Promise<void> {
  const plain = ['--src-tls-verify=false', '--dest-tls-verify=false'];
  await mustRun(peer('skopeo'), [
    '--override-arch=amd64',
    'copy',
    '--quiet',
    ...plain,
    `docker://${from}`,
    `docker://${to}`,
  ]);
}

async function digestOf(image: string): Promise<string> {
  const { stdout } = await mustRun(peer('skopeo'), [
    '--override-arch=amd64',
    'inspect',
    '--tls-verify=false',
    '--format={{.Digest}}',
    `docker://${image}`,
  ]);
  return stdout.trim();
}
