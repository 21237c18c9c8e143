import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseGoModules } from '../../src/catalog/go/modules.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { appleProgram, universalProgram, windowsProgram } from '../fakes/foreign-program.ts';
import { framed, goProgram, program } from '../fakes/program.ts';
import { debian, inventoryOf, packageNamed, paragraph } from './support.ts';

const path = 'usr/local/bin/app';
const modules = [
  'path\texample.com/app/cmd/app',
  'mod\texample.com/app\tv1.4.0\th1:abc=',
  'dep\tgithub.com/Azure/go-autorest\tv14.2.0+incompatible\th1:def=',
  'dep\tgolang.org/x/sys\tv0.0.0-20220715151400-c0bba94af5f8\th1:ghi=',
  'build\t-compiler=gc',
  '',
].join('\n');
const purls = [
  'pkg:golang/example.com/app@v1.4.0',
  'pkg:golang/github.com/Azure/go-autorest@v14.2.0+incompatible',
  'pkg:golang/golang.org/x/sys@v0.0.0-20220715151400-c0bba94af5f8',
  'pkg:golang/stdlib@1.22.3',
];

function purlsOf(bytes: Buffer): string[] {
  const inventory = inventoryOf({ [path]: { bytes } });
  expect(inventory.problems).toEqual([]);
  return inventory.packages.map(({ purl }) => purl);
}

function problemsOf(bytes: Buffer): readonly string[] {
  return inventoryOf({ [path]: { bytes } }).problems;
}

describe.each(['inline', 'pointers'] as const)('build information with texts in the form %s', (form) => {
  test.each([
    [64, 'little'],
    [64, 'big'],
    [32, 'little'],
    [32, 'big'],
  ] as const)('of a %d-bit %s-endian program names its modules and the standard library', (bits, order) => {
    expect(purlsOf(goProgram({ modules, form, bits, order }))).toEqual(purls);
  });

  test.each([
    ['Windows', windowsProgram],
    ['macOS', appleProgram],
  ] as const)('of a program of %s names them too', (_, make) => {
    expect(purlsOf(goProgram({ modules, form, code: 9000, goNote: true, make }))).toEqual(purls);
    expect(purlsOf(goProgram({ modules, form, bits: 32, goNote: true, make }))).toEqual(purls);
  });

  test('of the programs of a universal file names the modules of all of them, each once', () => {
    const intel = goProgram({ modules, form, code: 9000, goNote: true, make: appleProgram });
    const arm = goProgram({
      modules: `${modules}dep\texample.com/arm\tv1.0.0\n`,
      form,
      goNote: true,
      make: appleProgram,
    });
    const inventory = inventoryOf({ [path]: { bytes: universalProgram([intel, arm]) } });
    expect(inventory.problems).toEqual([]);
    expect(inventory.packages.map(({ purl }) => purl)).toEqual(
      [...purls, 'pkg:golang/example.com/arm@v1.0.0'].sort(),
    );
    expect(new Set(inventory.packages.map(({ foundIn }) => foundIn?.join()))).toEqual(new Set([`/${path}`]));
  });

  test('is found behind other data, at addresses that are multiples of 16', () => {
    expect(purlsOf(goProgram({ modules, form, gap: 48 }))).toEqual(purls);
    expect(purlsOf(goProgram({ modules, form, gap: 3 * 1024 * 1024 }))).toEqual(purls);
    expect(purlsOf(goProgram({ modules, form, gap: 8 }))).toEqual([]);
  });

  test('is found where the code is longer than what is read at first', () => {
    expect(purlsOf(goProgram({ modules, form, code: 100_000 }))).toEqual(purls);
    expect(purlsOf(goProgram({ modules, form, code: 100_000, tableLast: true }))).toEqual(purls);
  });

  test('without modules is of the standard library alone', () => {
    expect(purlsOf(goProgram({ form }))).toEqual(['pkg:golang/stdlib@1.22.3']);
  });

  test('that is cut off is a problem', () => {
    const bytes = goProgram({ modules, form, sections: {} });
    const end = bytes.indexOf(' Go buildinf:') + 30;
    expect(problemsOf(bytes.subarray(0, end))).toEqual([
      `/${path}: its Go build information is cut off or damaged`,
    ]);
  });

  test('with any byte changed gives packages or a sentence', () => {
    const bytes = goProgram({ modules, form });
    const start = bytes.indexOf('\xff Go', 0, 'latin1');
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: bytes.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (at, byte) => {
          const changed = Buffer.from(bytes);
          changed[at] = byte;
          const { packages, problems } = inventoryOf({ [path]: { bytes: changed } });
          for (const { purl } of packages) expect(purl).toMatch(/^pkg:golang\/[\w%./@+~-]+$/);
          for (const problem of problems) expect(problem).toMatch(/^\/usr\/local\/bin\/app: it/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('the magic words outside of what can be written are not build information', () => {
  const constants = (): Buffer => Buffer.from('\xff Go buildinf:\x08\x02'.padEnd(64, '\0'), 'latin1');
  expect(purlsOf(program({ constants, goNote: true }))).toEqual([]);
});

test.each([
  ['go1.22', '1.22.0'],
  ['go1.22.3', '1.22.3'],
  ['go1.21rc2', '1.21.0-rc.2'],
  ['go1.18beta1', '1.18.0-beta.1'],
  ['go1.24.1 X:boringcrypto', '1.24.1'],
  ['go1.25.0-microsoft', '1.25.0'],
])('%s has the standard library %s', (goVersion, version) => {
  expect(purlsOf(goProgram({ goVersion }))).toEqual([`pkg:golang/stdlib@${version}`]);
});

test('the standard library of a development version of Go is not known, which a note says', () => {
  const inventory = inventoryOf({
    [path]: { bytes: goProgram({ goVersion: 'devel go1.23-abcdef', modules }) },
  });
  expect(inventory.packages.map(({ name }) => name)).not.toContain('stdlib');
  expect(inventory.notes).toEqual([
    `/${path} was built by devel go1.23-abcdef, which is no release of Go: its standard library was not looked at`,
  ]);
});

test('what is said of both programs in a universal file is said once', () => {
  const one = goProgram({
    goVersion: 'devel go1.23-abcdef',
    modules: 'dep\t../a\tv1.0.0\n',
    make: appleProgram,
  });
  const inventory = inventoryOf({ [path]: { bytes: universalProgram([one, one]) } });
  expect(inventory.notes).toHaveLength(1);
  expect(inventory.problems).toHaveLength(1);
});

test('a program of Windows packed with UPX has a note', () => {
  const bytes = windowsProgram();
  bytes.write('UPX0\0\0\0\0', bytes.indexOf('.text\0\0\0'));
  expect(inventoryOf({ [path]: { bytes } }).notes).toEqual([
    `/${path} is packed with UPX: what was built into it was not looked at`,
  ]);
});

test('a program packed with UPX has a note', () => {
  const bytes = program({ code: 4096 });
  bytes.write('UPX!', 64 + 3 * 56 + 4);
  const inventory = inventoryOf({ [path]: { bytes } });
  expect(inventory.problems).toEqual([]);
  expect(inventory.notes).toEqual([`/${path} is packed with UPX: what was built into it was not looked at`]);
});

test('a module in several programs is one package, which says where it was found, with its lowest layer', () => {
  const bytes = goProgram({ modules });
  const inventory = inventoryOf({ 'bin/b': { bytes } }, { 'bin/a': { bytes } });
  expect(packageNamed(inventory, 'golang.org/x/sys')).toEqual({
    purl: purls[2],
    name: 'golang.org/x/sys',
    version: 'v0.0.0-20220715151400-c0bba94af5f8',
    type: 'golang',
    layer: fakeDiffId(0),
    foundIn: ['/bin/a', '/bin/b'],
  });
});

test('a program that a distribution installed makes its modules the package of that distribution', () => {
  const inventory = inventoryOf({
    'etc/os-release': debian,
    'var/lib/dpkg/status': paragraph('app', '1.4'),
    'var/lib/dpkg/info/app.list': `/.\n/${path}\n`,
    [path]: { bytes: goProgram({ modules }) },
  });
  expect(packageNamed(inventory, 'stdlib').ownedBy).toBe(
    'pkg:deb/debian/app@1.4?arch=amd64&distro=debian-12',
  );
});

describe('module information', () => {
  const main = (...more: string[]) => parseGoModules([...more, ''].join('\n'), path).main;
  const vcs = [
    'build\tvcs.revision=e9174d671b1882758cd32ac5e146200f5bee3e45',
    'build\tvcs.time=2025-02-08T03:01:26Z',
  ];
  const devel = 'mod\texample.com/app\t(devel)\t';
  const flags = (value: string): string => `build\t-ldflags="${value}"`;

  test('of a replaced module names the replacement', () => {
    const { dependencies } = parseGoModules(
      'dep\texample.com/a\tv1.0.0\n=>\texample.com/b\tv1.2.0\th1:x=\n',
      path,
    );
    expect(dependencies).toEqual([{ path: 'example.com/b', version: 'v1.2.0' }]);
  });

  test.each(['./a', '../a', '/src/a'])(
    'of a module replaced by the folder %s does not know the version',
    (folder) => {
      const { dependencies } = parseGoModules(`dep\texample.com/a\tv1.0.0\n=>\t${folder}\t(devel)\t\n`, path);
      expect(dependencies).toEqual([{ path: 'example.com/a', version: '(devel)' }]);
    },
  );

  test('of a main module without a version has the revision it was built from', () => {
    expect(main(devel, ...vcs)).toEqual({
      path: 'example.com/app',
      version: '(devel)',
      revision: 'v0.0.0-20250208030126-e9174d671b18',
    });
    expect(main(devel)).toEqual({ path: 'example.com/app', version: '(devel)' });
  });

  test('of a main module at no release does not pretend to be older than all', () => {
    const stamped = 'v0.0.0-20250208030126-e9174d671b18+dirty';
    expect(main(`mod\texample.com/app\t${stamped}\t`)).toEqual({
      path: 'example.com/app',
      version: '(devel)',
      revision: stamped,
    });
    const after = 'v1.4.1-0.20250208030126-e9174d671b18';
    expect(main(`mod\texample.com/app\t${after}\t`)?.version).toBe(after);
  });

  test.each([
    ['-s -w -X main.version=1.2.3', 'v1.2.3'],
    ['-X main.Version=v1.2.3', 'v1.2.3'],
    ["-X 'example.com/app/internal/build.version=v1.2.3-rc.1'", 'v1.2.3-rc.1'],
    ['-X=main.version=v1.2.3 -X main.commit=abc', 'v1.2.3'],
    ['-X \\"main.version=v1.2.3\\"', 'v1.2.3'],
    ['-X main.version=1.2.3 -X example.com/app.Version=v1.2.3', 'v1.2.3'],
  ])('with the linker flags %j has a main module of version %s', (value, version) => {
    expect(main(devel, ...vcs, flags(value))).toEqual({ path: 'example.com/app', version });
  });

  test.each([
    '-s -w',
    '-X main.version=dev',
    '-X main.version=1.2',
    '-X main.goVersion=1.2.3',
    '-X main.commit=1.2.3',
    '-X example.com/other.version=v1.2.3',
    '-X example.com/application.version=v1.2.3',
    '-X main.version=1.2.3 -X example.com/app.Version=v1.2.4',
    '-X main.version=v1.2.3 -X example.com/app.Version=unknown',
    '-X main.version=v0.0.0-20250208030126-e9174d671b18',
  ])('with the linker flags %j does not know the version of the main module', (value) => {
    expect(main(devel, flags(value))).toEqual({ path: 'example.com/app', version: '(devel)' });
  });

  test.each(['mod\texample.com/app\t\t', 'mod\texample.com/app'])(
    'with a main module without version, as %j, does not know it',
    (line) => {
      expect(main(line)).toEqual({ path: 'example.com/app', version: '(devel)' });
      expect(parseGoModules(line, path).problems).toEqual([]);
    },
  );

  test('takes the version of the main module before what the linker wrote', () => {
    expect(main('mod\texample.com/app\tv2.0.0\t', flags('-X main.version=1.2.3'))?.version).toBe('v2.0.0');
  });

  test.each([
    'dep\t../../etc\tv1.0.0',
    'dep\texample.com/a b\tv1.0.0',
    'dep\texample.com/a\t1.0.0',
    'dep\texample.com/a\tv1.0',
    'dep\texample.com/a\tvv1.0.0',
    'dep\texample.com/a\tv1.0.0 ',
    'dep\texample.com/a\tv1.0.0\u001b[1m',
    `dep\texample.com/a\tv1.0.0-${'1'.repeat(300)}`,
    `dep\t${'a'.repeat(2000)}\tv1.0.0`,
    'dep',
    'dep\texample.com/a/\tv1.0.0',
    'dep\texample.com//a\tv1.0.0',
    'dep\texample.com/../a\tv1.0.0',
    'dep\texample.com/a.\tv1.0.0',
  ])('with %j is a problem, and its other modules are read', (line) => {
    const { dependencies, problems } = parseGoModules(`${line}\ndep\texample.com/b\tv1.0.0\n`, path);
    expect(dependencies).toEqual([{ path: 'example.com/b', version: 'v1.0.0' }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^\/usr\/local\/bin\/app: it has a module that Go does not allow: [\w ./\\{}[…-]*$/,
    );
  });

  test('with more modules than there can be ends with a problem', () => {
    const { dependencies, problems } = parseGoModules('dep\ta.b/c\tv1.0.0\n'.repeat(30_000), path);
    expect(dependencies.length).toBeLessThan(20_002);
    expect(problems).toEqual([`/${path}: it has more than 20000 modules`]);
  });

  test('of any text gives modules that Go allows, and sentences', () => {
    const word = fc.constantFrom(
      'mod',
      'dep',
      '=>',
      'build',
      'path',
      '\t',
      '\n',
      '-ldflags=',
      '-X main.version=',
      'v1.0.0',
      '(devel)',
      'a.b/c',
      './d',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }), (words) => {
        const { main: first, dependencies } = parseGoModules(words.join(''), path);
        for (const module of [...(first === undefined ? [] : [first]), ...dependencies]) {
          expect(`${module.path} ${module.version}`).toMatch(
            /^[\w.~+/-]+ (\(devel\)|v\d+\.\d+\.\d+[\w.+-]*)$/,
          );
        }
      }),
    );
  });
});

test('module information without its frame is none', () => {
  const bytes = goProgram({ modules });
  const frame = bytes.indexOf(framed(modules).subarray(0, 16));
  const shorter = Buffer.concat([bytes.subarray(0, frame - 2), Buffer.from([4]), Buffer.from('none')]);
  expect(purlsOf(shorter).filter((purl) => !purl.includes('stdlib'))).toEqual([]);
});
