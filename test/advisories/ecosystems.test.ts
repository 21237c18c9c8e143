import { expect, test } from 'vitest';
import { subjectOf } from '../../src/advisories/ecosystems.ts';
import { apk, deb, npm } from './support/packages.ts';

test.each([
  ['debian', '12', 'Debian:12'],
  ['debian', '12.7', 'Debian:12'],
  ['debian', '6.0', 'Debian:6.0'],
  ['debian', '7', 'Debian:7'],
  ['debian', undefined, 'Debian'],
  ['ubuntu', '22.04', 'Ubuntu:22.04:LTS'],
  ['ubuntu', '23.04', 'Ubuntu:23.04'],
  ['ubuntu', '24.10', 'Ubuntu:24.10'],
  ['raspbian', '12', 'raspbian:12 (deb)'],
])('deb packages of %s %s are looked up in %s', (id, versionId, ecosystem) => {
  const os = { id, ...(versionId === undefined ? {} : { versionId }) };
  expect(subjectOf(deb('a', '1'), os).ecosystem).toBe(ecosystem);
});

test.each([
  ['alpine', '3.19.1', 'Alpine:v3.19'],
  ['alpine', '3.2', 'Alpine:v3.2'],
  ['alpine', '3.24.0_alpha20260901', 'Alpine:edge'],
  ['wolfi', '20230201', 'Wolfi'],
  ['chainguard', '20230214', 'Chainguard'],
  ['debian', '12', 'debian:12 (apk)'],
])('apk packages of %s %s are looked up in %s', (id, versionId, ecosystem) => {
  expect(subjectOf(apk('a', '1'), { id, versionId }).ecosystem).toBe(ecosystem);
});

test('packages of an unknown distribution are looked up nowhere', () => {
  expect(subjectOf(deb('a', '1'), null).ecosystem).toBe('an unknown distribution (deb)');
});

test('distributions are asked by the source package and its version', () => {
  const source = { name: 'zlib', version: '1:1.2.13.dfsg-1' };
  expect(subjectOf(deb('zlib1g', '1:1.2.13.dfsg-1+b1', source), { id: 'debian', versionId: '12' })).toEqual({
    ecosystem: 'Debian:12',
    ...source,
  });
});

test('npm is asked by name, whatever the distribution', () => {
  expect(subjectOf(npm('@a/b', '1.0.0'), null)).toEqual({ ecosystem: 'npm', name: '@a/b', version: '1.0.0' });
});
