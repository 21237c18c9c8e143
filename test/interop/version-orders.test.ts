import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readAdvisory } from '../../src/advisories/osv.ts';
import { dpkg } from '../../src/advisories/versions/dpkg.ts';
import type { VersionOrder } from '../../src/advisories/versions/order.ts';
import { familyOf, orderOf } from '../../src/advisories/versions/orders.ts';
import { packagist } from '../../src/advisories/versions/packagist.ts';
import { pep440 } from '../../src/advisories/versions/pep440.ts';
import { rpm } from '../../src/advisories/versions/rpm.ts';
import { rubygems } from '../../src/advisories/versions/rubygems.ts';
import { readZip } from '../../src/advisories/zip.ts';
import { dataFolder } from './support/data.ts';
import { run, stopEverything } from './support/processes.ts';
import { randomPairs } from './support/random-versions.ts';
import {
  aptOracle,
  gemOracle,
  packagingOracle,
  phpOracle,
  rpmOracle,
  type VersionOracle,
} from './support/version-oracles.ts';

afterAll(stopEverything);

interface Duel {
  readonly order: VersionOrder;
  readonly oracle: VersionOracle;
  readonly parts: readonly string[];
  readonly accepts: (text: string) => boolean;
  readonly count: number;
}

const numbers = [
  '0',
  '1',
  '2',
  '9',
  '10',
  '00',
  '01',
  '010',
  '007',
  '99999999999999999999',
  '100000000000000000000',
];

/** What dpkg takes without a warning: a number first, an epoch of C's `int`, and something after each sign. */
const forDpkg = (text: string): boolean => /^(?:\d{1,9}:)?\d[a-z\d.+~-]*$/i.test(text) && !text.endsWith('-');

const duels: readonly Duel[] = [
  {
    order: dpkg,
    oracle: aptOracle,
    parts: [
      ...numbers,
      '.',
      '.',
      '~',
      '~~',
      '+',
      '-',
      '1:',
      '0:',
      '00:',
      'a',
      'B',
      'rc',
      '+b1',
      '~bpo12+1',
      '+deb12u1',
      '.dfsg',
      '-0',
    ],
    accepts: forDpkg,
    count: 100_000,
  },
  {
    order: rpm,
    oracle: rpmOracle,
    parts: [
      ...numbers,
      '.',
      '.',
      '..',
      '~',
      '~~',
      '^',
      '^^',
      '~^',
      '-',
      '1:',
      '0:',
      '00:',
      ':',
      'a',
      'B',
      'rc',
      '_',
      '+',
      '.el9',
      '-1.',
      '^git',
      '.module_el8',
    ],
    accepts: (text) => rpm.valid(text),
    count: 100_000,
  },
  {
    order: pep440,
    oracle: packagingOracle,
    parts: [
      ...numbers,
      '.',
      '.',
      '1!',
      '0!',
      'a',
      'b1',
      'rc',
      'c2',
      'pre',
      '-preview_',
      '.post',
      '-1',
      '.dev',
      'dev2',
      'r4',
      '.rev',
      '+',
      '+local',
      '+1',
      '.ubuntu',
      '_',
      'v',
      'Alpha',
      'x',
    ],
    accepts: (text) => text !== '',
    count: 50_000,
  },
  {
    order: rubygems,
    oracle: gemOracle,
    parts: [...numbers, '.', '.', '.', '-', 'a', 'B', 'rc', 'rc1', '.pre', '.0', '.0.0', 'beta', '_', ' '],
    accepts: (text) => text.trim() !== '',
    count: 50_000,
  },
  {
    order: packagist,
    oracle: phpOracle,
    // With four numbers, as Composer fills them up before it asks PHP; words as Composer writes them.
    parts: [
      '1.0.0.0',
      '1.0.0.1',
      '1.10.0.0',
      '2.0.0.0',
      '-',
      '-dev',
      '-alpha',
      '-beta',
      '-RC',
      '-patch',
      '1',
      '2',
      '10',
      '.1',
    ],
    accepts: (text) => /^\d+\.\d+\.\d+\.\d+(?:-(?:dev|alpha|beta|RC|patch)[.\d]*)*$/.test(text),
    count: 50_000,
  },
];

describe.each(duels.map((duel) => [duel.order.name, duel.oracle.name, duel] as const))(
  'the order of %s, next to %s',
  (_, __, { order, oracle, parts, accepts, count }) => {
    test(`says the same of ${count} random pairs`, async () => {
      const pairs = randomPairs(parts, { count, seed: 20261126, accepts });
      const answers = await oracle.compare(pairs);
      const different = pairs.flatMap(([a, b], index) => {
        const ours = order.valid(a) && order.valid(b) ? signOf(order.compare(a, b)) : '?';
        return ours === answers[index] ? [] : [`${a} ${ours} ${b}, they say ${answers[index]}`];
      });
      expect(different.slice(0, 20)).toEqual([]);
      // All three answers must have come up often, or nothing was shown.
      const tally = Map.groupBy(answers, (answer) => answer);
      for (const sign of ['<', '=', '>']) {
        expect(tally.get(sign)?.length, sign).toBeGreaterThan(count / 50);
      }
    });
  },
);

test('dpkg --compare-versions itself says the same of a sample', async () => {
  const parts = duels[0]?.parts ?? [];
  const pairs = randomPairs(parts, { count: 300, seed: 1126, accepts: forDpkg });
  const different: string[] = [];
  for (const [a, b] of pairs) {
    const operator = { '<': 'lt', '=': 'eq', '>': 'gt' }[signOf(dpkg.compare(a, b))];
    const { code } = await run('dpkg', ['--compare-versions', a, operator, b]);
    if (code !== 0) different.push(`${a} ${operator} ${b}`);
  }
  expect(different).toEqual([]);
});

test.each([
  [dpkg, 'dpkg/Dpkg_Version.txt', 40],
  [rpm, 'rpm/rpmvercmp.txt', 90],
] as const)('the comparisons in the tests of $name hold', async (order, file, atLeast) => {
  const text = await readFile(join(dataFolder(), 'fixtures', 'versions', file), 'utf8');
  const vectors = text.split('\n').flatMap((line) => {
    const [, a = '', sign = '', b = ''] = /^([^#\s]\S*) ([<=>]) (\S+)$/.exec(line) ?? [];
    return a === '' ? [] : [[a, sign, b] as const];
  });
  expect(vectors.length).toBeGreaterThan(atLeast);
  expect(vectors.filter(([a, sign, b]) => signOf(order.compare(a, b)) !== sign)).toEqual([]);
});

test('every version in real advisories is one to its order, but for a few slips', async () => {
  const slips = new Set<string>();
  let seen = 0;
  const folder = join(dataFolder(), 'osv');
  for (const ecosystem of await readdir(folder)) {
    for await (const { bytes } of readZip(join(folder, ecosystem, 'all.zip'), ecosystem)) {
      for (const { ecosystem: release, ranges } of readAdvisory(JSON.parse(bytes.toString()), unrated)
        .affected) {
        const versions = ranges.flatMap((range) => range.map(({ version }) => version));
        seen += versions.length;
        for (const version of versions) {
          if (orderOf(release)?.valid(version) !== true) slips.add(`${familyOf(release)} ${version}`);
        }
      }
    }
  }
  expect(seen).toBeGreaterThan(300_000);
  expect([...slips].sort()).toEqual([
    'Alpine 0.8.21.r2',
    'PyPI 0.2.0-n653',
    'PyPI 2019-09-12',
    'Wolfi 1.1.0-r1-r0',
  ]);
});

const unrated = (): undefined => undefined;

function signOf(difference: number): '<' | '=' | '>' {
  if (difference === 0) return '=';
  return difference < 0 ? '<' : '>';
}
