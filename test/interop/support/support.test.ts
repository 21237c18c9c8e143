import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debianArchive } from './apt-mirror.ts';
import { type DebianImage, debianImage } from './debian-image.ts';
import { startDockerd } from './dockerd.ts';
import { goPeers, peer } from './peers.ts';
import {
  freePort,
  mustRun,
  onStopEverything,
  run,
  startProcess,
  stopEverything,
  temporaryFolder,
} from './processes.ts';
import { type RealRegistry, startDistribution, startGgcrRegistry } from './registries.ts';

afterAll(stopEverything);

describe('processes', () => {
  test('a run gives the exit code and both outputs, with the input and the environment it was given', async () => {
    const result = await run('/bin/sh', ['-c', 'cat; echo "$GREETING" >&2; exit 3'], {
      input: 'wörld',
      env: { GREETING: 'hello' },
    });

    expect(result).toEqual({ code: 3, stdout: 'wörld', stderr: 'hello\n' });
  });

  test('a run that takes too long ends together with what it started', async () => {
    const folder = await temporaryFolder();
    const script = `(sleep 1; touch ${folder}/outlived) & sleep 60`;

    await expect(run('/bin/sh', ['-c', script], { timeoutMs: 200 })).rejects.toThrow(
      'did not end within 200 ms',
    );

    await run('/bin/sleep', ['1.2']);
    expect(existsSync(join(folder, 'outlived'))).toBe(false);
  });

  test('a server that ends before it is ready is an error with its last words', async () => {
    const starting = startProcess({
      command: '/bin/sh',
      args: ['-c', 'echo no licence >&2; exit 4'],
      ready: { port: await freePort() },
    });

    await expect(starting).rejects.toThrow(/ended with code 4 before it was ready:\nno licence/);
  });

  test('a server that never answers is stopped and reported', async () => {
    const starting = startProcess({
      command: '/bin/sleep',
      args: ['60'],
      ready: { port: await freePort() },
      readyTimeoutMs: 300,
    });

    await expect(starting).rejects.toThrow('was not ready after 300 ms');
  });

  test('a server that ignores SIGTERM is killed', async () => {
    const port = await freePort();
    const source = `process.on('SIGTERM', () => {}); require('net').createServer().listen(${port}, '127.0.0.1')`;
    const server = await startProcess({
      command: process.execPath,
      args: ['-e', source],
      ready: { port },
      stopTimeoutMs: 200,
    });

    await server.stop();

    expect(() => process.kill(server.pid, 0)).toThrow('ESRCH');
  });
});

describe('peers', () => {
  test.each(goPeers)('%s is built', (name) => {
    expect(existsSync(peer(name))).toBe(true);
  });

  test('a suite is taken from where the machine takes it, in both forms of apt source', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'sources.list.d'));
    await writeFile(
      join(folder, 'sources.list.d', 'other.sources'),
      'Types: deb\nURIs: http://other.test/debian\nSuites: bookworm\nComponents: main\nSigned-By: /other.gpg\n\n' +
        '# a comment\nTypes: deb\nEnabled: no\nURIs: http://off.test/debian\nSuites: bookworm\nComponents: main\n\n' +
        'Types: deb deb-src\nURIs: http://mirror.test/debian\nSuites: bookworm\n bookworm-updates\nComponents: main\n' +
        'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n',
    );
    await writeFile(
      join(folder, 'sources.list'),
      '# deb http://no.test x main\ndeb [arch=amd64] http://old.test/debian trixie main\n',
    );

    const bookworm = await debianArchive('bookworm', folder);
    const trixie = await debianArchive('trixie', folder);

    expect(bookworm.uri).toBe('http://mirror.test/debian');
    expect(bookworm.suites).toEqual(['bookworm', 'bookworm-updates']);
    expect(trixie.uri).toBe('http://old.test/debian');
    await expect(debianArchive('sid', folder)).rejects.toThrow('has the suite sid');
  });
});

describe('registries, the Debian image and the engine', () => {
  const account = { username: 'reader', password: 'p$ss wörd' };
  const events: string[] = [];
  let image: DebianImage;
  let distribution: RealRegistry;
  let closed: RealRegistry;
  let ggcr: RealRegistry;
  let env: { readonly DOCKER_CONFIG: string };

  beforeAll(async () => {
    image = await debianImage();
    distribution = await startDistribution({
      notifications: { url: await collectEvents(events), headers: { authorization: 'Bearer abc' } },
    });
    closed = await startDistribution({ account });
    ggcr = await startGgcrRegistry();
    env = { DOCKER_CONFIG: await temporaryFolder() };
    const from = `oci:${image.layout}:${image.tag}`;
    for (const { host } of [distribution, ggcr]) {
      await mustRun(peer('skopeo'), [
        'copy',
        '--dest-tls-verify=false',
        from,
        `docker://${host}/apps/debian:1`,
      ]);
    }
  });

  test('the image has one gzip layer and the packages of a Debian', async () => {
    const { stdout } = await mustRun(peer('skopeo'), ['inspect', `oci:${image.layout}:${image.tag}`]);

    const { Layers: layers } = JSON.parse(stdout) as { Layers: readonly string[] };
    expect(layers).toEqual([image.layerFile.replace(/^.*\/blobs\/sha256\//, 'sha256:')]);
    expect(image.dpkgList).toContainEqual(expect.stringMatching(/^bash \S+ amd64$/));
  });

  test('Distribution answers without the referrers API, go-containerregistry with it', async () => {
    const { stdout } = await mustRun(peer('crane'), ['digest', `${ggcr.host}/apps/debian:1`], { env });
    const path = `/v2/apps/debian/referrers/${stdout.trim()}`;

    const answers = await Promise.all([distribution, ggcr].map(({ url }) => fetch(url + path)));

    expect(answers.map(({ ok }) => ok)).toEqual([distribution.hasReferrersApi, ggcr.hasReferrersApi]);
  });

  test('Distribution tells its events to the address it was given', async () => {
    await expect.poll(() => events).toContain('Bearer abc push apps/debian 1');
  });

  test('Distribution with an account refuses strangers and serves who logged in', async () => {
    const target = `${closed.host}/apps/debian:1`;
    const copy = ['copy', `${distribution.host}/apps/debian:1`, target];
    const login = ['auth', 'login', closed.host, '--username', account.username, '--password-stdin'];

    const before = await run(peer('crane'), copy, { env });
    await mustRun(peer('crane'), login, { env, input: account.password });
    const after = await run(peer('crane'), copy, { env });

    expect(before.stderr).toContain('401 Unauthorized');
    expect(after).toMatchObject({ code: 0 });
  });

  test('a Docker engine of our own pulls and runs the image, and leaves no mount behind', async () => {
    const engine = await startDockerd();
    const reference = `${ggcr.host}/apps/debian:1`;

    const pulled = await engine.docker(['pull', '--quiet', reference]);
    const ran = await engine.docker([
      'run',
      '--rm',
      '--network',
      'host',
      reference,
      'cat',
      '/etc/debian_version',
    ]);
    await engine.docker(['run', '--detach', '--network', 'none', reference, 'sleep', '600']);
    await engine.stop();

    expect(pulled).toMatchObject({ code: 0, stdout: `${reference}\n` });
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^12\.\d+\n$/) });
    const mounts = await run('cat', ['/proc/self/mounts']);
    expect(mounts.stdout).not.toContain(engine.configFolder.replace('/client', ''));
  });
});

async function collectEvents(events: string[]): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as {
      events: { action: string; target: { repository: string; tag?: string } }[];
    };
    for (const { action, target } of body.events) {
      events.push(
        `${request.headers.authorization} ${action} ${target.repository} ${target.tag ?? ''}`.trim(),
      );
    }
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onStopEverything(async () => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
