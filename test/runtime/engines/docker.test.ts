import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { isFault } from '../../../src/errors.ts';
import type { RuntimePolicy } from '../../../src/model/runtime-policy.ts';
import { docker } from '../../../src/runtime/engines/docker.ts';
import { hostileNames, policyOf, servicePolicy } from '../sample.ts';

function lines(policy: RuntimePolicy): string[] {
  const content = fileOf(policy, 'docker-run.args') ?? '';
  expect(content.endsWith('\n')).toBe(true);
  return content.slice(0, -1).split('\n');
}

function fileOf(policy: RuntimePolicy, path: string): string | undefined {
  return docker.emit(policy).find((file) => file.path === path)?.content;
}

describe('the options for docker run', () => {
  test('of a service with a USER are as tight as the policy', () => {
    expect(lines(servicePolicy())).toEqual([
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges:true',
      '--pids-limit=2048',
      '--user=1000:1000',
      '--group-add=44',
      '--read-only',
      '--tmpfs=/tmp:rw,noexec,nosuid,nodev,mode=1777,uid=0,gid=0',
      '--tmpfs=/var/cache/shop:rw,noexec,nosuid,nodev,mode=0700,uid=1000,gid=1000',
      '--mount=type=volume,"destination=/data"',
      '--security-opt=seccomp=seccomp.json',
    ]);
  });

  test('of an image that starts as root keep its root writable and the capabilities to step down', () => {
    expect(lines(policyOf({ config: { ExposedPorts: { '80/tcp': {} } } }))).toEqual([
      '--cap-drop=ALL',
      ...['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'].map(
        (name) => `--cap-add=${name}`,
      ),
      '--security-opt=no-new-privileges:true',
      '--pids-limit=2048',
      '--user=0:0',
      '--security-opt=seccomp=seccomp.json',
    ]);
  });

  test('leave the user to the image where it cannot be told', () => {
    expect(
      lines(policyOf({ config: { User: 'ghost' } })).filter((line) => line.startsWith('--user')),
    ).toEqual([]);
  });

  test('name no profile for a platform without one, so the engine keeps its own', () => {
    const policy = policyOf({ platform: 'linux/s390x' });
    expect(docker.emit(policy).map(({ path }) => path)).toEqual(['docker-run.args', 'docker-run.sh']);
    expect(docker.emit(policy).some(({ content }) => content.includes('seccomp'))).toBe(false);
  });

  test('are not written for a temporary folder whose name has a colon: the rest would be options', () => {
    const policy = servicePolicy();
    const writable = [{ path: '/a:exec', mode: 0o777, uid: 0, gid: 0 }];
    expect(() => docker.emit({ ...policy, files: { ...policy.files, writable } })).toThrow(
      expect.objectContaining({ code: 'RUNTIME_POLICY_INEXPRESSIBLE' }),
    );
  });
});

describe('the table of controls', () => {
  test('claims files and drift only where the root is read-only', () => {
    const strict = docker.controls(servicePolicy());
    const open = docker.controls(policyOf({}));
    expect([strict.files.enforcement, strict.drift.enforcement]).toEqual(['prevents', 'prevents']);
    expect([open.files.enforcement, open.drift.enforcement]).toEqual(['cannot-express', 'cannot-express']);
  });
});

// What a shell and Docker's client make of the files, with a `docker` that only writes down its arguments.
const folder = mkdtempSync(join(tmpdir(), "policy with 'quotes' "));
const record = join(folder, 'argv');
writeFileSync(join(folder, 'docker'), `#!/bin/sh\nprintf '%s\\0' "$@" > "$RECORD"\n`, { mode: 0o755 });
afterAll(() => rmSync(folder, { recursive: true }));

/** argv that the shell gives to docker, run the way a person would, from another folder. */
function runScript(policy: RuntimePolicy, ...more: string[]): string[] {
  const script = join(folder, 'docker-run.sh');
  writeFileSync(script, fileOf(policy, 'docker-run.sh') ?? '');
  const { status, stderr } = spawnSync('sh', [script, ...more], {
    cwd: '/',
    env: { PATH: `${folder}:${process.env.PATH}`, RECORD: record },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return readFileSync(record, 'utf8').split('\0').slice(0, -1);
}

/** The fields of one CSV record, strictly after RFC 4180, as Go's encoding/csv reads the value of --mount. */
function csvFields(record: string): string[] {
  const fields = [...record.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)];
  expect(fields.map(([text]) => text).join('')).toBe(record);
  return fields.map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

function withVolume(path: string): RuntimePolicy {
  const policy = servicePolicy();
  return { ...policy, volumes: { ...policy.volumes, paths: [path] } };
}

/** Either the name reaches Docker as it is, as one volume and nothing else, or nothing is written at all. */
function reachesDockerOrIsRefused(path: string): 'reaches' | 'refused' {
  const policy = withVolume(path);
  let written: string[];
  try {
    written = lines(policy);
  } catch (error) {
    expect(isFault(error) && error.code).toBe('RUNTIME_POLICY_INEXPRESSIBLE');
    return 'refused';
  }
  const others = lines(servicePolicy()).filter((line) => !line.startsWith('--mount'));
  const mounts = written.filter((line) => !others.includes(line));
  expect(mounts.length).toBe(1);
  expect(csvFields(mounts[0]?.slice('--mount='.length) ?? '')).toEqual([
    'type=volume',
    `destination=${path}`,
  ]);
  const argv = runScript(policy, 'image');
  const seccomp = `--security-opt=seccomp=${join(folder, 'seccomp.json')}`;
  expect(argv).toEqual(['run', ...written.slice(0, -1), seccomp, 'image']);
  return 'reaches';
}

describe('a hostile volume name', () => {
  test.each(hostileNames)('%j reaches Docker as one volume of that name, or is refused', (path) => {
    const breaksLines = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u.test(path);
    expect(reachesDockerOrIsRefused(path)).toBe(breaksLines ? 'refused' : 'reaches');
  });

  test('of any kind becomes no other option', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        expect(['reaches', 'refused']).toContain(reachesDockerOrIsRefused(`/${name}`));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the script', () => {
  test('passes further options and the image after its own, whatever they hold', () => {
    const more = ['--publish=8080:8080', 'image:1.0', "it's", '$HOME', 'a\nb'];
    expect(runScript(servicePolicy(), ...more).slice(-5)).toEqual(more);
  });

  test('names the image it was derived from by its digest', () => {
    const policy = servicePolicy();
    expect(fileOf(policy, 'docker-run.sh')?.split('\n')[1]).toBe(
      `# The runtime policy of the image ${policy.image.digest}`,
    );
  });
});
