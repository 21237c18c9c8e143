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

const filler = 'some words that fill a line of a text\n';
/** Parts of files; properties choose them by number, since a counterexample is printed. */
const parts: readonly Buffer[] = [
  token,
  key,
  filler,
  filler.repeat(100),
  filler.repeat(500),
  '\n',
  '\0',
  'curl curl -u bob:',
  Buffer.from(`key = ${token}\r\n`.repeat(3), 'utf16le'),
  Buffer.from([0xff, 0xfe]),
  Buffer.alloc(300),
].map((part) => Buffer.from(part));
const someParts = fc.array(fc.nat({ max: parts.length - 1 }), { maxLength: 40 });
const someChunks = fc.array(fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 70_000 })), {
  minLength: 1,
  maxLength: 5,
});

test('wherever chunks end, the same is found in the same lines', () => {
  fc.assert(
    fc.property(someChunks, someParts, (chunkBytes, numbers) => {
      const bytes = Buffer.concat(numbers.map((number) => parts[number] ?? Buffer.alloc(0)));
      expect(factOf(bytes, path, ...chunkBytes)).toEqual(factOf(bytes, path));
    }),
    { numRuns: 120 },
  );
});

test('a NUL among the first 8000 bytes makes a file binary, and none behind them, wherever chunks end', () => {
  const fileWith = (nulAt: number): Buffer => {
    const bytes = Buffer.from(`${token}\n${filler.repeat(500)}`);
    bytes[nulAt] = 0;
    return bytes;
  };
  for (const chunkBytes of [undefined, 1, 63, 64, 100, 7999, 8000, 8001]) {
    expect(rulesFound(fileWith(7999), path, chunkBytes)).toEqual([]);
    expect(rulesFound(fileWith(8000), path, chunkBytes)).toEqual(['github-personal-token']);
  }
});

test('a secret that two keywords lead to is one, wherever the bytes that are looked at in one go end', () => {
  const call = 'curl curl -u bob:tr0ub4dor';
  const text = `${filler.repeat(6899)}${'x'.repeat(100)} ${call}\n${filler.repeat(500)}`;
  for (let shift = 0; shift < 200; shift += 1) {
    const moved = Buffer.from('.'.repeat(shift) + text);
    expect(factOf(moved, path, 65_536)).toEqual([{ rule: 'curl-login', line: 6900, count: 1 }]);
  }
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
