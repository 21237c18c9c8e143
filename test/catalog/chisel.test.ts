import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../src/catalog/chisel/manifest.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { fixtureBytes, inventoryOf, mutated, mutations } from './support.ts';

const path = 'var/lib/chisel/manifest.wall';
const one = '1'.repeat(64);
const two = '2'.repeat(64);

function packed(...entries: unknown[]): Buffer {
  const lines = [{ jsonwall: '1.0', schema: '1.0', count: entries.length + 1 }, ...entries];
  return zstdCompressSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

const hello = { kind: 'package', name: 'hello', version: '2.10-3', sha256: one, arch: 'amd64' };
const real = fixtureBytes(`chisel/${path}`);

test('slices give the packages they are of, with the files that were cut out', () => {
  const { packages, checksums, problems } = inventoryOf({
    'etc/os-release': 'ID=ubuntu\nVERSION_ID="24.04"\n',
    [path]: { bytes: real },
    'usr/bin/hello': 'x',
    'usr/bin/hallo': { link: 'hello' },
    'etc/ssl/all.pem': 'x',
  });
  expect(problems).toEqual([]);
  expect(packages).toEqual([
    {
      purl: 'pkg:deb/ubuntu/ca-certificates@20240203?arch=all&distro=ubuntu-24.04',
      name: 'ca-certificates',
      version: '20240203',
      type: 'deb',
      architecture: 'all',
      layer: fakeDiffId(0),
      files: ['/etc/ssl/all.pem'],
    },
    {
      purl: 'pkg:deb/ubuntu/hello@2.10-3?arch=amd64&distro=ubuntu-24.04',
      name: 'hello',
      version: '2.10-3',
      type: 'deb',
      architecture: 'amd64',
      layer: fakeDiffId(0),
      files: ['/usr/bin/hallo', '/usr/bin/hello'],
    },
  ]);
  expect(checksums.map(({ path: at, digest, configuration }) => [at, digest, configuration])).toEqual([
    ['/etc/ssl/all.pem', two, true],
    ['/usr/bin/hello', one, false],
  ]);
});

describe('what is malformed is a problem, and hides nothing else', () => {
  test.each<[unknown, string]>([
    [{ kind: 'package', version: '1' }, 'a package has no name that dpkg allows'],
    [{ kind: 'package', name: '../a', version: '1' }, 'a package has no name that dpkg allows'],
    [
      { kind: 'package', name: 'a', version: 7 },
      'package a: its version is missing or not one that dpkg allows',
    ],
    [
      { kind: 'package', name: 'a', version: '1', arch: '/' },
      'package a: its architecture is not one that dpkg allows',
    ],
    [['kind'], 'a line is not an object: ["kind"]'],
    [`x${'y'.repeat(70_000)}`, 'a line is not an object: '],
    [
      { kind: 'path', path: `/${'x'.repeat(5000)}`, slices: ['hello_bins'] },
      'a path is longer than 4096 characters',
    ],
    [{ jsonwall: '1.0', count: 1000 }, 'it is cut off'],
  ])('%j', (entry, sentence) => {
    const { packages, problems } = parseManifest(packed(entry, hello), path);
    expect(packages.map(({ name }) => name)).toEqual(['hello']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`/${path}: ${sentence}`);
  });

  test('a file that is no zstd, cut off, or a bomb', () => {
    const problemsOf = (bytes: Buffer): readonly string[] => inventoryOf({ [path]: { bytes } }).problems;
    expect(problemsOf(Buffer.from('no zstd'))).toHaveLength(1);
    expect(problemsOf(real.subarray(0, 100))).toHaveLength(1);
    expect(problemsOf(zstdCompressSync(Buffer.alloc(65 * 1024 * 1024)))).toHaveLength(1);
  });

  test('keys that mean something to JavaScript are keys as any other', () => {
    const line =
      '{"__proto__":{"kind":"package"},"constructor":1,"kind":"package","name":"a","version":"1"}\n';
    expect(parseManifest(zstdCompressSync(line), path).packages.map(({ name }) => name)).toEqual(['a']);
    expect(Object.prototype).not.toHaveProperty('kind');
  });

  test('whatever bytes, reading ends with packages or an Error', () => {
    const bytes = real;
    const isError = (read: () => unknown): boolean => {
      try {
        read();
        return true;
      } catch (error) {
        return error instanceof Error;
      }
    };
    fc.assert(
      fc.property(mutations(bytes.length), (mutation) => {
        expect(isError(() => parseManifest(mutated(bytes, mutation), path))).toBe(true);
      }),
    );
  });
});
