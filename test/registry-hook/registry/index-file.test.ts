import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyIndex,
  findEntry,
  type LayoutIndex,
  parseIndex,
  renderIndex,
  tagsOf,
  withManifest,
  withoutManifest,
  withoutTag,
} from '../../../registry-hook/registry/index-file.ts';
import { sha256 } from '../../../src/model/digest.ts';
import { mediaTypes } from '../../../src/model/manifest.ts';

const refName = 'org.opencontainers.image.ref.name';
const entry = (name: string) => ({ mediaType: mediaTypes.manifest, digest: sha256(name), size: name.length });
const push = (index: LayoutIndex, name: string, tag?: string) => withManifest(index, entry(name), tag);

describe('index.json', () => {
  test('has a tag on the manifest that was pushed last under it, and keeps the other without it', () => {
    const index = push(push(emptyIndex, 'first', 'latest'), 'second', 'latest');
    expect(index.manifests).toEqual([
      entry('first'),
      { ...entry('second'), annotations: { [refName]: 'latest' } },
    ]);
  });

  test('has one entry for each tag of a manifest, and none besides', () => {
    const index = push(push(push(emptyIndex, 'a'), 'a', '1'), 'a', '2');
    expect(index.manifests.map(({ annotations }) => annotations?.[refName])).toEqual(['1', '2']);
  });

  test('does not change when what is pushed is there', () => {
    const index = push(emptyIndex, 'a', '1');
    expect(push(index, 'a')).toBe(index);
    expect(push(index, 'a', '1')).toEqual(index);
  });

  test('without a tag keeps the manifest, and its other tags', () => {
    const index = push(push(emptyIndex, 'a', '1'), 'a', '2');
    expect(tagsOf(withoutTag(index, '1'))).toEqual(['2']);
    expect(withoutTag(withoutTag(index, '1'), '2').manifests).toEqual([entry('a')]);
  });

  test('without a manifest has none of its tags', () => {
    const index = push(push(push(emptyIndex, 'a', '1'), 'a', '2'), 'b', '3');
    expect(tagsOf(withoutManifest(index, entry('a').digest))).toEqual(['3']);
  });

  test('keeps what other tools wrote: more fields, names that are no tags', () => {
    const foreign = {
      schemaVersion: 2,
      manifests: [
        {
          ...entry('a'),
          platform: { os: 'linux' },
          annotations: { [refName]: 'docker.io/library/a:1', x: 'y' },
        },
      ],
      annotations: { made: 'elsewhere' },
    };
    const index = push(parseIndex(Buffer.from(JSON.stringify(foreign)), 'index.json'), 'b', '1');
    expect(JSON.parse(renderIndex(index))).toEqual({
      ...foreign,
      manifests: [...foreign.manifests, { ...entry('b'), annotations: { [refName]: '1' } }],
    });
    expect(tagsOf(index)).toEqual(['1']);
    expect(findEntry(index, entry('a').digest)?.platform).toEqual({ os: 'linux' });
  });

  test.each(['', '[]', '{"schemaVersion":2}', '{"schemaVersion":2,"manifests":[{"digest":"x"}]}'])(
    'is not read from %j',
    (text) => {
      expect(() => parseIndex(Buffer.from(text), 'index.json')).toThrow(
        expect.objectContaining({ code: 'JSON_MALFORMED' }),
      );
    },
  );

  test('after any changes: a tag names one manifest, and no manifest is lost but by its own deletion', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const tag = fc.constantFrom('1', '2');
    const change = fc.oneof(
      fc.record({ push: name, tag: fc.option(tag, { nil: undefined }) }),
      fc.record({ untag: tag }),
      fc.record({ remove: name }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const tags = new Map<string, string>();
        const names = new Set<string>();
        let index = emptyIndex;
        for (const step of changes) {
          if ('push' in step) {
            index = push(index, step.push, step.tag);
            names.add(step.push);
            if (step.tag !== undefined) tags.set(step.tag, step.push);
          } else if ('untag' in step) {
            index = withoutTag(index, step.untag);
            tags.delete(step.untag);
          } else {
            index = withoutManifest(index, entry(step.remove).digest);
            names.delete(step.remove);
            for (const [key, value] of tags) if (value === step.remove) tags.delete(key);
          }
        }
        expect(tagsOf(index)).toEqual([...tags.keys()].sort());
        for (const [key, value] of tags) expect(findEntry(index, key)?.digest).toBe(entry(value).digest);
        expect(new Set(index.manifests.map(({ digest }) => digest))).toEqual(
          new Set([...names].map((value) => entry(value).digest)),
        );
        expect(index.manifests.length).toBeLessThanOrEqual(tags.size + names.size);
      }),
    );
  });
});
