import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { importAdvisories } from '../../src/advisories/import.ts';
import { openAdvisories } from '../../src/advisories/open.ts';
import { fixtures, now } from '../advisories/support/workspace.ts';
import { peer } from './support/peers.ts';
import { mustRun, stopEverything, temporaryFolder } from './support/processes.ts';
import { type RealRegistry, startDistribution, startGgcrRegistry } from './support/registries.ts';
import { sekisho } from './support/sekisho.ts';

afterAll(stopEverything);

const account = { username: 'someone', password: 'a password' };

describe.each<[string, () => Promise<RealRegistry>]>([
  ['Distribution', () => startDistribution()],
  ['Distribution with a login', () => startDistribution({ account })],
  ['go-containerregistry', () => startGgcrRegistry()],
])('the vulnerability database on %s', (_, start) => {
  test('is pushed, pulled, and read by other clients', async () => {
    const registry = await start();
    const folder = await temporaryFolder();
    const config = join(folder, 'docker');
    const auth = Buffer.from(`${account.username}:${account.password}`).toString('base64');
    await mkdir(config);
    await writeFile(join(config, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
    const env = { DOCKER_CONFIG: config };
    const near = join(folder, 'near.db');
    const far = join(folder, 'far.db');
    await importAdvisories({ paths: [fixtures], into: near, now });
    const reference = `${registry.host}/mirror/advisories:latest`;

    const pushed = await sekisho(['db', 'push', reference, '--db', near], { env });
    const digest = /@(sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1] ?? '';
    const pulled = await sekisho(['db', 'pull', reference, '--db', far], { env });
    expect(pulled.stdout).toBe(`pulled ${digest}, built 2026-11-23T08:00:00Z\n`);
    const database = openAdvisories(far);
    database.close();
    expect(database.info.ecosystems.map(({ name }) => name)).toContain('Debian:12');

    const before = (await stat(far)).mtimeMs;
    const pinned = `${registry.host}/mirror/advisories@${digest}`;
    const again = await sekisho(['db', 'pull', pinned, '--db', far], { env });
    expect(again.stdout).toBe(`unchanged ${digest}, built 2026-11-23T08:00:00Z\n`);
    expect((await stat(far)).mtimeMs).toBe(before);

    const manifest = await mustRun(peer('crane'), ['manifest', '--insecure', reference], { env });
    expect(JSON.parse(manifest.stdout)).toMatchObject({
      artifactType: 'application/vnd.sekisho.advisories.v1',
    });
    await mustRun(peer('oras'), ['pull', '--plain-http', '-o', join(folder, 'oras'), reference], {
      env,
    });
    const packed = await readFile(join(folder, 'oras', 'advisories.db.zst'));
    expect(zstdDecompressSync(packed).equals(await readFile(near))).toBe(true);
  });
});
