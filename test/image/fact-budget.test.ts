import { describe, expect, test } from 'vitest';
import { dpkg } from '../../src/catalog/dpkg.ts';
import { npm } from '../../src/catalog/npm.ts';
import { bytesOf, createFactBudget } from '../../src/image/fact-budget.ts';
import type { Layer } from '../../src/image/image.ts';
import { walk } from '../../src/image/walk.ts';
import { endOfArchive, tarMember } from '../fakes/tar.ts';

describe('the bytes of a fact', () => {
  test.each([
    ['a text', 'x'.repeat(100), 116],
    ['a number', 7, 8],
    ['nothing', null, 8],
    ['a list of paths', ['usr/bin/a', 'usr/bin/b'], 8 + 2 * (8 + 16 + 9)],
    ['a package', { name: 'a', version: '1' }, 512 + 2 * (8 + 16 + 1)],
  ])('%s', (_, fact, bytes) => {
    expect(bytesOf(fact)).toBe(bytes);
  });

  test('are taken until nothing is left', () => {
    const keep = createFactBudget(10);
    keep('layer 1', 6);
    keep('layer 2', 4);
    expect(() => keep('layer 3', 1)).toThrow(
      'layer 3 has more than 10 bytes of lists of packages, files and findings',
    );
  });
});

/** A layer that is made while it is read: as large as it says, and nowhere in memory. */
function layerOf(members: () => Generator<Buffer>): Layer {
  return {
    diffId: null,
    async open() {
      return (async function* () {
        yield* members();
        yield endOfArchive;
      })();
    },
  };
}

const tooMany = expect.objectContaining({
  code: 'TOO_MANY',
  message: expect.stringMatching(/^layer \d+ has more than 1073741824 bytes of lists of packages, files and/),
});

/** Resident bytes now, by how many they were more at the worst while `run` ran. */
async function memoryOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  await run().finally(() => clearInterval(timer));
  return Math.max(most, process.memoryUsage.rss()) - before;
}

const gigabyte = 1024 ** 3;
const timeout = 120_000;

describe('layers that unpack to lists without end are given up', () => {
  test('a status file of packages just below its cap in each of many layers', { timeout }, async () => {
    const paragraph = (index: number): string =>
      `Package: p${index}\nStatus: a b installed\nVersion: 1.${index}\n\n`;
    const content = Buffer.from(Array.from({ length: 99_999 }, (_, index) => paragraph(index)).join(''));
    const layer = layerOf(function* () {
      yield tarMember({ path: 'var/lib/dpkg/status', content });
    });
    const layers = Array.from({ length: 127 }, () => layer);
    const memory = await memoryOf(() => expect(walk({ layers }, dpkg.readers)).rejects.toEqual(tooMany));
    expect(memory).toBeLessThan(1.5 * gigabyte);
  });

  test('small lists that are parts of large texts', { timeout }, async () => {
    const content = Buffer.alloc(60_000_000, 'x');
    content.write('Package: aaaaaaaaaaaaaaaaaaaa\nVersion: 1.2.3.4.5.6.7.8.9.10\nDescription: ');
    const layer = layerOf(function* () {
      for (let index = 0; index < 1000; index += 1)
        yield tarMember({ path: `var/lib/dpkg/status.d/p${index}`, content });
    });
    const memory = await memoryOf(() =>
      expect(walk({ layers: [layer] }, dpkg.readers)).rejects.toEqual(tooMany),
    );
    expect(memory).toBeLessThan(2.5 * gigabyte);
  });

  test('and 200,000 packages of npm are none of those', { timeout }, async () => {
    const layer = layerOf(function* () {
      for (let index = 0; index < 20_000; index += 1) {
        const path = `srv/app/node_modules/package-${index}/package.json`;
        yield tarMember({ path, content: `{"name":"package-${index}","version":"1.0.${index}"}` });
      }
    });
    const layers = Array.from({ length: 10 }, () => layer);
    await expect(walk({ layers }, npm.readers)).resolves.toBeDefined();
  });
});
