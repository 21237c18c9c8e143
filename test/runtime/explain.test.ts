import { expect, test } from 'vitest';
import { explain } from '../../src/runtime/explain.ts';
import { hostileNames, policyOf, sampleDigest, servicePolicy } from './sample.ts';

test('every part of the policy is shown with where it comes from, then what each engine does', () => {
  expect(`\n${explain(servicePolicy())}`).toMatchInlineSnapshot(`
    "
    image         registry.example/apps/shop:1.0.0      sha256:be4236847164317ea48a8dfbfd78bfe189133df82a9e32f42ddb7fcb4027a121, linux/amd64
    starts        /usr/local/bin/docker-entrypoint.sh   Entrypoint of the image; a script for /bin/sh
    users         uid 1000, group 1000, 44              USER node of the image; looked up in /etc/passwd
    executables   3 in the image, each with its sha256  every layer was read
    system calls  308 allowed (x86_64)                  the engine's default, for no capabilities; without 32-bit calls: the image has no 32-bit program
    capabilities  none                                  USER is not root, so it needs none
    privileges    no new ones                           every policy: setuid files have no effect
    processes     2048 at most                          every policy: Podman's default
    files         read-only but /tmp, /var/cache/shop   USER is not root; /tmp and the empty folders that user may write to stay writable; read-only for it although its own, as they hold files: 1 folders
    volumes       /data                                 VOLUME of the image
    network       8080/tcp                              EXPOSE of the image (a hint: checked against nothing)

    engine   prevents          only detects  cannot express
    docker   8 of 10 controls  –             executables, network
    seccomp  system-calls      –             everything else
    "
  `);
});

test('an image that starts as root is told what that costs', () => {
  const text = explain(policyOf({ config: { Volumes: { '/data': {} }, ExposedPorts: { '80/tcp': {} } } }));
  expect(text).toContain('the root stays writable');
  expect(text).toContain('give the image a USER');
  expect(text).toContain('NET_BIND_SERVICE for port 80');
});

test('a group that is the primary one and listed again is said once', () => {
  const policy = servicePolicy();
  const again = { ...policy, users: { ...policy.users, groups: [1000, 44] } };
  expect(explain(again)).toMatch(/^users {9}uid 1000, group 1000, 44 /m);
});

test('a platform without a list of calls is said to keep the default of its engine', () => {
  expect(explain(policyOf({ platform: 'linux/s390x' }))).toContain("the engine's default");
});

test.each(hostileNames)('no name from the image starts a line or moves the cursor: %j', (name) => {
  const text = explain(policyOf({ config: { User: name, Cmd: [name], Volumes: { [name]: {} } } }));
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  expect(text.split('\n').length).toBeLessThan(30);
});

test('the text names the image', () => {
  expect(explain(servicePolicy())).toContain(sampleDigest);
});
