import { describe, expect, test } from 'vitest';
import { runtimePolicySchema } from '../../src/model/runtime-policy.ts';
import { executable, hostileNames, policyOf, sampleDigest, servicePolicy } from './sample.ts';

describe('the runtime policy', () => {
  test('of a service says what it starts, as whom, and what it may do', () => {
    expect(servicePolicy()).toEqual({
      schemaVersion: 1,
      image: { name: 'registry.example/apps/shop:1.0.0', digest: sampleDigest, platform: 'linux/amd64' },
      process: {
        entrypoint: ['docker-entrypoint.sh', 'node', 'server.js'],
        executable: '/usr/local/bin/docker-entrypoint.sh',
        interpreter: '/bin/dash',
        workingDirectory: '/app',
        source: 'Entrypoint of the image; a script for /bin/sh',
      },
      users: {
        uid: 1000,
        gid: 1000,
        groups: [44],
        root: false,
        source: 'USER node of the image; looked up in /etc/passwd',
      },
      executables: [
        {
          path: '/bin/dash',
          sha256: 'a'.repeat(64),
          kind: 'elf-executable',
          package: 'pkg:deb/debian/dash@0.5.12',
        },
        { path: '/usr/local/bin/docker-entrypoint.sh', sha256: 'a'.repeat(64), kind: 'script' },
        { path: '/usr/local/bin/node', sha256: 'a'.repeat(64), kind: 'elf-executable' },
      ],
      network: {
        ports: [{ port: 8080, protocol: 'tcp' }],
        source: 'EXPOSE of the image (a hint: checked against nothing)',
      },
      volumes: { paths: ['/data'], source: 'VOLUME of the image' },
      files: {
        readOnlyRoot: true,
        writable: [
          { path: '/tmp', mode: 0o1777, uid: 0, gid: 0 },
          { path: '/var/cache/shop', mode: 0o700, uid: 1000, gid: 1000 },
        ],
        source:
          'USER is not root; /tmp and the empty folders that user may write to stay writable; read-only for it although its own, as they hold files: 1 folders',
      },
      privileges: {
        noNewPrivileges: true,
        capabilities: [],
        maxProcesses: 2048,
        source: 'USER is not root, so it needs none',
      },
      systemCalls: {
        profile: 'engine-default',
        interfaces: ['x86_64'],
        source:
          "the engine's default, for no capabilities; without 32-bit calls: the image has no 32-bit program",
      },
    });
  });

  test('of an image that says nothing is that of root', () => {
    expect(policyOf({})).toMatchObject({
      process: { entrypoint: [], executable: null, workingDirectory: '/' },
      users: { uid: 0, gid: 0, root: true },
      files: { readOnlyRoot: false },
    });
  });

  test('allows 32-bit calls when the image holds a 32-bit program', () => {
    const executables = [executable('/a', { machine: 'x86_64' }), executable('/b', { machine: 'i386' })];
    expect(policyOf({ executables }).systemCalls.interfaces).toEqual(['x86_64', 'x86']);
  });

  test('does not depend on the order in which files were found', () => {
    const executables = [executable('/b'), executable('/a')];
    expect(policyOf({ executables })).toEqual(policyOf({ executables: executables.toReversed() }));
  });

  test.each(hostileNames)('has its form, whatever the image is called and holds: %j', (name) => {
    const policy = policyOf({
      config: { User: name, Cmd: [name], WorkingDir: name, Volumes: { [name]: {} }, Env: [`PATH=${name}`] },
      executables: [executable(name, { kind: 'script', interpreter: name })],
    });
    expect(runtimePolicySchema.parse(policy)).toEqual(policy);
  });
});
