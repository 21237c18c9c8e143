import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfiguration } from '../../registry-hook/configuration.ts';
import { samples } from '../../registry-hook/try/samples.ts';
import { prepareSample, prepareSigning, type SampleSigning } from '../../registry-hook/try/try.ts';
import { createHttp } from '../../src/io/http.ts';
import { peer } from './support/peers.ts';
import { run, stopEverything, temporaryFolder } from './support/processes.ts';
import { type RealRegistry, startDistribution, startGgcrRegistry } from './support/registries.ts';
import { sekisho } from './support/sekisho.ts';

afterAll(stopEverything);

const environment = { env: process.env, clock: Date.now, http: createHttp(), log: () => undefined };

describe.each([
  ['with the referrers API', startGgcrRegistry],
  ['without the referrers API', startDistribution],
] as const)('on a registry %s', (_, start) => {
  let registry: RealRegistry;
  let signing: SampleSigning;
  let publicKey: string;
  let image: string;

  beforeAll(async () => {
    registry = await start();
    const folder = await temporaryFolder();
    signing = await prepareSigning(readConfiguration({ data: folder }, folder), environment);
    publicKey = join(folder, 'key.pub');
    const [greeter] = samples;
    if (greeter === undefined) throw new Error('there is no sample');
    await prepareSample(greeter, registry.host, signing, environment);
    image = `${registry.host}/${greeter.repository}:${greeter.tag}`;
  });

  test.each([
    ['cyclonedx'],
    ['https://in-toto.io/attestation/vulns/v0.2'],
    ['https://in-toto.io/attestation/scai/v0.3'],
    ['https://slsa.dev/verification_summary/v1'],
    ['https://in-toto.io/attestation/release/v0.1'],
    ['https://sekisho.dev/attestation/runtime-policy/v1'],
  ])('cosign accepts the statement of type %s', async (type) => {
    const { code, stderr } = await run(
      peer('cosign'),
      [
        'verify-attestation',
        '--key',
        publicKey,
        '--type',
        type,
        '--insecure-ignore-tlog=true',
        '--allow-http-registry',
        '--allow-insecure-registry',
        image,
      ],
      { env: { DOCKER_CONFIG: await temporaryFolder(), HOME: await temporaryFolder() } },
    );
    expect(code, stderr).toBe(0);
  });

  test('cosign refuses it for another key', async () => {
    const folder = await temporaryFolder();
    const made = await sekisho(['keygen', '--out', join(folder, 'other')], {
      env: { SEKISHO_PASSWORD: 'a password' },
    });
    expect(made.code).toBe(0);
    const { code } = await run(
      peer('cosign'),
      [
        'verify-attestation',
        '--key',
        join(folder, 'other.pub'),
        '--type',
        'cyclonedx',
        '--insecure-ignore-tlog=true',
        '--allow-http-registry',
        '--allow-insecure-registry',
        image,
      ],
      { env: { DOCKER_CONFIG: folder, HOME: folder } },
    );
    expect(code).not.toBe(0);
  });

  test('oras lists what was published', async () => {
    const { code, stdout, stderr } = await run(
      peer('oras'),
      ['discover', '--plain-http', '--format', 'json', image],
      { env: { DOCKER_CONFIG: await temporaryFolder() } },
    );
    expect(code, stderr).toBe(0);
    const { referrers } = JSON.parse(stdout) as { referrers: { annotations?: Record<string, string> }[] };
    const types = referrers.map((referrer) => referrer.annotations?.['dev.sigstore.bundle.predicateType']);
    expect(types.sort()).toEqual([
      'https://cyclonedx.org/bom',
      'https://in-toto.io/attestation/release/v0.1',
      'https://in-toto.io/attestation/scai/v0.3',
      'https://in-toto.io/attestation/vulns/v0.2',
      'https://sekisho.dev/attestation/runtime-policy/v1',
      'https://slsa.dev/verification_summary/v1',
    ]);
  });

  test('what is published is found again and allows the image', async () => {
    const { code, stdout } = await sekisho(['verify', image, '--policy', signing.policyFile]);
    expect([code, stdout.split(' ')[0]]).toEqual([0, 'ALLOW']);
  });

  test('openssl reads the private key that keygen wrote, with its password', async () => {
    const password = readFileSync(signing.passwordFile, 'utf8').trim();
    const { code, stdout } = await run('openssl', [
      'pkey',
      '-in',
      signing.keyFile,
      '-passin',
      `pass:${password}`,
      '-noout',
      '-text',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('prime256v1');
  });
});
