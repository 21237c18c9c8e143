import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../../src/model/digest.ts';
import { forgetBases, type KnownBase, readKnownBases, rememberBase } from '../../src/scan/known-bases.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'bases-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function base(reference: string): KnownBase {
  return {
    schemaVersion: 1,
    reference,
    digest: sha256(reference),
    platform: 'linux/amd64',
    layers: [sha256(`layer of ${reference}`)],
    os: { id: 'debian', versionId: '12' },
    packages: [],
  };
}

test('bases come back as they were remembered, sorted by reference', () => {
  const path = join(folder(), 'made/when/needed');
  rememberBase(path, base('r/b:1'));
  rememberBase(path, base('r/a:1'));
  rememberBase(path, base('r/b:1'));
  expect(readKnownBases(path)).toEqual([base('r/a:1'), base('r/b:1')]);
});

test('a folder that is not there has no bases', () => {
  expect(readKnownBases(join(folder(), 'none'))).toEqual([]);
});

test('a base is forgotten by its reference or its digest, and by nothing else', () => {
  const path = folder();
  rememberBase(path, base('r/a:1'));
  rememberBase(path, base('r/b:1'));
  expect(forgetBases(path, 'r/c:1')).toEqual([]);
  expect(forgetBases(path, 'r/a:1')).toEqual([base('r/a:1')]);
  expect(forgetBases(path, sha256('r/b:1'))).toEqual([base('r/b:1')]);
  expect(readdirSync(path)).toEqual([]);
});

test.each([
  ['no JSON', '{', 'FILE_UNREADABLE'],
  ['another document', '{}', 'JSON_MALFORMED'],
  ['a layer that is no digest', JSON.stringify({ ...base('r/a:1'), layers: ['x'] }), 'JSON_MALFORMED'],
])('a file with %s is a fault that names it', (_, text, code) => {
  const path = folder();
  writeFileSync(join(path, 'x.json'), text);
  expect(() => readKnownBases(path)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining('x.json') }),
  );
});

test('a folder with a name of a base is a fault', () => {
  const path = folder();
  mkdirSync(join(path, 'x.json'));
  expect(() => readKnownBases(path)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
});
