import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { helperFor, minBytesBeside, readsTwo } from '../../src/image/layer-helper.ts';
import { walk } from '../../src/image/walk.ts';
import { hashHere } from '../../src/io/hashing.ts';
import { fakeImage } from '../fakes/layers.ts';
import { file, tar } from '../fakes/tar.ts';
import { textReader } from './walked.ts';

const large = { size: minBytesBeside };
const small = { size: minBytesBeside - 1 };
const folder = { size: minBytesBeside, visit: async () => {} };

test.each([
  ['no layer', []],
  ['small layers', [small, small]],
  ['a layer of unknown size', [{}]],
  ['a folder', [folder]],
])('no thread is started for %s', (_, layers) => {
  expect(helperFor(layers)).toBe(undefined);
});

test('a thread hashes where there is a processor for it, unless two layers are read at a time', () => {
  const started = [[large], [small, large], [large, large]].map(helperFor);
  for (const one of started) one?.close();
  const isUseful = availableParallelism() > 1;
  expect(started.map((one) => one !== undefined)).toEqual([isUseful, isUseful, isUseful && !readsTwo()]);
});

test.each([
  ['are read', tar(file('a', randomBytes(minBytesBeside)))],
  ['cannot be read', Buffer.concat([tar(file('a', randomBytes(minBytesBeside))), Buffer.alloc(1024, 'x')])],
])('the thread of a walk hashes its large layers, and is closed when they %s', async (_, archive) => {
  const told = { begun: 0, closed: 0 };
  const helper = {
    ...hashHere,
    begin(...args: Parameters<typeof hashHere.begin>) {
      told.begun += 1;
      return hashHere.begin(...args);
    },
    close() {
      told.closed += 1;
    },
  };
  await walk(fakeImage(archive), [textReader], { helper }).catch(() => {});
  expect(told.begun).toBeGreaterThan(0);
  expect(told.closed).toBe(1);
});
