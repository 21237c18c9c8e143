import { describe, expect, test } from 'vitest';
import { isFault } from '../../../src/errors.ts';
import { controls, type RuntimePolicy } from '../../../src/model/runtime-policy.ts';
import { emit, emitters } from '../../../src/runtime/engines/emitters.ts';
import { hostileNames, policyOf, servicePolicy } from '../sample.ts';

const policies: readonly (readonly [string, RuntimePolicy])[] = [
  ['a service with a USER', servicePolicy()],
  ['an image with nothing said', policyOf({})],
  ['a platform without a list of calls', policyOf({ platform: 'linux/ppc64le' })],
  ['a user that cannot be told', policyOf({ config: { User: 'ghost' } })],
];

describe.each(emitters.map((emitter) => [emitter.engine, emitter] as const))(
  'the emitter %s',
  (_, emitter) => {
    test.each(policies)('says of every control what it does, for %s', (__, policy) => {
      const said = emitter.controls(policy);
      expect(Object.keys(said).sort()).toEqual([...controls].sort());
      expect(Object.values(said).filter(({ how }) => how.trim() === '')).toEqual([]);
    });

    test.each(policies)('writes the same bytes twice, below its folder, for %s', (__, policy) => {
      const files = emitter.emit(policy);
      expect(emitter.emit(policy)).toEqual(files);
      for (const { path, content } of files) {
        expect(path).toMatch(/^[a-z0-9-]+(?:\/[a-z0-9-]+)*\.[a-z]+$/);
        expect(content.endsWith('\n')).toBe(true);
      }
    });

    test.each(hostileNames)(
      'writes or refuses, and never breaks, with %j everywhere in the image',
      (name) => {
        const policy = policyOf({
          config: {
            User: name,
            Entrypoint: [name],
            Env: [`PATH=${name}`],
            WorkingDir: name,
            Volumes: { [name]: {} },
            ExposedPorts: { [name]: {} },
          },
          files: {
            'etc/passwd': `${name}:x:1000:1000::/:\n`,
            [name.slice(1)]: { type: 'directory', mode: 0o777 },
          },
        });
        try {
          for (const { content } of emitter.emit(policy)) expect(content.isWellFormed()).toBe(true);
        } catch (error) {
          expect(isFault(error) && error.code).toBe('RUNTIME_POLICY_INEXPRESSIBLE');
        }
      },
    );
  },
);

describe('emit', () => {
  test('writes for every engine when none is named, each file once, sorted', () => {
    expect(emit(servicePolicy()).map(({ engine, path }) => `${engine} ${path}`)).toEqual([
      'docker docker-run.args',
      'docker docker-run.sh',
      'seccomp seccomp.json',
    ]);
  });

  test('writes for the engines that are named, with the files they point to', () => {
    expect(emit(servicePolicy(), ['seccomp']).map(({ path }) => path)).toEqual(['seccomp.json']);
    expect(emit(servicePolicy(), ['docker']).map(({ path }) => path)).toContain('seccomp.json');
  });

  test('refuses an unknown engine and names the known ones', () => {
    expect(() => emit(servicePolicy(), ['docker', 'podman'])).toThrow(
      'no runtime engine is called podman; known are docker, seccomp',
    );
  });
});
