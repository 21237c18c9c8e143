import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReleaseFile, releaseFilePaths } from '../../src/catalog/release-files.ts';
import { fixture, inventoryOf } from './support.ts';

const release = (name: string): string => fixture(`os-release/${name}`);

describe('os-release files of real images', () => {
  test.each([
    ['debian-8', 'debian', '8'],
    ['debian-12', 'debian', '12'],
    ['ubuntu-14.04', 'ubuntu', '14.04'],
    ['alpine-3.4', 'alpine', '3.4.6'],
    ['alpine-3.18', 'alpine', '3.18.4'],
    ['rhel-7', 'rhel', '7.0'],
    ['rhel-9', 'rhel', '9.0'],
    ['oracle-6.9', 'ol', '6.9'],
    ['sles-15', 'sles', '15'],
  ])('%s', (name, id, versionId) => {
    expect(inventoryOf({ 'etc/os-release': release(name) }).os).toMatchObject({ id, versionId });
  });
});

describe('an image without os-release', () => {
  test('is what its own file says, not that of its ancestor', () => {
    const { os } = inventoryOf({
      'etc/redhat-release': release('oracle-6.redhat-release'),
      'etc/oracle-release': release('oracle-6.oracle-release'),
    });
    expect(os).toEqual({ id: 'ol', versionId: '6.10', name: 'Oracle Linux Server release 6.10' });
  });

  test('is read through links', () => {
    const { os } = inventoryOf({
      'etc/redhat-release': { link: 'centos-release' },
      'etc/centos-release': release('centos-6.redhat-release'),
    });
    expect(os).toEqual({ id: 'centos', versionId: '6.9', name: 'CentOS release 6.9 (Final)' });
  });

  test('is not what an older file says when there is an os-release', () => {
    const { os } = inventoryOf({ 'etc/os-release': 'ID=wolfi\n', 'etc/alpine-release': '3.4.6\n' });
    expect(os).toEqual({ id: 'wolfi' });
  });

  test('is unknown, with a problem, when it has an os-release that cannot be read', () => {
    const { os, problems } = inventoryOf({ 'etc/os-release': 'NAME=x\n', 'etc/alpine-release': '3.4.6\n' });
    expect(os).toBeNull();
    expect(problems).toEqual(['/etc/os-release: it has no ID, so the distribution is unknown']);
  });

  test('is Debian when only debian_version tells', () => {
    expect(inventoryOf({ 'etc/debian_version': '6.0.10\n' }).os).toEqual({ id: 'debian', versionId: '6' });
    expect(inventoryOf({ 'etc/debian_version': 'kali-rolling\n' }).os).toBeNull();
  });

  test('is what lsb-release says, where debian_version speaks of the ancestor', () => {
    const { os } = inventoryOf({
      'etc/debian_version': 'squeeze/sid\n',
      'etc/lsb-release':
        'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_CODENAME=lucid\nDISTRIB_DESCRIPTION="Ubuntu 10.04.4 LTS"\n',
    });
    expect(os).toEqual({ id: 'ubuntu', versionId: '10.04', name: 'Ubuntu 10.04.4 LTS' });
  });
});

test.each([
  ['etc/redhat-release', 'Red Hat Enterprise Linux Server release 6.10 (Santiago)\n', 'rhel', '6.10'],
  ['etc/redhat-release', 'CentOS Linux release 7.9.2009 (Core)\n', 'centos', '7.9.2009'],
  ['etc/redhat-release', 'Fedora release 18 (Spherical Cow)\n', 'fedora', '18'],
  ['etc/redhat-release', 'Rocky Linux release 8.5 (Green Obsidian)\n', 'rocky', '8.5'],
  ['etc/redhat-release', 'AlmaLinux release 8.5 (Arctic Sphynx)\n', 'almalinux', '8.5'],
  ['etc/redhat-release', 'Scientific Linux release 6.4 (Carbon)\n', 'scientific', '6.4'],
  ['etc/oracle-release', 'Oracle Linux Server release 8.9\n', 'ol', '8.9'],
  ['etc/system-release', 'Amazon Linux AMI release 2018.03\n', 'amzn', '2018.03'],
  ['etc/system-release', 'Amazon Linux release 2 (Karoo)\n', 'amzn', '2'],
  [
    'etc/SuSE-release',
    'SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n',
    'sles',
    '11.4',
  ],
  ['etc/SuSE-release', 'openSUSE 13.1 (x86_64)\nVERSION = 13.1\nCODENAME = Bottle\n', 'opensuse', '13.1'],
  ['etc/photon-release', 'VMware Photon OS 4.0\nPHOTON_BUILD_NUMBER=1526e30\n', 'photon', '4.0'],
  ['etc/mariner-release', 'CBL-Mariner 2.0.20230407\nMARINER_BUILD_NUMBER=x\n', 'mariner', '2.0'],
  ['etc/azurelinux-release', 'Azure Linux 3.0.20240727\n', 'azurelinux', '3.0'],
  ['etc/alpine-release', '3.21.0_alpha20240923\n', 'alpine', '3.21.0_alpha20240923'],
  ['etc/slackware-version', 'Slackware 14.2\n', 'slackware', '14.2'],
  ['etc/openwrt_release', "DISTRIB_ID='OpenWrt'\nDISTRIB_RELEASE='22.03.5'\n", 'openwrt', '22.03.5'],
])('%s %j', (path, text, id, versionId) => {
  expect(parseReleaseFile(text, path)).toMatchObject({ id, versionId });
});

test.each([
  ['etc/redhat-release', ''],
  ['etc/redhat-release', 'Somebody release 3\n'],
  ['etc/lsb-release', 'LSB_VERSION=base-4.0-amd64\n'],
  ['etc/lsb-release', 'DISTRIB_ID=../../etc\n'],
  ['etc/lsb-release', 'DISTRIB_ID=a\nDISTRIB_RELEASE="1\u001b[2J"\n'],
  ['etc/alpine-release', 'not a version\n'],
  ['etc/SuSE-release', 'openSUSE\n'],
])('%s that says nothing of use is passed over: %j', (path, text) => {
  expect(parseReleaseFile(text, path)).toBeUndefined();
});

test('whatever such a file holds, what is read is an id and a version', () => {
  fc.assert(
    fc.property(fc.constantFrom(...releaseFilePaths), fc.string({ unit: 'binary-ascii' }), (path, text) => {
      const found = parseReleaseFile(`DISTRIB_ID=${text}\nDISTRIB_RELEASE=${text}`, path) ?? { id: 'none' };
      expect(found.id).toMatch(/^[a-z0-9._-]{1,64}$/);
      expect(found.versionId ?? '1').toMatch(/^[A-Za-z0-9._~+-]{1,64}$/);
    }),
  );
});
