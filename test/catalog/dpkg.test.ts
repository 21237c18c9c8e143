import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStatus } from '../../src/catalog/dpkg/status.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { debian, fixture, inventoryOf, packageNamed, paragraph, summaryOf } from './support.ts';

const status = 'var/lib/dpkg/status';
const list = (name: string): string => `var/lib/dpkg/info/${name}.list`;

describe('images of Debian packages give the expected packages', () => {
  test('a status file', () => {
    const inventory = inventoryOf({
      'etc/os-release': fixture('os-release/debian-12'),
      [status]: fixture('dpkg/archive-keyring.status'),
      [list('debian-archive-keyring')]:
        '/.\n/usr\n/usr/share\n/usr/share/keyrings\n/usr/share/keyrings/a.gpg\n/usr/gone\n',
      'usr/share/keyrings/a.gpg': 'key',
    });
    expect(summaryOf(inventory)).toEqual(JSON.parse(fixture('expected/dpkg-status.json')));
  });

  test('distroless status.d', () => {
    const inventory = inventoryOf({
      'etc/os-release': { link: '../usr/lib/os-release' },
      'usr/lib/os-release': fixture('os-release/debian-12'),
      'var/lib/dpkg/status.d/multiple': fixture('dpkg/status.d/multiple'),
      'var/lib/dpkg/status.d/foo': fixture('dpkg/status.d/foo'),
      'var/lib/dpkg/status.d/foo.md5sums': fixture('dpkg/status.d/foo.md5sums'),
      'usr/share/base-files/dot.profile.md5sums': '',
      'usr/share/base-files/motd': '',
    });
    expect(summaryOf(inventory)).toEqual(JSON.parse(fixture('expected/dpkg-distroless.json')));
  });
});

describe('a package counts when its files are there', () => {
  test.each([
    'install ok installed',
    'hold ok installed',
    'deinstall ok installed',
    'install ok unpacked',
    'install ok half-configured',
    'install reinstreq half-installed',
    'install ok triggers-awaited',
    'install ok triggers-pending',
    'nonsense',
  ])('Status: %s counts', (state) => {
    const { packages, problems } = parseStatus(paragraph('a', '1', { Status: state }), status);
    expect(packages.map(({ name }) => name)).toEqual(['a']);
    expect(problems).toEqual([]);
  });

  test.each(['deinstall ok config-files', 'purge ok not-installed', 'unknown ok not-installed'])(
    'Status: %s does not count',
    (state) => {
      expect(parseStatus(paragraph('a', '1', { Status: state }), status)).toEqual({
        packages: [],
        problems: [],
      });
    },
  );

  test('without Status a paragraph with a version counts, and one without is a stub', () => {
    const { packages, problems } = parseStatus('Package: a\nVersion: 1\n\nPackage: b\n\nPackage:\n', status);
    expect(packages).toEqual([{ name: 'a', version: '1' }]);
    expect(problems).toEqual([]);
  });
});

describe('the source package is given where it differs', () => {
  test.each([
    ['zlib', { name: 'zlib', version: '1:1.2-3' }],
    ['zlib (1:1.2-2)', { name: 'zlib', version: '1:1.2-2' }],
    ['zlib1g (1:1.2-2)', { name: 'zlib1g', version: '1:1.2-2' }],
    ['zlib1g', undefined],
    ['zlib1g (1:1.2-3)', undefined],
  ])('Source: %s', (source, expected) => {
    const { packages } = parseStatus(paragraph('zlib1g', '1:1.2-3', { Source: source }), status);
    expect(packages[0]?.source).toEqual(expected);
  });
});

test('the purl has the vendor, the architecture and the distribution', () => {
  const inventory = inventoryOf({
    'etc/os-release': debian,
    [status]: paragraph('libstdc++6', '1:1.2+b1~x'),
  });
  expect(inventory.packages[0]?.purl).toBe(
    'pkg:deb/debian/libstdc%2B%2B6@1:1.2+b1~x?arch=amd64&distro=debian-12',
  );
});

test('the purl claims no vendor when the image does not say what it is', () => {
  const inventory = inventoryOf({ [status]: paragraph('a', '1') });
  expect(inventory.packages[0]?.purl).toBe('pkg:deb/a@1?arch=amd64');
});

describe('the files of a package', () => {
  test('are found where a merged /usr puts them, and links stay links', () => {
    const inventory = inventoryOf({
      [status]: paragraph('dash', '1') + paragraph('mawk', '1'),
      [list('dash')]: '/.\n/bin\n/bin/dash\n/bin/sh\n',
      [list('mawk')]: '/usr/bin/mawk\n/usr/share/doc/mawk\n',
      bin: { link: 'usr/bin' },
      'usr/bin/dash': 'x',
      'usr/bin/sh': { link: 'dash' },
      'usr/bin/mawk': 'x',
      'usr/share/doc/mawk': { type: 'directory' },
    });
    expect(packageNamed(inventory, 'dash').files).toEqual(['/usr/bin/dash', '/usr/bin/sh']);
    expect(packageNamed(inventory, 'mawk').files).toEqual(['/usr/bin/mawk']);
  });

  test('are told apart by architecture where several may be installed', () => {
    const inventory = inventoryOf({
      [status]:
        paragraph('libc6', '1', { 'Multi-Arch': 'same' }) +
        paragraph('libc6', '1', { 'Multi-Arch': 'same', Architecture: 'i386' }),
      [list('libc6:amd64')]: '/lib/a\n',
      [list('libc6:i386')]: '/lib/i\n',
      'lib/a': '',
      'lib/i': '',
    });
    expect(inventory.packages.map(({ purl, files }) => [purl, files])).toEqual([
      ['pkg:deb/libc6@1?arch=amd64', ['/lib/a']],
      ['pkg:deb/libc6@1?arch=i386', ['/lib/i']],
    ]);
  });

  test('are not said when no list is there', () => {
    expect(inventoryOf({ [status]: paragraph('a', '1') }).packages[0]).not.toHaveProperty('files');
  });

  test('do not leave the image', () => {
    const inventory = inventoryOf({
      [status]: paragraph('a', '1'),
      [list('a')]: '/../../etc/shadow\n/x/../../y\n',
      'etc/other': '',
    });
    expect(inventory.packages[0]?.files).toEqual([]);
  });
});

describe('the layer of a package is the one that brought its version', () => {
  const a1 = paragraph('a', '1');
  const b1 = paragraph('b', '1');

  test('not the one that wrote the status file last', () => {
    const inventory = inventoryOf({ [status]: a1 }, { 'opt/x': '' }, { [status]: a1 + b1 });
    expect(packageNamed(inventory, 'a').layer).toBe(fakeDiffId(0));
    expect(packageNamed(inventory, 'b').layer).toBe(fakeDiffId(2));
  });

  test('an upgrade belongs to the layer that upgraded', () => {
    const inventory = inventoryOf({ [status]: a1 }, { [status]: paragraph('a', '2') });
    expect(packageNamed(inventory, 'a').layer).toBe(fakeDiffId(1));
  });

  test('removed and installed again belongs to the later layer', () => {
    const inventory = inventoryOf({ [status]: a1 + b1 }, { [status]: b1 }, { [status]: a1 + b1 });
    expect(packageNamed(inventory, 'a').layer).toBe(fakeDiffId(2));
    expect(packageNamed(inventory, 'b').layer).toBe(fakeDiffId(0));
  });

  test('a package that is gone from the top is not listed', () => {
    expect(inventoryOf({ [status]: a1 + b1 }, { [status]: b1 }).packages.map(({ name }) => name)).toEqual([
      'b',
    ]);
  });
});

describe('a malformed database is a problem, and hides nothing else', () => {
  test.each([
    ['Package: a\nStatus: install ok installed\n\n', 'package a: its version is not one that dpkg allows: '],
    [paragraph('a b', '1'), 'package a b: its name is not one that dpkg allows'],
    [paragraph('a', '1 2'), 'package a: its version is not one that dpkg allows: 1 2'],
    [
      paragraph('a', '1', { Architecture: '../x' }),
      'package a: its architecture is not one that dpkg allows: ../x',
    ],
    [paragraph('a', '1', { Source: 'a (b' }), 'package a: its source is not a name and a version: a (b'],
    ['rubbish\n\n', 'package : a line is not a field'],
    ['\0\u001b[2J\n\n', 'package : a line is not a field'],
  ])('%j', (text, sentence) => {
    const { packages, problems } = parseStatus(text + paragraph('good', '1'), status);
    expect(packages.map(({ name }) => name)).toEqual(['good']);
    expect(problems).toEqual([`/${status}: ${sentence}`]);
  });

  test('a field given twice keeps the package, in its first version, and says so', () => {
    const { packages, problems } = parseStatus('Package: a\nVersion: 1\nVersion: 2\n', status);
    expect(packages).toEqual([{ name: 'a', version: '1' }]);
    expect(problems).toEqual([`/${status}: package a: a field is given twice`]);
  });

  test('two versions of a package are both reported', () => {
    const inventory = inventoryOf({ [status]: paragraph('a', '1') + paragraph('a', '2') });
    expect(inventory.packages.map(({ version }) => version)).toEqual(['1', '2']);
  });

  test('a thousand problems become ten and a number', () => {
    const { problems } = parseStatus('x\n\n'.repeat(1000), status);
    expect(problems).toHaveLength(11);
    expect(problems.at(-1)).toBe(`/${status}: and 990 more problems`);
  });

  test('more packages than any system has end the reading', () => {
    const { packages, problems } = parseStatus('Package: a\nVersion: 1\n\n'.repeat(100_001), status);
    expect(packages).toHaveLength(100_000);
    expect(problems).toEqual([`/${status}: it lists more than 100000 packages`]);
  });

  test('a list with relative paths is a problem, and its package stays', () => {
    const inventory = inventoryOf({ [status]: paragraph('a', '1'), [list('a')]: 'usr/bin/a\n' });
    expect(inventory.packages).toHaveLength(1);
    expect(inventory.problems).toEqual([`/${list('a')}: a line is not an absolute path: usr/bin/a`]);
  });

  test('a status file that leads where nobody looks is a problem', () => {
    const inventory = inventoryOf({
      'var/lib/dpkg': { link: '/opt/dpkg' },
      'opt/dpkg/status': paragraph('a', '1'),
    });
    expect(inventory.packages).toEqual([]);
    expect(inventory.problems).toEqual([`/${status}: it leads to /opt/dpkg/status, which is not read`]);
  });

  test('a Debian without any package is a problem', () => {
    const inventory = inventoryOf({ 'etc/os-release': debian, [status]: '' });
    expect(inventory.problems).toEqual([
      'the image says it is Debian GNU/Linux 12 (bookworm), but no package of it was found',
    ]);
  });

  test('whatever changes in a database, reading ends with packages and printable sentences', () => {
    const base =
      paragraph('zlib1g', '1:1.2-3', { Source: 'zlib (1:1.2)' }) + fixture('dpkg/status.d/multiple');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(base.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 8 })), {
          minLength: 1,
          maxLength: 10,
        }),
        (changes) => {
          const text = changes.reduce((t, [at, cut, put]) => t.slice(0, at) + put + t.slice(at + cut), base);
          const { packages, problems } = parseStatus(text, status);
          for (const { name, version } of packages) expect(name + version).toMatch(/^[\w.+~:-]+$/);
          for (const problem of problems) expect(problem).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});
