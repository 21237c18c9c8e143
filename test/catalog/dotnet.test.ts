import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDotnetDependencies } from '../../src/catalog/dotnet/dependencies.ts';
import { bundleSignature, dotnetBundle, long } from '../fakes/dotnet-bundle.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { program } from '../fakes/program.ts';
import { inventoryOf, packageNamed } from './support.ts';

const path = 'app/web.deps.json';
const target = '.NETCoreApp,Version=v8.0/linux-x64';
const entries = {
  'web/1.0.0': { dependencies: { 'Newtonsoft.Json': '13.0.1' }, runtime: { 'web.dll': {} } },
  'Newtonsoft.Json/13.0.1': {
    runtime: { 'lib/net6.0/Newtonsoft.Json.dll': { assemblyVersion: '13.0.0.0' } },
  },
  'SQLitePCLRaw.lib.e_sqlite3/2.1.6': { native: { 'runtimes/linux-x64/native/libe_sqlite3.so': {} } },
  'System.Net.Http/4.3.0': { dependencies: {} },
  'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': {
    runtime: { 'System.Private.CoreLib.dll': {} },
  },
};
const libraries = {
  'web/1.0.0': { type: 'project', serviceable: false, sha512: '' },
  'Newtonsoft.Json/13.0.1': { type: 'package', serviceable: true, sha512: 'sha512-x' },
  'SQLitePCLRaw.lib.e_sqlite3/2.1.6': { type: 'package' },
  'System.Net.Http/4.3.0': { type: 'package' },
  'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { type: 'runtimepack' },
  'Other.Assembly/1.0.0.0': { type: 'reference' },
};
const dependencies = { runtimeTarget: { name: target }, targets: { [target]: entries }, libraries };
const purls = [
  'pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@8.0.1',
  'pkg:nuget/Newtonsoft.Json@13.0.1',
  'pkg:nuget/SQLitePCLRaw.lib.e_sqlite3@2.1.6',
];

test('packages are those of which the application loads a file, with the runtime that came with it', () => {
  const inventory = inventoryOf({ [path]: JSON.stringify(dependencies) });
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages.map(({ purl }) => purl)).toEqual(purls);
});

test('a shared framework is the package of its runtime', () => {
  const framework = {
    targets: {
      '.NETCoreApp,Version=v8.0': {},
      [target]: { 'Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { native: { 'libcoreclr.so': {} } } },
    },
    libraries: { 'Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { type: 'package' } },
  };
  const file = 'usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.1/Microsoft.NETCore.App.deps.json';
  expect(inventoryOf({ [file]: JSON.stringify(framework) }).packages).toEqual([
    {
      purl: purls[0],
      name: 'Microsoft.NETCore.App.Runtime.linux-x64',
      version: '8.0.1',
      type: 'nuget',
      layer: fakeDiffId(0),
      foundIn: [`/${file}`],
    },
  ]);
});

test('the layer is the one that brought the version, though a later one wrote the list again', () => {
  const text = JSON.stringify(dependencies);
  const inventory = inventoryOf({ [path]: text }, { [path]: `${text}\n` });
  expect(packageNamed(inventory, 'Newtonsoft.Json').layer).toBe(fakeDiffId(0));
});

describe('an application in one file', () => {
  test.each([0, 5000, 3 * 1024 * 1024 - 16])(
    'has the packages that its bundle lists, wherever the mark is (%d)',
    (gap) => {
      const inventory = inventoryOf({
        'app/web': { bytes: dotnetBundle(JSON.stringify(dependencies), { gap }) },
      });
      expect(inventory.problems).toEqual([]);
      expect(inventory.packages.map(({ purl }) => purl)).toEqual(purls);
      expect(inventory.packages[0]?.foundIn).toEqual(['/app/web']);
    },
  );

  test('without a bundle is a starter of an application beside it', () => {
    const bytes = program({ writable: () => Buffer.concat([long(0), bundleSignature]) });
    const inventory = inventoryOf({ 'app/web': { bytes } });
    expect([inventory.packages, inventory.problems]).toEqual([[], []]);
  });

  test.each<readonly [string, Buffer, string]>([
    ['that is cut off', dotnetBundle('{"libraries":{}}', { cut: 50 }), 'its .NET bundle is cut off'],
    [
      'of .NET Core 3',
      dotnetBundle('{"libraries":{}}', { major: 1 }),
      'its .NET bundle is of .NET Core 3, which is not read',
    ],
    ['whose list is none', dotnetBundle('{"libraries":[]}'), 'it lists no libraries'],
  ])('with a bundle %s is a problem', (_, bytes, sentence) => {
    expect(inventoryOf({ 'app/web': { bytes } }).problems).toEqual([`/app/web: ${sentence}`]);
  });

  test('with any byte of its mark or header changed gives packages or a sentence', () => {
    const bytes = dotnetBundle(JSON.stringify(dependencies));
    const mark = bytes.indexOf(bundleSignature) - 8;
    const places = [
      ...Array.from({ length: 40 }, (_, at) => mark + at),
      ...Array.from({ length: 65 }, (_, at) => bytes.length - 1 - at),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        for (const problem of inventoryOf({ 'app/web': { bytes: changed } }).problems)
          expect(problem).toMatch(/^\/app\/web: /);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a list', () => {
  test('without targets names every package', () => {
    const { libraries: found } = parseDotnetDependencies(JSON.stringify({ libraries }), path);
    expect(found.map(({ name }) => name)).toContain('System.Net.Http');
  });

  test.each([
    ['', 'JSON'],
    ['[]', 'it lists no libraries'],
    ['{"libraries":[]}', 'it lists no libraries'],
    ['['.repeat(1_000_000), 'JSON'],
  ])('%.20j is refused', (text, reason) => {
    expect(() => parseDotnetDependencies(text, path)).toThrow(reason);
  });

  test.each([
    'A',
    '/1.0.0',
    'A/',
    '../A/1.0.0',
    'A/latest',
    'A/1.0.0/2',
    'A\u001b[1m/1.0.0',
    `${'a'.repeat(129)}/1.0.0`,
  ])('with the library %j has a problem, and its other libraries are read', (key) => {
    const json = { libraries: { [key]: { type: 'package' }, '__proto__x/1.0.0': { type: 'package' } } };
    const { libraries: found, problems } = parseDotnetDependencies(JSON.stringify(json), path);
    expect(found).toEqual([{ name: '__proto__x', version: '1.0.0' }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^\/app\/web.deps.json: it has a library that NuGet does not allow: [\x20-\x7e…]*$/,
    );
  });

  test('of any JSON gives libraries that NuGet allows, or sentences', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (some, targets) => {
        const { libraries: found } = parseDotnetDependencies(
          JSON.stringify({ libraries: some, targets }),
          path,
        );
        for (const { name, version } of found) expect(`${name} ${version}`).toMatch(/^\w[\w.-]* \d[\w.+-]*$/);
      }),
    );
  });
});
