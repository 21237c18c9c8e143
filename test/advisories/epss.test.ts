import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cveNumber } from '../../src/advisories/cve-number.ts';
import { readEpss } from '../../src/advisories/epss.ts';
import { isFault } from '../../src/errors.ts';
import { fixtures } from './support/workspace.ts';

const sample = readFileSync(join(fixtures, 'epss.csv'));
const head = '#model_version:v2025.03.14,score_date:2026-11-24T12:55:00Z\ncve,epss,percentile\n';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (text: Buffer | string, size = 7) => readEpss(inPieces(Buffer.from(text), size), 'epss.csv');

test('a real file is read, with its day', async () => {
  const { scoredAt, cves, scores } = await read(sample);
  expect(scoredAt).toBe(Date.parse('2024-10-25T00:00:00Z'));
  expect([cves.length, scores.length]).toEqual([29, 29]);
  expect([cves[0], scores[0]]).toEqual([cveNumber('CVE-1999-0005'), 91_963]);
});

test('however it is packed and cut, it says the same', async () => {
  const { digest } = await read(sample);
  for (const bytes of [
    sample,
    gzipSync(sample),
    zstdCompressSync(sample),
    Buffer.from(`${sample}`.replaceAll('\n', '\r\n')),
  ]) {
    expect((await read(bytes, 1)).digest).toBe(digest);
    expect((await read(bytes, 5000)).digest).toBe(digest);
  }
});

test('the lowest scores are written with an exponent', async () => {
  const { scores } = await read(`${head}CVE-2026-1000,1e-05,0.00042\nCVE-2026-1001,1.0,1.0\n`);
  expect(scores).toEqual([1, 100_000]);
});

test.each([
  ['nothing', ''],
  ['no line with its day', 'cve,epss,percentile\nCVE-2026-1000,0.1,0.1\n'],
  ['a day that is none', head.replace('2026-11-24', '2026-13-44')],
  ['no header', '#model_version:v1,score_date:2026-11-24\nCVE-2026-1000,0.1,0.1\n'],
  ['other columns', `${head.replace('epss', 'score')}CVE-2026-1000,0.1,0.1\n`],
  ['no scores', head],
  ['an id that is no CVE', `${head}GHSA-1,0.1,0.1\n`],
  ['a probability above one', `${head}CVE-2026-1000,1.5,0.1\n`],
  ['a number that is none', `${head}CVE-2026-1000,NaN,0.1\n`],
  ['a formula', `${head}CVE-2026-1000,=1,0.1\n`],
  ['a page in its place', '<html><body>moved</body></html>'],
])('a file with %s is refused', async (_, text) => {
  await expect(read(text)).rejects.toMatchObject({
    code: expect.stringMatching(/^(?:ADVISORIES_SOURCE|TIME_MALFORMED)$/),
  });
});

test('a line without end is not gathered', async () => {
  let taken = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    yield Buffer.from(head);
    for (; taken < 1000; taken += 1) yield Buffer.alloc(512 * 1024, 'x');
  }
  await expect(readEpss(endless(), 'epss.csv')).rejects.toMatchObject({ code: 'ADVISORIES_SOURCE' });
  expect(taken).toBeLessThan(10);
});

test('what unpacks to a thousand times its size is given up at its first bad line', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from(head), Buffer.alloc(64 * 1024 * 1024, '\n')]));
  await expect(read(bomb, 65_536)).rejects.toMatchObject({ code: 'ADVISORIES_SOURCE' });
});

test('whatever the bytes, it is read or refused', async () => {
  const text = fc.array(
    fc.oneof(
      fc.constantFrom(head, '\n', ',', 'CVE-2026-1000', '0.5', '1e-05', '#score_date:2026-01-01', '\r'),
      fc.string(),
    ),
  );
  await fc.assert(
    fc.asyncProperty(text, async (parts) => {
      const refusal = await read(parts.join('')).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(refusal === undefined || isFault(refusal)).toBe(true);
    }),
  );
});

test.each(['CVE-1', 'CVE-2026-12', 'CVE-2026-1234567890', 'GHSA-1', ''])('%j has no number', (id) => {
  expect(cveNumber(id)).toBeUndefined();
});
