import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fileDigestReader } from '../../../src/image/file-digests.ts';
import type { InspectInput, Inspection } from '../../../src/inspect/inspector.ts';
import { integrityInspector } from '../../../src/inspect/integrity/integrity.ts';
import type { FileChecksum } from '../../../src/model/file-checksum.ts';
import type { Executable, Package } from '../../../src/model/scan-report.ts';
import { type FakeLayer, fakeDiffId, fakeView } from '../../fakes/file-view.ts';

const purl = 'pkg:deb/debian/dash@1';

function hex(algorithm: 'md5' | 'sha1' | 'sha256', text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}

function claim(path: string, text: string, more: Partial<FileChecksum> = {}): FileChecksum {
  return { path, package: purl, algorithm: 'md5', digest: hex('md5', text), configuration: false, ...more };
}

function program(path: string, more: Partial<Executable> = {}): Executable {
  return {
    path,
    sha256: hex('sha256', path),
    size: 1,
    mode: 0o755,
    uid: 0,
    gid: 0,
    kind: 'elf-executable',
    layer: fakeDiffId(0),
    ...more,
  };
}

const dash: Package = {
  purl,
  name: 'dash',
  version: '1',
  type: 'deb',
  layer: fakeDiffId(0),
  files: ['/usr/bin/dash'],
};

function inspected(
  layers: readonly FakeLayer[],
  more: Partial<Pick<InspectInput, 'checksums' | 'executables' | 'packages'>>,
): Inspection {
  return integrityInspector.inspect({
    config: { rootfs: { type: 'layers', diff_ids: [] } },
    view: fakeView(layers, { readers: [fileDigestReader] }),
    os: null,
    packages: [dash],
    systemTypes: ['deb'],
    owners: new Map(),
    checksums: [],
    executables: [],
    ...more,
  });
}

describe('a file of a package', () => {
  const layers = [{ 'usr/bin/dash': 'original', 'usr/share/data': 'x' }];

  test.each(['md5', 'sha1', 'sha256'] as const)('with the bytes it came with is fine, by %s', (algorithm) => {
    const checksums = [claim('/usr/bin/dash', '', { algorithm, digest: hex(algorithm, 'original') })];
    expect(inspected(layers, { checksums }).findings).toEqual([]);
  });

  test('with other bytes is modified, by the layer that did it', () => {
    const checksums = [claim('/usr/bin/dash', 'original')];
    const changed = [...layers, { 'usr/bin/dash': 'other' }];
    expect(
      inspected(changed, { checksums, executables: [program('/usr/bin/dash', { package: purl })] }),
    ).toMatchObject({
      findings: [
        {
          kind: 'integrity',
          rule: 'modified',
          severity: 'high',
          path: '/usr/bin/dash',
          package: purl,
          layer: fakeDiffId(1),
        },
      ],
      problems: [],
    });
  });

  test('that is no program is modified with less weight', () => {
    const checksums = [claim('/usr/share/data', 'y')];
    expect(inspected(layers, { checksums }).findings).toMatchObject([
      { rule: 'modified', severity: 'medium' },
    ]);
  });

  test('that is a configuration file may be changed', () => {
    const checksums = [claim('/etc/profile', 'shipped', { configuration: true })];
    expect(inspected([{ 'etc/profile': 'changed' }], { checksums }).findings).toEqual([]);
  });

  test('that two packages claim is right when it is either’s', () => {
    const checksums = [claim('/usr/bin/dash', 'original'), claim('/usr/bin/dash', 'diverted')];
    expect(inspected(layers, { checksums }).findings).toEqual([]);
  });

  test('that has become a link is not compared with the bytes of its target', () => {
    const checksums = [claim('/usr/bin/dash', 'original')];
    expect(inspected([{ 'usr/bin/dash': { link: 'busybox' } }], { checksums })).toMatchObject({
      findings: [],
      problems: [],
    });
  });

  test('that was not hashed makes the scan incomplete', () => {
    const path = '/app/node_modules/a/index.js';
    const checksums = [claim(path, 'x')];
    expect(inspected([{ [path.slice(1)]: 'y' }], { checksums })).toMatchObject({
      findings: [],
      problems: [`not compared with the checksums of their packages: ${path}`],
    });
  });

  test.each(['/usr/bin/dash', '/sbin/init', '/usr/lib/x86_64-linux-gnu/libc.so.6', '/lib/libz.so'])(
    'that is gone is missing: %s',
    (path) => {
      expect(inspected([{}], { checksums: [claim(path, 'x')] }).findings).toMatchObject([
        { rule: 'missing', path, severity: 'low', package: purl },
      ]);
    },
  );

  test('that is gone is a finding of the layer that took it away', () => {
    const path = '/usr/bin/dash';
    const { findings } = inspected([{ 'usr/bin/dash': 'x' }, { 'usr/bin/dash': null }, {}], {
      checksums: [claim(path, 'x')],
    });
    expect(findings).toMatchObject([{ rule: 'missing', path, layer: fakeDiffId(1) }]);
  });

  test.each([
    '/usr/share/doc/dash/copyright',
    '/usr/share/man/man1/dash.1.gz',
    '/usr/share/locale/de/x.mo',
    '/etc/profile',
  ])('that images leave out on purpose is not missing: %s', (path) => {
    expect(inspected([{}], { checksums: [claim(path, 'x')] }).findings).toEqual([]);
  });
});

describe('a program', () => {
  test('that no package brought is told, with more weight among those of the system', () => {
    const executables = [
      program('/usr/bin/dash', { package: purl }),
      program('/usr/bin/xmrig', { layer: fakeDiffId(1) }),
      program('/opt/app/server'),
    ];
    expect(inspected([{}], { executables }).findings).toMatchObject([
      { rule: 'unowned-executable', path: '/usr/bin/xmrig', severity: 'medium', layer: fakeDiffId(1) },
      { rule: 'unowned-executable', path: '/opt/app/server', severity: 'low' },
    ]);
  });

  test.each([
    [
      'a text with a first line of a script and no execute bit',
      program('/a', { kind: 'script', mode: 0o644 }),
    ],
    ['a file of no known kind', program('/a', { kind: 'other' })],
    ['a script that the package manager keeps', program('/var/lib/dpkg/info/a.postinst', { kind: 'script' })],
    ['an object file', program('/a.o', { kind: 'elf-other', mode: 0o644 })],
  ])('is not %s', (_, executable) => {
    expect(inspected([{}], { executables: [executable] }).findings).toEqual([]);
  });

  test('of an image without a distribution’s packages cannot be told apart, so nothing is said', () => {
    const inspection = inspected([{}], { packages: [], executables: [program('/server')] });
    expect([inspection.findings, inspection.decidedRules]).toEqual([[], []]);
  });

  test('past the thousandth is counted, not dropped', () => {
    const executables = Array.from({ length: 1003 }, (_, index) => program(`/opt/${index}`));
    const { findings } = inspected([{}], { executables });
    expect([findings.length, findings.at(-1)?.title]).toEqual([1001, '3 more files are unowned-executable']);
  });
});
