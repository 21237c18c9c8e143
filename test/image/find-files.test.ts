import fc from 'fast-check';
import { expect, test } from 'vitest';
import { walk } from '../../src/image/walk.ts';
import { fakeImage } from '../fakes/layers.ts';
import { directory, file, tar } from '../fakes/tar.ts';

const name = fc.constantFrom('a', 'b', 'a.b', 'Z', 'é');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

test('files that are wanted are found as they are among all entries, sorted by path', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(path, { maxLength: 20 }), async (paths) => {
      const view = await walk(fakeImage(tar(...paths.map((at) => file(at, at)))), []);
      const wanted = (at: string): boolean => at.length % 2 === 0;
      const expected = [...view.entries()].filter(([at]) => wanted(at)).sort(([a], [b]) => (a < b ? -1 : 1));
      expect(view.find(wanted)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('what is asked of a file is what the view shows of it', async () => {
  const layer = tar(directory('etc'), file('etc/passwd', 'root', { mode: 0o646 }));
  const view = await walk(fakeImage(layer), []);
  const asked: unknown[] = [];
  view.find((at, { type, mode }) => asked.push([at, type, mode]) === 0);
  expect(asked).toEqual([
    ['etc', 'directory', view.get('etc')?.mode],
    ['etc/passwd', 'file', 0o646],
  ]);
});
