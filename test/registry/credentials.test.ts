import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askCredentialHelper } from '../../src/registry/credential-helper.ts';
import { dockerCredentials } from '../../src/registry/credentials.ts';

const auth = (text: string): string => Buffer.from(text).toString('base64');

/** A folder with this config.json, and credential helpers: shell scripts that print or do something. */
async function folder(config: unknown, helpers: Readonly<Record<string, string>> = {}) {
  const path = await mkdtemp(join(tmpdir(), 'sekisho-docker-'));
  onTestFinished(() => rm(path, { recursive: true }));
  if (config !== undefined) {
    await writeFile(join(path, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  }
  for (const [name, script] of Object.entries(helpers)) {
    await writeFile(join(path, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`);
    await chmod(join(path, `docker-credential-${name}`), 0o755);
  }
  return { path, environment: { DOCKER_CONFIG: path, PATH: `${path}:${process.env.PATH}` } };
}

describe('credentials of a host', () => {
  test.each([
    ['registry.example', 'registry.example'],
    ['registry.example:5000', 'registry.example:5000'],
    ['https://registry.example', 'registry.example'],
    ['https://registry.example/v2/', 'registry.example'],
    ['http://Registry.Example/v1/', 'registry.example'],
    ['https://index.docker.io/v1/', 'registry-1.docker.io'],
    ['docker.io', 'registry-1.docker.io'],
  ])('stand under the key %s', async (key, host) => {
    const { environment } = await folder({ auths: { [key]: { auth: auth('user:pass:word') } } });
    expect(await dockerCredentials(environment)(host)).toEqual({
      kind: 'basic',
      username: 'user',
      password: 'pass:word',
    });
  });

  test.each([
    ['registry.example', 'registry.example.evil.org'],
    ['registry.example', 'evil-registry.example'],
    ['registry.example', 'registry.example:5000'],
    ['registry.example:5000', 'registry.example'],
    ['registry.example/team', 'registry.example'],
    ['https://index.docker.io/v1/', 'docker.io.evil.org'],
    ['docker.io', 'evil.docker.io'],
    ['example', '__proto__'],
  ])('are not those of the key %s for %s', async (key, host) => {
    const { environment } = await folder({ auths: { [key]: { auth: auth('user:password') } } });
    expect(await dockerCredentials(environment)(host)).toBeUndefined();
  });

  test.each([
    [{ identitytoken: 'refresh' }, { kind: 'identity', token: 'refresh' }],
    [{ registrytoken: 'abc' }, { kind: 'bearer', token: 'abc' }],
    [
      { username: 'u', password: 'p' },
      { kind: 'basic', username: 'u', password: 'p' },
    ],
    [{ auth: auth('u:p\0\0') }, { kind: 'basic', username: 'u', password: 'p' }],
    [{}, undefined],
  ])('may be written as %j', async (entry, expected) => {
    const { environment } = await folder({ auths: { 'registry.example': entry } });
    expect(await dockerCredentials(environment)('registry.example')).toEqual(expected);
  });

  test('are none without a configuration file, and are found under HOME without DOCKER_CONFIG', async () => {
    const { path } = await folder(undefined);
    expect(await dockerCredentials({ DOCKER_CONFIG: path })('registry.example')).toBeUndefined();
    await mkdir(join(path, '.docker'));
    await writeFile(
      join(path, '.docker', 'config.json'),
      JSON.stringify({ auths: { 'registry.example': { auth: auth('u:p') } } }),
    );
    expect(await dockerCredentials({ HOME: path })('registry.example')).toMatchObject({ username: 'u' });
  });

  test.each([
    ['{"auths":{"registry.example":{"auth":"hunter22"', 'it is not JSON'],
    ['[]', ': it is not what it should be'],
    [' '.repeat(5_000_000), 'larger than the limit of 4194304 bytes'],
    ['['.repeat(1_000_000), 'it is not JSON'],
    [`{"auths":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 'auths is not what it should be'],
    [`{"auths":{"${'x'.repeat(1_000_000)}":1}}`, `${'x'.repeat(190)} is not what it should be`],
    ['{"credHelpers":{"registry.example":{"toString":1}}}', 'credHelpers.registry.example is not'],
    ['{"auths":[1]}', 'auths is not what it should be'],
    ['{"auths":{"registry.example":{"auth":17}}}', 'auths.registry.example.auth is not what it should be'],
    [`{"auths":{"registry.example":{"auth":"${auth('hunter22')}"}}}`, 'is not the base64 of a user name'],
    ['{"auths":{"registry.example":{"registrytoken":"hunter22\\n"}}}', 'cannot be sent'],
  ])('in a broken file are an error without the secret: %s', async (config, reason) => {
    const { environment } = await folder(config);
    const error = await dockerCredentials(environment)('registry.example').catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'CREDENTIALS_UNUSABLE', message: expect.stringContaining(reason) });
    expect(String(error)).not.toContain('hunter22');
  });

  test('in what is no file are an error, and are not waited for', async () => {
    const { path, environment } = await folder(undefined);
    await mkdir(join(path, 'config.json'));
    const found = dockerCredentials(environment)('registry.example');
    await expect(found).rejects.toMatchObject({
      code: 'CREDENTIALS_UNUSABLE',
      message: expect.stringContaining('it is not a regular file'),
    });
  });

  test('come from the host’s own helper before the store, and from the store before the file', async () => {
    const { environment } = await folder(
      {
        auths: { 'third.example': { auth: auth('file:p') }, 'first.example': { auth: auth('file:p') } },
        credHelpers: { 'first.example': 'own' },
        credsStore: 'store',
      },
      {
        own: `read host; echo "{\\"Username\\":\\"own-$host\\",\\"Secret\\":\\"s\\"}"`,
        store: `read host; [ "$host" = third.example ] && { echo "credentials not found in native keychain"; exit 1; }; echo "{\\"Username\\":\\"store-$host\\",\\"Secret\\":\\"s\\"}"`,
      },
    );
    const source = dockerCredentials(environment);
    expect(await source('first.example')).toMatchObject({ username: 'own-first.example' });
    expect(await source('second.example')).toMatchObject({ username: 'store-second.example' });
    expect(await source('third.example')).toMatchObject({ username: 'file' });
    expect(await source('registry-1.docker.io')).toMatchObject({
      username: 'store-https://index.docker.io/v1/',
    });
  });
});

describe('a credential helper', () => {
  const unusable = (reason: string): Error => new Error(reason);

  async function ask(script: string, timeoutMs = 10_000) {
    const { environment } = await folder(undefined, { it: script });
    return askCredentialHelper('it', 'registry.example', { environment, unusable, timeoutMs });
  }

  test('that answers with <token> gives an identity token', async () => {
    expect(await ask(`echo '{"ServerURL":"x","Username":"<token>","Secret":"refresh"}'`)).toEqual({
      kind: 'identity',
      token: 'refresh',
    });
  });

  test('is asked with the host on its standard input, and need not read it', async () => {
    expect(await ask(`echo "{\\"Username\\":\\"$(cat)\\",\\"Secret\\":\\"s\\"}"`)).toMatchObject({
      username: 'registry.example',
    });
    expect(await ask(`exec 0<&-; echo '{"Username":"u","Secret":"s"}'`)).toMatchObject({ username: 'u' });
  });

  test.each([
    ['fails', 'echo "the keychain is locked"; exit 3', /ended with 3: the keychain is locked/],
    ['prints what is not JSON', 'echo hunter22', /did not print a user name and a secret/],
    ['prints another shape', `echo '{"Secret":"hunter22"}'`, /did not print a user name and a secret/],
    ['is ended by a signal', 'kill -9 $$', /ended with SIGKILL/],
    ['fails at length', 'head -c 60000 /dev/zero | tr "\\0" x; exit 1', /ended with 1: x{300}…$/],
    ['prints objects', `echo '{"Username":{"length":1},"Secret":["hunter22"]}'`, /did not print a user name/],
    ['prints lists in lists', `printf '%060000d' 0 | tr 0 '['`, /did not print a user name/],
    ['prints without end', 'yes hunter22', /printed more than/],
  ])('that %s is an error without the secret', async (_, script, message) => {
    const error = await ask(script).catch((e: unknown) => e);
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain('hunter22');
  });

  test('that hangs is given up', async () => {
    await expect(ask('sleep 60', 200)).rejects.toThrow('did not answer within 0.2 s');
  });

  test.each(['../evil', '/bin/sh', 'a b', '', '-x'])('is never a path or an option: %j', async (name) => {
    const { environment } = await folder(undefined);
    await expect(askCredentialHelper(name, 'h', { environment, unusable })).rejects.toThrow('plain name');
  });

  test('that is not installed is an error', async () => {
    const { environment } = await folder(undefined);
    await expect(askCredentialHelper('nowhere', 'h', { environment, unusable })).rejects.toThrow(
      'could not be run',
    );
  });
});
