import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createListBudget } from '../../../src/catalog/listed-files.ts';
import { parseHeader, type tags } from '../../../src/catalog/rpm/header.ts';
import { packageOf, type RpmPackage } from '../../../src/catalog/rpm/package.ts';
import { type FakeValue, fakeHeader } from '../../fakes/rpm.ts';
import { mutated, mutations } from '../support.ts';

const named = { name: 'a', version: '1', release: '2' };
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const file = 0o100644;

const withFiles = {
  ...named,
  epoch: [3],
  architecture: 'x86_64',
  baseNames: ['tool', 'tool.conf'],
  dirNames: ['/usr/bin/', '/etc/'],
  dirIndexes: [0, 1],
  fileDigests: [md5, md5],
  fileModes: [file, file],
  fileFlags: [0, 1],
};

function read(values: Readonly<Partial<Record<keyof typeof tags, FakeValue>>>): RpmPackage | undefined {
  return packageOf(parseHeader(fakeHeader(values)), createListBudget());
}

test('a header gives the package and its files, with checksums and configuration', () => {
  expect(read(withFiles)).toEqual({
    ...named,
    epoch: 3,
    architecture: 'x86_64',
    files: { paths: ['usr/bin/tool', 'etc/tool.conf'], digests: [md5, md5], configuration: [1] },
  });
});

test('an imported key is no package', () => {
  expect(read({ ...named, name: 'gpg-pubkey' })).toBeUndefined();
});

test('the module is told where there is one', () => {
  expect(read({ ...named, modularityLabel: 'nodejs:18:1:c' })).toMatchObject({
    modularityLabel: 'nodejs:18:1:c',
  });
  expect(read({ ...named, modularityLabel: '' })).not.toHaveProperty('modularityLabel');
});

test('a package from before rpm 4 has whole paths', () => {
  expect(read({ ...named, oldFileNames: ['/bin/a', '/b'] })?.files?.paths).toEqual(['bin/a', 'b']);
});

describe('a file has a checksum only when its bytes can be expected to be those of the package', () => {
  test.each<[string, Readonly<Partial<Record<keyof typeof tags, FakeValue>>>]>([
    ['a ghost, which the package did not bring', { fileFlags: [64, 64] }],
    ['a link', { fileModes: [0o120777, 0o120777] }],
    ['a folder', { fileModes: [0o040755, 0o040755] }],
    ['one that its package expects to change', { fileVerifyFlags: [0xfffffffe, 0xfffffffe] }],
    ['a checksum of another length than its algorithm has', { fileDigestAlgorithm: [8] }],
    ['an algorithm that is not verified', { fileDigestAlgorithm: [10] }],
    ['a checksum that is none', { fileDigests: ['x'.repeat(32), md5.toUpperCase()] }],
  ])('%s has none', (_, values) => {
    expect(read({ ...withFiles, ...values })?.files).toMatchObject({
      paths: ['usr/bin/tool', 'etc/tool.conf'],
    });
    expect(read({ ...withFiles, ...values })?.files).not.toHaveProperty('digests');
  });

  test('SHA-256 is told by its tag', () => {
    const sha256 = md5 + md5;
    const found = read({ ...withFiles, fileDigestAlgorithm: [8], fileDigests: ['', sha256] });
    expect(found?.files?.digests).toEqual(['', sha256]);
  });
});

test('files that were left out, or that another package replaced, are not listed', () => {
  expect(read({ ...withFiles, fileStates: [2, 0] })?.files?.paths).toEqual(['etc/tool.conf']);
  expect(read({ ...withFiles, fileStates: [0, 1] })?.files?.paths).toEqual(['usr/bin/tool']);
});

describe('a header that rpm cannot have written is refused with a sentence', () => {
  const header = fakeHeader(withFiles);
  const patched = (at: number, value: number): Buffer => {
    const bytes = Buffer.from(header);
    bytes.writeUInt32BE(value >>> 0, at);
    return bytes;
  };

  test.each<[string, Buffer, string]>([
    ['no bytes', Buffer.alloc(0), 'a header is cut off'],
    ['no entries', Buffer.alloc(8), 'a header claims 0 entries'],
    ['a billion entries', patched(0, 1_000_000_000), 'a header claims 1000000000 entries'],
    ['four gigabytes', patched(4, 0xffffffff), `a header claims 4294967479 bytes and has ${header.length}`],
    ['a cut', header.subarray(0, 100), `a header claims ${header.length} bytes and has 100`],
  ])('%s', (_, bytes, sentence) => {
    expect(() => parseHeader(bytes)).toThrow(sentence);
  });

  test.each<[string, number, number, string]>([
    ['an offset before the data', 8 + 8, -8, 'tag 1000 of a header begins outside of its header'],
    ['an offset behind the data', 8 + 8, 0x7fffffff, 'tag 1000 of a header begins outside of its header'],
    ['a number for a name', 8 + 4, 4, 'tag 1000 of a header is no text'],
    ['a text for a number', 8 + 48 + 4, 6, 'tag 1003 of a header is no number'],
    ['a billion numbers', 8 + 48 + 12, 1_000_000_000, 'tag 1003 of a header ends outside of its header'],
    ['a billion texts', 8 + 80 + 12, 1_000_000_000, 'tag 1117 of a header has a text without an end'],
  ])('%s', (_, at, value, sentence) => {
    expect(() => packageOf(parseHeader(patched(at, value)), createListBudget())).toThrow(sentence);
  });

  test.each<[Readonly<Partial<Record<keyof typeof tags, FakeValue>>>, string]>([
    [{ ...named, name: '../a' }, 'package ../a 1: its name is missing or not one that rpm allows'],
    [{ name: 'a', version: '1' }, 'package a 1: its release is missing or not one that rpm allows'],
    [{ ...named, version: '1 2' }, 'package a 1 2: its version is missing or not one that rpm allows'],
    [{ ...named, architecture: '\u001b[2J' }, 'its architecture is missing or not one that rpm allows'],
    [{ ...withFiles, dirIndexes: [0, 7] }, 'the folder of its file tool.conf is missing'],
    [{ ...withFiles, baseNames: ['x'.repeat(5000), 'y'] }, 'a path is longer than 4096 characters'],
  ])('%j', (values, sentence) => {
    expect(() => read(values)).toThrow(sentence);
  });
});

test('many names in one long folder end at the budget of the database, not of the machine', () => {
  const baseNames = Array.from({ length: 1000 }, () => 'n');
  const header = fakeHeader({
    ...named,
    baseNames,
    dirIndexes: baseNames.map(() => 0),
    dirNames: ['/x/'.repeat(1000)],
  });
  const budget = createListBudget({ maxCharacters: 100_000 });
  expect(() => packageOf(parseHeader(header), budget)).toThrow('it lists more than');
});

test('whatever bytes a header has, reading ends with a package or an Error', () => {
  const header = fakeHeader(withFiles);
  const tryToRead = (bytes: Buffer): unknown => {
    try {
      return packageOf(parseHeader(bytes), createListBudget());
    } catch (error) {
      return error;
    }
  };
  const outcome = (value: unknown): string => (value instanceof Error ? value.constructor.name : 'package');
  fc.assert(
    fc.property(mutations(header.length), (mutation) => {
      expect(['package', 'Error']).toContain(outcome(tryToRead(mutated(header, mutation))));
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(outcome(tryToRead(Buffer.from(bytes)))).toBe('Error');
    }),
  );
});
