import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretExamples } from './examples.ts';
import { factOf, rulesFound } from './support.ts';

const token = secretExamples().get('github-personal-token')?.hits[0] ?? '';
const key = secretExamples().get('private-key')?.hits[0] ?? '';
const path = 'app/notes.txt';

test('a fact names rules and lines and holds nothing of a secret', () => {
  const text = `first\n${token}\nthird\n${key}`;
  expect(factOf(text, path)).toEqual([
    { rule: 'github-personal-token', line: 2, count: 1 },
    { rule: 'private-key', line: 4, count: 1 },
  ]);
  const kept = JSON.stringify(factOf(text, path));
  for (let at = 0; at + 8 <= token.length; at++) expect(kept.includes(token.slice(at, at + 8))).toBe(false);
});

test('a kind of secret is told once for a file, with its first line and how often it is there', () => {
  expect(factOf(`${token}\n\n${token} ${token}\n`, path)).toEqual([
    { rule: 'github-personal-token', line: 1, count: 3 },
  ]);
});

test('wherever chunks end, the same is found in the same lines', () => {
  const filler = 'some words that fill a line of a text\n';
  // By number: a counterexample is printed.
  const parts = [token, key, filler, filler.repeat(500), '\n'];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70_000 }),
      fc.array(fc.nat({ max: parts.length - 1 }), { maxLength: 40 }),
      (chunkBytes, numbers) => {
        const text = `${numbers.map((number) => parts[number]).join('\n')}\n${filler}`;
        expect(factOf(text, path, chunkBytes)).toEqual(factOf(text, path));
      },
    ),
    { numRuns: 60 },
  );
});

test('lines are right behind megabytes of text, and in a single line too', () => {
  const lines = 'a line\n'.repeat(300_000);
  expect(factOf(lines + token, path, 65_536)).toEqual([
    { rule: 'github-personal-token', line: 300_001, count: 1 },
  ]);
  expect(factOf(`${'word '.repeat(400_000)}${token}`, path, 65_536)).toEqual([
    { rule: 'github-personal-token', line: 1, count: 1 },
  ]);
});

test('UTF-16 is read as text, with and without a byte order mark', () => {
  const wide = Buffer.from(`key = ${token}\r\n`.repeat(3), 'utf16le');
  const bom = Buffer.concat([Buffer.from([0xff, 0xfe]), wide]);
  for (const bytes of [wide, bom, Buffer.from(wide).swap16(), Buffer.from(bom).swap16()]) {
    for (const chunkBytes of [1, 7, 4096]) {
      expect(rulesFound(bytes, path, chunkBytes)).toEqual(['github-personal-token']);
    }
  }
});

test('a binary file is passed over', () => {
  expect(factOf(`\x7fELF\0\0\0${token}`, path)).toBeUndefined();
  expect(factOf(`${'text '.repeat(100)}\0${token}`, path)).toBeUndefined();
});

test('a file made of what looks like secrets is a problem, not an endless scan', () => {
  const begin = ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ');
  const fact = factOf(begin.repeat(5000), path);
  expect(fact).toEqual({ problem: `${path} has more in it that looks like secrets than is looked at` });
});

describe('whatever a file holds', () => {
  const words = fc.constantFrom(
    ['-----BEGIN', 'PRIVATE KEY-----'].join(' '),
    '-----END',
    'AKIA',
    'eyJhbGciOi',
    '.eyJ',
    'a://b:',
    '@',
    'password = "',
    'curl -u a:',
    'PuTTY-User-Key-File-3: ',
    '"kty":"EC"',
    '\n',
    ' ',
    'A'.repeat(50),
  );

  test('it is read to an end, in any chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 200 }),
        fc.integer({ min: 1, max: 5000 }),
        (parts, chunkBytes) => {
          const fact = factOf(parts.join(''), 'app/settings.yaml', chunkBytes);
          expect(fact === undefined || Array.isArray(fact)).toBe(true);
        },
      ),
    );
  });

  test('repetition of any part of a pattern ends as well', () => {
    for (const part of [
      ' ',
      'a',
      '-',
      'password ',
      'curl -u ',
      'eyJhbGciOi',
      '://a:',
      '"kty":"EC",',
      'heroku',
    ]) {
      const fact = factOf(part.repeat(200_000 / part.length), 'app/settings.yaml');
      expect(fact === undefined || typeof fact === 'object').toBe(true);
    }
  });
});
