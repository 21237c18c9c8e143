import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRustAudit } from '../../src/catalog/rust-audit.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { appleProgram, universalProgram, windowsProgram } from '../fakes/foreign-program.ts';
import { program, rustProgram } from '../fakes/program.ts';
import { inventoryOf } from './support.ts';

const path = 'usr/local/bin/app';
const list = {
  packages: [
    { name: 'app', version: '0.3.1', source: 'local', dependencies: [1, 2], root: true },
    { name: 'itoa', version: '1.0.19', source: 'crates.io' },
    { name: 'semver', version: '1.0.28', source: 'crates.io', kind: 'runtime' },
    { name: 'version_check', version: '0.9.5', source: 'crates.io', kind: 'build' },
  ],
  format: 1,
};

test.each([
  ['64-bit', rustProgram(list)],
  ['32-bit', rustProgram(list, { bits: 32 })],
  ['big-endian', rustProgram(list, { order: 'big' })],
  ['large', rustProgram(list, { code: 100_000, constants: () => Buffer.alloc(100_000) })],
  ['shared', rustProgram(list, { type: 3 })],
  ['Windows', rustProgram(list, { make: windowsProgram, code: 9000 })],
  ['32-bit Windows', rustProgram(list, { make: windowsProgram, bits: 32 })],
  ['macOS', rustProgram(list, { make: appleProgram, code: 9000 })],
  ['32-bit macOS', rustProgram(list, { make: appleProgram, bits: 32 })],
  ['universal', universalProgram([1, 2].map(() => rustProgram(list, { make: appleProgram })))],
])('the crates of a %s program are those that are in it, not those that built it', (_, bytes) => {
  const inventory = inventoryOf({ [path]: { bytes } });
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages.map(({ purl }) => purl)).toEqual([
    'pkg:cargo/app@0.3.1',
    'pkg:cargo/itoa@1.0.19',
    'pkg:cargo/semver@1.0.28',
  ]);
  expect(inventory.packages[1]).toEqual({
    purl: 'pkg:cargo/itoa@1.0.19',
    name: 'itoa',
    version: '1.0.19',
    type: 'cargo',
    layer: fakeDiffId(0),
    foundIn: [`/${path}`],
  });
});

test('a program without the section has no crates', () => {
  const bytes = program({ sections: { '.dep-v1': deflateSync('{}'), 'x.dep-v0': deflateSync('{}') } });
  const inventory = inventoryOf({ [path]: { bytes } });
  expect([inventory.packages, inventory.problems]).toEqual([[], []]);
});

test.each([
  ['Linux', program],
  ['Windows', windowsProgram],
  ['macOS', appleProgram],
] as const)('a list in a program of %s that cannot be read is a problem', (_, make) => {
  const bytes = make({ sections: { '.dep-v0': Buffer.from('no zlib stream') } });
  expect(inventoryOf({ [path]: { bytes } }).problems).toEqual([
    `/${path}: its list of crates cannot be read`,
  ]);
});

describe('a list of crates', () => {
  const packed = (text: string): Buffer => deflateSync(Buffer.from(text));

  test.each([
    ['', 'its list of crates cannot be read'],
    ['{"packages":[', 'its list of crates cannot be read'],
    ['['.repeat(1_000_000), 'its list of crates cannot be read'],
    ['[]', 'its list of crates is none'],
    ['null', 'its list of crates is none'],
    ['{"packages":{}}', 'its list of crates is none'],
    [`{"packages":[${'0,'.repeat(20_000)}0]}`, 'it has more than 20000 crates'],
    [' '.repeat(9 * 1024 * 1024), 'its list of crates cannot be read'],
  ])('that says %.20j is refused', (text, sentence) => {
    expect(() => parseRustAudit(packed(text), path)).toThrow(sentence);
  });

  test.each([
    ['null'],
    ['[]'],
    ['{"name":"a"}'],
    ['{"name":["a"],"version":"1.0.0"}'],
    ['{"name":"../a","version":"1.0.0"}'],
    ['{"name":"a","version":"1.0"}'],
    ['{"name":"a","version":"1.0.0\\u001b[1m"}'],
    [`{"name":"${'a'.repeat(129)}","version":"1.0.0"}`],
  ])('with the crate %s has a problem, and its other crates are read', (crate) => {
    const { crates, problems } = parseRustAudit(
      packed(`{"packages":[${crate},{"name":"b","version":"1.0.0"}]}`),
      path,
    );
    expect(crates).toEqual([{ name: 'b', version: '1.0.0' }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^\/usr\/local\/bin\/app: it has a crate that cargo does not allow: [\x20-\x7e…]*$/,
    );
  });

  test('of any JSON gives crates that cargo allows, or sentences', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.jsonValue(), fc.record({ name: fc.string(), version: fc.string() }))),
        (packages) => {
          const { crates } = parseRustAudit(packed(JSON.stringify({ packages })), path);
          for (const { name, version } of crates)
            expect(`${name} ${version}`).toMatch(/^[\w-]+ \d+\.\d+\.\d+/);
        },
      ),
    );
  });
});
