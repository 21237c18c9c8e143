import { describe, expect, test } from 'vitest';
import { type ActionInputs, readInputs } from '../../action/inputs.ts';
import { declaredDefaults } from './action-file.ts';

function inputs(set: Readonly<Record<string, string>>, files: readonly string[] = []): ActionInputs {
  const all: Readonly<Record<string, string>> = { ...declaredDefaults(), ...set };
  return readInputs(
    (name) => (all[name] ?? '').trim(),
    (path) => files.includes(path),
  );
}

describe('the inputs', () => {
  test('need nothing but an image', () => {
    expect(inputs({ image: 'oci:build' })).toEqual({
      image: 'oci:build',
      formats: [{ name: 'json', file: 'sekisho-report.json' }],
      scan: { databaseWarnAgeMs: 3 * 86_400_000, databaseMaxAgeMs: 14 * 86_400_000 },
      plainHttp: false,
      failOnPolicy: true,
      summary: true,
    });
  });

  test('take sekisho.yaml for the policy when it is there and none is named', () => {
    expect(inputs({ image: 'a' }, ['sekisho.yaml']).policy).toBe('sekisho.yaml');
    expect(inputs({ image: 'a', policy: 'ci/strict.yaml' }, ['sekisho.yaml']).policy).toBe('ci/strict.yaml');
  });

  test('with attest name a key as text or as a file, and tags', () => {
    const key = '-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nabc\n-----END-----';
    const read = (more: Record<string, string>): unknown =>
      inputs({ image: 'a', attest: 'true', ...more }).attest;
    expect(read({ key, password: 'x', tags: '1.0.0, latest\n1.0' })).toEqual({
      key: { text: key },
      password: 'x',
      tags: ['1.0.0', 'latest', '1.0'],
    });
    expect(read({ key: 'release.key' })).toEqual({ key: { file: 'release.key' }, password: '', tags: [] });
  });

  test('without attest do not carry the key on', () => {
    expect(inputs({ image: 'a', key: 'release.key', password: 'x' }).attest).toBeUndefined();
  });

  test('take several reports, one a line, and a file name may hold an equals sign', () => {
    const format = 'json=a.json\n\n  gitlab = b=c.json  ';
    expect(inputs({ image: 'a', format }).formats).toEqual([
      { name: 'json', file: 'a.json' },
      { name: 'gitlab', file: 'b=c.json' },
    ]);
  });

  test('hand on what a scan is to be told', () => {
    const given = {
      base: 'debian:12.7-slim',
      'known-bases': 'ci/bases',
      baseline: 'last.json',
      vex: 'team.openvex.json\n vendor csaf.json ',
      'malware-hashes': 'hashes.txt',
      clamd: 'tcp:clamav:3310',
      only: 'packages, vulnerabilities',
      'db-warn-age': '7d',
    };
    expect(inputs({ image: 'a', ...given }).scan).toEqual({
      base: 'debian:12.7-slim',
      knownBases: 'ci/bases',
      baseline: 'last.json',
      vex: ['team.openvex.json', 'vendor csaf.json'],
      malwareHashes: 'hashes.txt',
      clamd: 'tcp:clamav:3310',
      only: ['packages', 'vulnerabilities'],
      databaseWarnAgeMs: 7 * 86_400_000,
      databaseMaxAgeMs: 14 * 86_400_000,
    });
  });

  test('of a scan of some parts only leave out the policy that lies there', () => {
    expect(inputs({ image: 'a', only: 'packages' }, ['sekisho.yaml']).policy).toBeUndefined();
  });

  test('take advisories from paths or from one address', () => {
    expect(inputs({ image: 'a', advisories: 'osv\nkev.json' }).advisories).toEqual({
      paths: ['osv', 'kev.json'],
    });
    expect(inputs({ image: 'a', advisories: 'https://osv.example/all' }).advisories).toEqual({
      url: 'https://osv.example/all',
    });
  });

  const wrong: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{}, 'input image: is missing'],
    [{ image: ' ' }, 'input image: is missing'],
    [{ image: 'a', attest: 'yes' }, 'input attest: is true or false, not "yes"'],
    [{ image: 'a', attest: 'True' }, 'input attest: is true or false, not "True"'],
    [{ image: 'a', attest: '' }, 'input attest: is true or false, not ""'],
    [{ image: 'a', 'fail-on-policy': 'flase' }, 'input fail-on-policy: is true or false, not "flase"'],
    [{ image: 'a', summary: '1' }, 'input summary: is true or false, not "1"'],
    [{ image: 'a', 'plain-http': 'on' }, 'input plain-http: is true or false, not "on"'],
    [
      { image: 'a', attest: 'true' },
      'input key: is empty, and attest needs a private key; a pull request from a fork gets no secrets',
    ],
    [{ image: 'a', format: 'json' }, 'input format: is one NAME=FILE per line, not json'],
    [
      { image: 'a', 'db-max-age': '3' },
      'input db-max-age: is a number and a unit, as in 36h or 14d, not "3"',
    ],
    [{ image: 'a', 'db-max-age': '' }, 'input db-max-age: is a number and a unit, as in 36h or 14d, not ""'],
    [
      { image: 'a', 'db-warn-age': 'x' },
      'input db-warn-age: is a number and a unit, as in 36h or 14d, not "x"',
    ],
    [
      { image: 'a', only: 'packages', policy: 'p.yaml' },
      'input only: is a scan that cannot be judged: leave out policy',
    ],
    [
      { image: 'a', only: 'packages', attest: 'true', key: 'k' },
      'input only: is a scan that is never signed: leave out attest',
    ],
    [{ image: 'a', format: '=a.json' }, 'input format: is one NAME=FILE per line, not =a.json'],
    [{ image: 'a', format: 'json=' }, 'input format: is one NAME=FILE per line, not json='],
    [
      { image: 'a', advisories: 'http://osv.example' },
      'input advisories: is either one https:// address, or paths',
    ],
    [{ image: 'a', advisories: 'file:///etc' }, 'input advisories: is either one https:// address, or paths'],
    [
      { image: 'a', advisories: 'osv\nhttps://a' },
      'input advisories: is either one https:// address, or paths',
    ],
  ];
  test.each(wrong)('%j are refused', (set, message) => {
    expect(() => inputs(set)).toThrow(expect.objectContaining({ code: 'ACTION_INPUT', message }));
  });
});
