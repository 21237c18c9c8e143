import { describe, expect, test } from 'vitest';
import { parseOpkgList } from '../../src/catalog/opkg.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { fixture, inventoryOf, packageNamed } from './support.ts';

const dnsmasq =
  'Package: dnsmasq\nVersion: 2.86-14\nDepends: libc\nStatus: install user installed\nArchitecture: arm_cortex-a9\nInstalled-Time: 1\n\n';

describe.each(['usr/lib/opkg', 'var/lib/opkg'])('%s', (folder) => {
  test('gives packages with files and the checksums of configuration files', () => {
    const { packages, checksums, problems } = inventoryOf({
      'etc/os-release': 'ID="openwrt"\nVERSION_ID="22.03.5"\n',
      [`${folder}/status`]: fixture('opkg/usr/lib/opkg/status'),
      [`${folder}/info/dnsmasq.list`]: fixture('opkg/usr/lib/opkg/info/dnsmasq.list'),
      'usr/sbin/dnsmasq': 'x',
      'etc/dnsmasq.conf': 'x',
    });
    expect(problems).toEqual([]);
    expect(packages).toEqual([
      {
        purl: 'pkg:opkg/openwrt/dnsmasq@2.86-14?arch=arm_cortex-a9&distro=openwrt-22.03.5',
        name: 'dnsmasq',
        version: '2.86-14',
        type: 'opkg',
        architecture: 'arm_cortex-a9',
        layer: fakeDiffId(0),
        files: ['/etc/dnsmasq.conf', '/usr/sbin/dnsmasq'],
      },
    ]);
    expect(checksums).toMatchObject([
      { path: '/etc/dnsmasq.conf', algorithm: 'sha256', configuration: true },
    ]);
  });
});

test('the layer of a package is the one that brought its version', () => {
  const other = dnsmasq.replace('dnsmasq', 'other');
  const inventory = inventoryOf(
    { 'usr/lib/opkg/status': dnsmasq },
    { 'usr/lib/opkg/status': dnsmasq + other },
  );
  expect(packageNamed(inventory, 'dnsmasq').layer).toBe(fakeDiffId(0));
  expect(packageNamed(inventory, 'other').layer).toBe(fakeDiffId(1));
});

test('what is malformed is a problem, and hides nothing else', () => {
  const { packages, problems } = inventoryOf({
    'usr/lib/opkg/status': `Package: ../x\nVersion: 1\n\n${dnsmasq}`,
  });
  expect(packages.map(({ name }) => name)).toEqual(['dnsmasq']);
  expect(problems).toEqual(['/usr/lib/opkg/status: package ../x: its name is not one that dpkg allows']);
  expect(() => parseOpkgList('usr/bin/x\n')).toThrow('a line is not an absolute path: usr/bin/x');
});
