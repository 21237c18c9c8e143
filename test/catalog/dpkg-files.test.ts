import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDiversions } from '../../src/catalog/dpkg/diversions.ts';
import { parseList, parseMd5sums } from '../../src/catalog/dpkg/file-lists.ts';
import { parseStatus } from '../../src/catalog/dpkg/status.ts';
import type { FakeLayer } from '../fakes/file-view.ts';
import { inventoryOf, packageNamed, paragraph } from './support.ts';

const status = 'var/lib/dpkg/status';
const info = (name: string): string => `var/lib/dpkg/info/${name}`;
const one = '1'.repeat(32);
const two = '2'.repeat(32);

/** `PATH DIGEST[ configuration]` of each checksum. */
function checksumsOf(layer: FakeLayer): string[] {
  return inventoryOf(layer).checksums.map(
    ({ path, digest, configuration }) => `${path} ${digest}${configuration ? ' configuration' : ''}`,
  );
}

describe('checksums', () => {
  test('of a package may be more than a function takes arguments', () => {
    const listed = Array.from({ length: 200_000 }, (_, index) => `${one}  usr/a/${index}\n`);
    const image = { [status]: paragraph('a', '1'), [info('a.md5sums')]: listed.join('') };
    const { checksums, problems } = inventoryOf(image);
    expect(checksums).toHaveLength(200_000);
    expect(problems).toEqual([]);
  });

  test('come from md5sums, and of configuration files from the status file', () => {
    const image = {
      [status]: paragraph('a', '1', { Conffiles: `\n /etc/a.conf ${two}\n /etc/new newconffile` }),
      [info('a.list')]: '/.\n/usr/bin/a\n/etc/a.conf\n/etc/new\n/usr/bin/link\n',
      [info('a.md5sums')]: `${one}  usr/bin/a\n${one}  usr/bin/link\n${one}  usr/share/gone\n`,
      'usr/bin/a': 'x',
      'usr/bin/link': { link: 'a' },
      'etc/a.conf': 'x',
      'etc/new': 'x',
    };
    expect(checksumsOf(image)).toEqual([`/usr/bin/a ${one}`, `/etc/a.conf ${two} configuration`]);
    expect(inventoryOf(image).checksums[0]).toEqual({
      path: '/usr/bin/a',
      package: 'pkg:deb/a@1?arch=amd64',
      algorithm: 'md5',
      digest: one,
      configuration: false,
    });
    expect(inventoryOf(image).problems).toEqual([]);
  });

  test('are of the file where a merged /usr puts it', () => {
    expect(
      checksumsOf({
        [status]: paragraph('a', '1'),
        [info('a.list')]: '/bin/a\n',
        [info('a.md5sums')]: `${one}  bin/a\n`,
        bin: { link: 'usr/bin' },
        'usr/bin/a': 'x',
      }),
    ).toEqual([`/usr/bin/a ${one}`]);
  });

  test('are not those of a file that another package took over', () => {
    expect(
      checksumsOf({
        [status]: paragraph('new', '1') + paragraph('old', '1'),
        [info('old.list')]: '/.\n',
        [info('old.md5sums')]: `${one}  usr/bin/a\n`,
        [info('new.list')]: '/usr/bin/a\n',
        [info('new.md5sums')]: `${two}  usr/bin/a\n`,
        'usr/bin/a': 'x',
      }),
    ).toEqual([`/usr/bin/a ${two}`]);
  });

  test('are told apart by architecture where several are installed', () => {
    expect(
      checksumsOf({
        [status]: paragraph('libc6', '1') + paragraph('libc6', '1', { Architecture: 'i386' }),
        [info('libc6:amd64.list')]: '/lib/a\n',
        [info('libc6:amd64.md5sums')]: `${one}  lib/a\n`,
        [info('libc6:i386.list')]: '/lib/i\n',
        [info('libc6:i386.md5sums')]: `${two}  lib/i\n`,
        'lib/a': 'x',
        'lib/i': 'x',
      }),
    ).toEqual([`/lib/a ${one}`, `/lib/i ${two}`]);
  });

  test('stand in for a list that is missing', () => {
    const image = {
      [status]: paragraph('a', '1'),
      [info('a.md5sums')]: `${one}  usr/bin/a\n`,
      'usr/bin/a': 'x',
    };
    expect(packageNamed(inventoryOf(image), 'a').files).toEqual(['/usr/bin/a']);
    expect(checksumsOf(image)).toEqual([`/usr/bin/a ${one}`]);
  });

  test('of distroless images are of configuration below etc', () => {
    expect(
      checksumsOf({
        'var/lib/dpkg/status.d/base': paragraph('base', '1'),
        'var/lib/dpkg/status.d/base.md5sums': `${one}  etc/host.conf\n${two}  usr/lib/a\n`,
        'etc/host.conf': 'x',
        'usr/lib/a': 'x',
      }),
    ).toEqual([`/etc/host.conf ${one} configuration`, `/usr/lib/a ${two}`]);
  });
});

describe('a diverted file', () => {
  const image = (by: string): FakeLayer => ({
    [status]: paragraph('dash', '1') + paragraph('bash', '1'),
    'var/lib/dpkg/diversions': `/bin/sh\n/bin/sh.distrib\n${by}\n`,
    [info('dash.list')]: '/bin/sh\n',
    [info('dash.md5sums')]: `${one}  bin/sh\n`,
    [info('bash.list')]: '/bin/sh\n',
    [info('bash.md5sums')]: `${two}  bin/sh\n`,
    'bin/sh': 'x',
    'bin/sh.distrib': 'x',
  });

  test('is where the diversion put it, but for the package that made the diversion', () => {
    const inventory = inventoryOf(image('bash'));
    expect(packageNamed(inventory, 'dash').files).toEqual(['/bin/sh.distrib']);
    expect(packageNamed(inventory, 'bash').files).toEqual(['/bin/sh']);
    expect(checksumsOf(image('bash'))).toEqual([`/bin/sh.distrib ${one}`, `/bin/sh ${two}`]);
  });

  test('is out of the way for every package when the administrator said so', () => {
    const inventory = inventoryOf(image(':'));
    expect(packageNamed(inventory, 'dash').files).toEqual(['/bin/sh.distrib']);
    expect(packageNamed(inventory, 'bash').files).toEqual(['/bin/sh.distrib']);
  });

  test.each([
    ['/a\n/b\n', 'its last diversion is cut off'],
    ['a\n/b\n:\n', 'a line is not an absolute path: a'],
    ['/a\n../b\n:\n', 'a line is not an absolute path: ../b'],
    ['/a\n/b\n:\n'.repeat(100_001), 'it has more than 100000 diversions'],
  ])('in a file that is damaged is a problem', (text, sentence) => {
    expect(() => parseDiversions(text)).toThrow(sentence);
  });

  test('is none in an empty file', () => {
    expect(parseDiversions('')).toEqual([]);
  });
});

test('conffiles are read with their marks, and a path may hold blanks', () => {
  const lines = [
    `/etc/a ${one}`,
    `/etc/with blank ${two} obsolete`,
    `/etc/gone ${one} obsolete remove-on-upgrade`,
    'relative nothing',
    '/etc/short abc',
  ];
  const text = paragraph('a', '1', { Conffiles: `\n ${lines.join('\n ')}`, Description: 'b\n more' });
  expect(parseStatus(text, status).packages[0]?.conffiles).toEqual({
    paths: ['etc/a', 'etc/with blank', 'etc/gone', 'etc/short'],
    digests: [one, two, one],
    configuration: [0, 1, 2, 3],
  });
});

test.each([
  [`${one}  usr/bin/a\n`, 'usr/bin/a', one],
  [`${one} *usr/bin/a\n\n`, 'usr/bin/a', one],
  [`${'AB'.repeat(16)}  ./usr/bin/a\n`, 'usr/bin/a', 'ab'.repeat(16)],
  [`${one}  /usr/bin/a b\n`, 'usr/bin/a b', one],
  [`\\${one}  x\\\\x2d\n`, 'x\\x2d', one],
])('a line of md5sums is read: %j', (text, path, digest) => {
  expect(parseMd5sums(text)).toEqual({ paths: [path], digests: [digest] });
});

test('whatever a list holds, reading ends with paths or an Error', () => {
  const outcome = (read: (text: string) => unknown, text: string): string => {
    try {
      read(text);
      return 'read';
    } catch (error) {
      return error instanceof Error ? error.constructor.name : 'other';
    }
  };
  const text = fc
    .array(fc.oneof(fc.string({ maxLength: 50 }), fc.constantFrom(`${one}  a`, '/a', ':', '')))
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, fc.constantFrom(parseList, parseMd5sums, parseDiversions), (hostile, read) => {
      expect(['read', 'Error']).toContain(outcome(read, hostile));
    }),
  );
});
