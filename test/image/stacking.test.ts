import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileView } from '../../src/image/file-view.ts';
import { directory, file, hardlink, symlink, type TarMember } from '../fakes/tar.ts';
import { listing, textReader, walked } from './walked.ts';

const path = fc.constantFrom('a', 'b', 'd', 'd/a', 'd/b', 'd/e', 'd/e/a', 'e', 'e/a');
const text = fc.constantFrom('0', '1', '2');

const ordinary: fc.Arbitrary<TarMember> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(path, text).map(([name, content]) => file(name, content)) },
  { weight: 2, arbitrary: path.map((name) => directory(name)) },
  { weight: 1, arbitrary: fc.tuple(path, path).map(([name, target]) => symlink(name, `/${target}`)) },
  { weight: 1, arbitrary: fc.tuple(path, path).map(([name, target]) => hardlink(name, target)) },
);
const mark: fc.Arbitrary<TarMember> = fc.oneof(
  path.map((name) => file(name.replace(/[^/]+$/, '.wh.$&'))),
  fc.constantFrom('d', 'd/e', 'e').map((name) => file(`${name}/.wh..wh..opq`)),
);
const layer = fc.array(fc.oneof({ weight: 3, arbitrary: ordinary }, { weight: 1, arbitrary: mark }), {
  maxLength: 8,
});

/** A layer that has what a view shows: what a tool that squashes layers would write. */
function squashed(view: FileView): TarMember[] {
  const texts = new Map(view.facts(textReader).map(({ path: name, fact }) => [name, String(fact)]));
  return [...view.entries()].map(([name, { type, link = '' }]) => {
    if (type === 'directory') return directory(name);
    return type === 'symlink' ? symlink(name, link) : file(name, texts.get(name) ?? '');
  });
}

describe('layers on top of each other', () => {
  test('show the same when the lower ones are squashed to one', async () => {
    await fc.assert(
      fc.asyncProperty(layer, layer, layer, async (first, second, third) => {
        const lower = await walked(first, second);
        const all = await walked(first, second, third);
        // Where engines disagree, more stays than any one layer would say.
        fc.pre(all.problems.length === 0);
        expect(listing(await walked(squashed(lower), third))).toEqual(listing(all));
      }),
      { numRuns: 500 },
    );
  });

  test('show the same when empty ones lie between them', async () => {
    await fc.assert(
      fc.asyncProperty(layer, layer, async (first, second) => {
        const view = await walked([], first, [], [], second, []);
        expect(listing(view)).toEqual(listing(await walked(first, second)));
      }),
      { numRuns: 200 },
    );
  });

  test('show nothing of a lower one that neither it nor a higher one has', async () => {
    await fc.assert(
      fc.asyncProperty(layer, layer, async (lower, upper) => {
        const known = new Set([...listing(await walked(lower)), ...listing(await walked(upper))]);
        const view = await walked(lower, upper);
        // A hard link to a lower layer has its content only with that below it.
        fc.pre(!upper.some(({ flag }) => flag === '1'));
        for (const line of listing(view)) expect(known).toContain(line);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whiteouts', () => {
  test('never hide what their own layer has, wherever they stand in it', async () => {
    await fc.assert(
      fc.asyncProperty(layer, layer, async (lower, upper) => {
        const alone = await walked(upper.filter((member) => !String(member.path).includes('.wh.')));
        const view = await walked(lower, upper);
        // A mark below a file has no place but where the file is: a problem, and no engine unpacks it.
        fc.pre(!view.problems.some((sentence) => sentence.includes('no directory')));
        fc.pre(!upper.some(({ flag }) => flag === '1'));
        const shown = new Set(listing(view));
        for (const line of listing(alone)) expect(shown).toContain(line);
      }),
      { numRuns: 500 },
    );
  });

  test('make no difference to each other by their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        layer,
        fc.uniqueArray(mark, { selector: ({ path: name }) => name }),
        async (lower, marks) => {
          const view = await walked(lower, marks);
          expect(listing(await walked(lower, marks.toReversed()))).toEqual(listing(view));
        },
      ),
      { numRuns: 200 },
    );
  });
});
