import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readZip, type ZipLimits, zipLimits } from '../../src/advisories/zip.ts';
import { workspace } from './support/workspace.ts';
import { zipArchive } from './support/zip-archive.ts';

const text = (content: string): Buffer => Buffer.from(content);

async function entriesOf(archive: Buffer, limits: ZipLimits = zipLimits): Promise<[string, string][]> {
  const path = workspace().file('some.zip', archive);
  const entries: [string, string][] = [];
  for await (const { rawName, bytes } of readZip(path, 'some.zip', limits)) {
    entries.push([rawName.toString(), bytes.toString('latin1')]);
  }
  return entries;
}

test('entries come in the order of the directory, whole', async () => {
  const big = randomBytes(3 * 1024 * 1024);
  const archive = zipArchive([
    { name: 'a', bytes: text('first') },
    { name: 'folder/', bytes: text('') },
    { name: 'b', bytes: big },
    { name: 'c', bytes: text('last') },
  ]);
  expect(await entriesOf(archive)).toEqual([
    ['a', 'first'],
    ['b', big.toString('latin1')],
    ['c', 'last'],
  ]);
});

test('entries that are stored as they are come out as they are', async () => {
  const archive = zipArchive(
    ['a', 'b'].map((name) => ({ name, bytes: text(`content of ${name}`), stored: true })),
  );
  expect(await entriesOf(archive)).toEqual([
    ['a', 'content of a'],
    ['b', 'content of b'],
  ]);
});

test('names are not looked at', async () => {
  const names = ['../../etc/passwd', '/root', 'C:\\x', '\u0000', 'a'.repeat(5000)];
  const archive = zipArchive(names.map((name) => ({ name, bytes: text('x') })));
  expect(await entriesOf(archive)).toEqual(names.map((name) => [name, 'x']));
});

const good = zipArchive([{ name: 'a', bytes: text('some content') }]);

test.each<[string, Buffer]>([
  ['empty', Buffer.alloc(0)],
  ['no zip', text('{"id": "X-1"}')],
  ['cut in the middle', good.subarray(0, good.length / 2)],
  ['without its last byte', good.subarray(0, -1)],
  ['without its first bytes', good.subarray(10)],
  ['with a checksum that is not its', zipArchive([{ name: 'a', bytes: text('x'), lies: { crc: 1 } }])],
  ['that unpacks to more than it claims', zipArchive([{ name: 'a', bytes: text('xxx'), lies: { size: 1 } }])],
  ['that unpacks to less than it claims', zipArchive([{ name: 'a', bytes: text('xxx'), lies: { size: 9 } }])],
  ['packed by an unknown method', zipArchive([{ name: 'a', bytes: text('x'), lies: { method: 99 } }])],
])('an archive %s is refused', async (_, archive) => {
  await expect(entriesOf(archive)).rejects.toMatchObject({ code: 'ADVISORIES_SOURCE' });
});

test('an entry that claims to be larger than the limit is refused before it is unpacked', async () => {
  const archive = zipArchive([{ name: 'a', bytes: text('x'), lies: { size: 0xfffffff0 } }]);
  await expect(entriesOf(archive)).rejects.toMatchObject({ code: 'TOO_LARGE' });
});

test('a bomb is refused when it has unpacked to the limit', async () => {
  const bomb = zipArchive(
    Array.from({ length: 5 }, (_, index) => ({ name: `${index}`, bytes: Buffer.alloc(30 * 1024 * 1024) })),
  );
  expect(bomb.length).toBeLessThan(256 * 1024);
  await expect(entriesOf(bomb)).rejects.toMatchObject({ code: 'TOO_LARGE' });
});

test('more entries than the limit are refused', async () => {
  const archive = zipArchive(['a', 'b', 'c'].map((name) => ({ name, bytes: text('x') })));
  await expect(entriesOf(archive, { ...zipLimits, maxEntries: 2 })).rejects.toMatchObject({
    code: 'ADVISORIES_SOURCE',
  });
});

test('an archive with any byte changed gives the same entries or none of its own making', async () => {
  const honest = await entriesOf(good);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), async (at, byte) => {
      const archive = Buffer.from(good);
      archive[at] = byte;
      const outcome = await entriesOf(archive).catch((error: { code: string }) => error.code);
      const contents = Array.isArray(outcome) ? outcome.map(([, content]) => content) : outcome;
      expect([honest.map(([, content]) => content), [], 'ADVISORIES_SOURCE', 'TOO_LARGE']).toContainEqual(
        contents,
      );
    }),
  );
});

test('a file that is not there is said to be unreadable', async () => {
  await expect(readZip('/nowhere/all.zip').next()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});
