import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  endsUnexplained,
  fixesAfter,
  inRange,
  isAffected,
  isUnbounded,
  type RangeEvent,
  sortRange,
  type VersionRange,
} from '../../src/advisories/ranges.ts';
import { dpkg } from '../../src/advisories/versions/dpkg.ts';
import { semver } from '../../src/advisories/versions/semver.ts';

const introduced = (version: string): RangeEvent => ({ kind: 'introduced', version });
const fixed = (version: string): RangeEvent => ({ kind: 'fixed', version });
const lastAffected = (version: string): RangeEvent => ({ kind: 'last_affected', version });
const limit = (version: string): RangeEvent => ({ kind: 'limit', version });

const affectedOf = (range: VersionRange, versions: readonly string[]): readonly string[] =>
  versions.filter((version) => inRange(semver, version, sortRange(semver, range)));

describe('a range', () => {
  const versions = ['0.0.0-0', '1.0.0', '1.0.1', '1.5.0', '2.0.0', '2.1.0', '3.0.0'];

  test('from 0 without a fix holds every version', () => {
    expect(affectedOf([introduced('0')], versions)).toEqual(versions);
  });

  test('holds the version that introduces and not the one that fixes', () => {
    expect(affectedOf([introduced('1.0.0'), fixed('1.5.0')], versions)).toEqual(['1.0.0', '1.0.1']);
  });

  test('holds the last affected version', () => {
    expect(affectedOf([introduced('0'), lastAffected('1.5.0')], versions)).toEqual(versions.slice(0, 4));
  });

  test('may open again after a fix', () => {
    const range = [introduced('1.0.0'), fixed('1.0.1'), introduced('2.0.0'), fixed('3.0.0')];
    expect(affectedOf(range, versions)).toEqual(['1.0.0', '2.0.0', '2.1.0']);
  });

  test('means the same in whatever order its events come', () => {
    const range = [introduced('0'), fixed('1.0.1'), introduced('2.0.0'), fixed('2.1.0'), introduced('3.0.0')];
    fc.assert(
      fc.property(fc.shuffledSubarray(range, { minLength: range.length }), (shuffled) => {
        expect(affectedOf(shuffled, versions)).toEqual(affectedOf(range, versions));
      }),
    );
  });

  test('that is fixed and introduced again at one version holds that version', () => {
    const range = [introduced('2.0.0'), fixed('2.0.0'), introduced('0'), fixed('3.0.0')];
    expect(affectedOf(range, versions)).toEqual(versions.slice(0, 6));
  });

  test('ends before its limit, and never with the limit *', () => {
    expect(affectedOf([introduced('1.0.1'), limit('2.0.0')], versions)).toEqual(['1.0.1', '1.5.0']);
    expect(affectedOf([introduced('2.1.0'), limit('*')], versions)).toEqual(['2.1.0', '3.0.0']);
  });

  test('with several limits goes as far as the farthest', () => {
    expect(affectedOf([introduced('1.5.0'), limit('2.0.0'), limit('3.0.0')], versions)).toEqual([
      '1.5.0',
      '2.0.0',
      '2.1.0',
    ]);
  });

  test('fixed in 0 holds nothing', () => {
    expect(affectedOf([fixed('0.0.0-0'), introduced('0')], versions)).toEqual([]);
  });

  test('from 0 begins before every pre-release and every tilde', () => {
    expect(inRange(semver, '0.0.0-alpha', [introduced('0')])).toBe(true);
    expect(inRange(dpkg, '0~~', [introduced('0'), fixed('1')])).toBe(true);
  });
});

test('only a range from 0 with nothing after it is unbounded', () => {
  expect(isUnbounded([introduced('0')])).toBe(true);
  expect(isUnbounded([introduced('1.0.0')])).toBe(false);
  expect(isUnbounded([introduced('0'), fixed('1.0.0')])).toBe(false);
  expect(isUnbounded([])).toBe(false);
});

test('a version is affected when a range holds it or a list names it', () => {
  const affected = { ranges: [[introduced('2.0.0')]], versions: ['1.0.0', '1.1.0'] };
  const versions = ['1.0.0', 'v1.1.0', '1.2.0', '2.0.0'];
  expect(versions.filter((version) => isAffected(semver, version, affected))).toEqual([
    '1.0.0',
    'v1.1.0',
    '2.0.0',
  ]);
});

test('fixes are those of the ranges that hold the version', () => {
  const ranges = [
    [introduced('0'), fixed('0.2.4')],
    [introduced('1.0.0'), fixed('1.2.6')],
  ];
  expect(fixesAfter(semver, '1.2.0', ranges)).toEqual(['1.2.6']);
  expect(fixesAfter(semver, '0.2.0', ranges)).toEqual(['0.2.4']);
  expect(fixesAfter(semver, '2.0.0', ranges)).toEqual([]);
});

test('a fix that is older than the version is none', () => {
  const range = [introduced('0'), fixed('1.0.1'), introduced('2.0.0'), fixed('2.1.0')];
  expect(fixesAfter(semver, '2.0.5', [range])).toEqual(['2.1.0']);
});

test('only a last affected version leaves open what happened after it', () => {
  expect(endsUnexplained(semver, '1.0.0', [[introduced('0'), lastAffected('1.5.0')]])).toBe(true);
  expect(endsUnexplained(semver, '1.0.0', [[introduced('0')]])).toBe(false);
  expect(endsUnexplained(semver, '2.0.0', [[introduced('0'), lastAffected('1.5.0')]])).toBe(false);
});
