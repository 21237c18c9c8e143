import { describe, expect, test } from 'vitest';
import { distributions } from '../../src/advisories/distributions.ts';
import { subjectOf } from '../../src/advisories/ecosystems.ts';
import { languages } from '../../src/advisories/languages.ts';
import { orderOf, versionOrders } from '../../src/advisories/versions/orders.ts';
import { apk, deb, npm, ofType, rpm } from './support/packages.ts';

function osOf(id: string, versionId: string, name: string) {
  return { id, ...(versionId === '' ? {} : { versionId }), ...(name === '' ? {} : { name }) };
}

describe('packages of a distribution are looked up in its release', () => {
  test.each([
    ['debian', '12', 'Debian:12'],
    ['debian', '12.7', 'Debian:12'],
    ['debian', '6.0', 'Debian:6.0'],
    ['debian', '7', 'Debian:7'],
    ['debian', 'sid', 'Debian:sid'],
    ['debian', '', 'Debian'],
    ['ubuntu', '23.04', 'Ubuntu:23.04'],
    ['ubuntu', '24.10', 'Ubuntu:24.10'],
    ['echo', '2.0', 'Echo'],
  ])('deb: %s %s', (id, versionId, ecosystem) => {
    expect(subjectOf(deb('a', '1'), osOf(id, versionId, '')).ecosystems).toEqual([ecosystem]);
  });

  test.each([
    ['alpine', '3.19.1', 'Alpine:v3.19'],
    ['alpine', '3.2', 'Alpine:v3.2'],
    ['alpine', '3.24.0_alpha20260901', 'Alpine:edge'],
    ['wolfi', '20230201', 'Wolfi'],
    ['chainguard', '20230214', 'Chainguard'],
    ['minimos', '20241031', 'MinimOS'],
    ['alpaquita', 'stream', 'Alpaquita:stream'],
    ['bellsoft-hardened-containers', '23', 'BellSoft Hardened Containers:23'],
  ])('apk: %s %s', (id, versionId, ecosystem) => {
    expect(subjectOf(apk('a', '1'), osOf(id, versionId, '')).ecosystems).toEqual([ecosystem]);
  });

  test.each([
    ['almalinux', '9.4', '', 'AlmaLinux:9'],
    ['rocky', '8.9', '', 'Rocky Linux:8'],
    ['mageia', '9', '', 'Mageia:9'],
    ['photon', '4.0', '', 'Photon OS:4.0'],
    ['openeuler', '24.03', 'openEuler 24.03 (LTS-SP1)', 'openEuler:24.03-LTS-SP1'],
    ['openeuler', '22.03', 'openEuler 22.03 (LTS)', 'openEuler:22.03-LTS'],
    ['openeuler', '24.09', 'openEuler 24.09', 'openEuler:24.09'],
    ['opensuse-leap', '15.6', 'openSUSE Leap 15.6', 'openSUSE:Leap 15.6'],
    ['opensuse-leap-micro', '5.5', '', 'openSUSE:Leap Micro 5.5'],
    ['opensuse-tumbleweed', '20260101', 'openSUSE Tumbleweed', 'openSUSE:Tumbleweed'],
    ['opensuse-microos', '20260101', 'openSUSE MicroOS', 'openSUSE:Tumbleweed'],
  ])('rpm: %s %s', (id, versionId, name, ecosystem) => {
    expect(subjectOf(rpm('a', '1'), osOf(id, versionId, name)).ecosystems).toEqual([ecosystem]);
  });

  test('Ubuntu is asked for subscribers where the public is told nothing, and first for their packages', () => {
    const os = { id: 'ubuntu', versionId: '20.04' };
    const releases = ['Ubuntu:20.04:LTS', 'Ubuntu:Pro:20.04:LTS'];
    expect(subjectOf(deb('a', '1.0-1ubuntu2.1'), os).ecosystems).toEqual(releases);
    expect(subjectOf(deb('a', '1.0-1ubuntu2.1+esm3'), os).ecosystems).toEqual(releases.toReversed());
    expect(subjectOf(deb('a', '1.0-1ubuntu0.1~esm1'), os).ecosystems).toEqual(releases.toReversed());
  });

  test('Red Hat is asked for each repository, from 10 on for each minor release', () => {
    const nine = subjectOf(rpm('a', '1'), { id: 'rhel', versionId: '9.4' });
    expect(nine.ecosystems).toContain('Red Hat:enterprise_linux:9::baseos');
    expect(nine.ecosystems).toContain('Red Hat:enterprise_linux:9::appstream');
    expect(nine.title).toBe('Red Hat Enterprise Linux 9');
    const ten = subjectOf(rpm('a', '1'), { id: 'rhel', versionId: '10.0' }).ecosystems;
    expect(ten).toContain('Red Hat:enterprise_linux:10.2');
    const seven = subjectOf(rpm('a', '1'), { id: 'rhel', versionId: '7.9' }).ecosystems;
    expect(seven[0]).toBe('Red Hat:enterprise_linux:7::server');
    expect(subjectOf(rpm('a', '1'), { id: 'rhel' }).ecosystems).toEqual([]);
  });

  test.each([
    ['sles', '15.5', 'SUSE Linux Enterprise Server 15 SP5'],
    ['sles', '15.5', ''],
  ])('SUSE is asked for the product and for its modules: %s %s %s', (id, versionId, name) => {
    const { ecosystems, title } = subjectOf(rpm('a', '1'), osOf(id, versionId, name));
    expect(ecosystems[0]).toBe('SUSE:Linux Enterprise Server 15 SP5');
    expect(ecosystems).toContain('SUSE:Linux Enterprise Module for Basesystem 15 SP5');
    expect(ecosystems).toContain('SUSE:Linux Enterprise Server 15 SP5-LTSS');
    expect(title).toBe('SUSE Linux Enterprise Server 15 SP5');
  });

  test('SUSE products without modules are asked for by their name', () => {
    const micro = osOf('sl-micro', '6.0', 'SUSE Linux Micro 6.0');
    expect(subjectOf(rpm('a', '1'), micro).ecosystems[0]).toBe('SUSE:Linux Micro 6.0');
    const sixteen = osOf('sles', '16.0', 'SUSE Linux Enterprise Server 16.0');
    expect(subjectOf(rpm('a', '1'), sixteen).ecosystems[0]).toBe('SUSE:Linux Enterprise Server 16.0');
    expect(subjectOf(rpm('a', '1'), osOf('sles', '12.5', '')).ecosystems[0]).toBe(
      'SUSE:Linux Enterprise Server 12 SP5',
    );
  });

  test('Azure Linux is asked for by both spellings of its release', () => {
    const releases = ['Azure Linux:3', 'Azure Linux:3.0'];
    expect(subjectOf(rpm('a', '1'), { id: 'azurelinux', versionId: '3.0' }).ecosystems).toEqual(releases);
  });

  test.each(distributions.map((one) => [one.family, one.ids[0] ?? '', one] as const))(
    'all of one family, which has an order: %s (%s)',
    (family, id, { ids, ecosystems }) => {
      const installed = rpm('a', '1');
      const asked = ids.flatMap((one) => ecosystems({ id: one, versionId: '15.4', name: '' }, installed));
      expect(asked.filter((one) => one !== family && !one.startsWith(`${family}:`))).toEqual([]);
      expect(orderOf(family)).toBeDefined();
      expect(id).toBe(id.toLowerCase());
    },
  );
});

describe('distributions are asked', () => {
  const source = { name: 'zlib', version: '1:1.2.13.dfsg-1' };

  test('by the source package and its version where their advisories name sources', () => {
    const subject = subjectOf(deb('zlib1g', '1:1.2.13.dfsg-1+b1', source), {
      id: 'debian',
      versionId: '12',
    });
    expect(subject).toEqual({ ecosystems: ['Debian:12'], title: 'Debian:12', because: 'missing', ...source });
    expect(subjectOf(rpm('zlib-devel', '2', source), { id: 'rocky', versionId: '9.4' })).toMatchObject(
      source,
    );
  });

  test('by the binary package and its version where their advisories name binaries', () => {
    const binary = { name: 'zlib-devel', version: '2-1' };
    const installed = rpm(binary.name, binary.version, source);
    expect(subjectOf(installed, { id: 'almalinux', versionId: '9.4' })).toMatchObject(binary);
    expect(subjectOf(installed, { id: 'rhel', versionId: '9.4' })).toMatchObject(binary);
  });
});

describe('what OSV has no ecosystem for has none, and a name that people know', () => {
  test.each([
    ['amzn', '2023', 'rpm', 'Amazon Linux 2023 (rpm)'],
    ['ol', '9.4', 'rpm', 'Oracle Linux 9.4 (rpm)'],
    ['fedora', '42', 'rpm', 'Fedora 42 (rpm)'],
    ['centos', '7', 'rpm', 'CentOS 7 (rpm)'],
    ['arch', '', 'alpm', 'Arch Linux (alpm)'],
    ['gentoo', '2.17', 'ebuild', 'Gentoo 2.17 (ebuild)'],
    ['raspbian', '12', 'deb', 'Raspbian 12 (deb)'],
    ['kali', '2026.1', 'deb', 'Kali Linux 2026.1 (deb)'],
    ['openwrt', '24.10', 'opkg', 'OpenWrt 24.10 (opkg)'],
    ['homegrown', '1', 'deb', 'homegrown 1 (deb)'],
    ['debian', '12', 'apk', 'Debian 12 (apk)'],
    ['nixos', '25.05', 'nix', 'NixOS 25.05 (nix)'],
  ])('%s %s (%s)', (id, versionId, type, title) => {
    expect(subjectOf(ofType(type, 'a', '1'), osOf(id, versionId, ''))).toEqual({
      ecosystems: [],
      name: 'a',
      version: '1',
      title,
      because: 'distribution',
    });
  });

  test.each([
    ['conda', 'conda'],
    ['generic', 'programs that no package format brought'],
    ['nix', 'Nix'],
    ['luarocks', 'packages of type luarocks'],
  ])('%s packages on top of a distribution have advisories nowhere', (type, title) => {
    expect(subjectOf(ofType(type, 'a', '1'), { id: 'debian', versionId: '12' })).toMatchObject({
      ecosystems: [],
      title,
      because: 'unpublished',
    });
  });

  test('packages of Nix in an image without a distribution are all of its system', () => {
    expect(subjectOf(ofType('nix', 'a', '1'), null)).toMatchObject({
      title: 'an unknown distribution (nix)',
      because: 'distribution',
    });
  });

  test('packages of an unknown distribution are looked up nowhere', () => {
    expect(subjectOf(deb('a', '1'), null)).toMatchObject({
      ecosystems: [],
      title: 'an unknown distribution (deb)',
    });
  });
});

describe('packages of a language are asked by name, whatever the distribution', () => {
  test.each([
    ['npm', '@a/b', '1.0.0', 'npm', '@a/b', '1.0.0'],
    ['pypi', 'Zope.Interface', '6.0', 'PyPI', 'zope-interface', '6.0'],
    ['pypi', 'ruamel.yaml_clib', '0.2', 'PyPI', 'ruamel-yaml-clib', '0.2'],
    ['pypi', 'torch', '2.0.0+cu118', 'PyPI', 'torch', '2.0.0'],
    ['maven', 'org.yaml:snakeyaml', '1.33', 'Maven', 'org.yaml:snakeyaml', '1.33'],
    ['nuget', 'Newtonsoft.Json', '12.0.1', 'NuGet', 'newtonsoft.json', '12.0.1'],
    ['composer', 'Symfony/Http-Kernel', 'v5.4.0', 'Packagist', 'symfony/http-kernel', 'v5.4.0'],
    ['golang', 'github.com/Masterminds/goutils', 'v1.1.0', 'Go', 'github.com/Masterminds/goutils', 'v1.1.0'],
    ['golang', 'stdlib', 'go1.22.3', 'Go', 'stdlib', '1.22.3'],
    ['golang', 'stdlib', '1.21', 'Go', 'stdlib', '1.21.0'],
    ['golang', 'stdlib', 'v1.22rc1', 'Go', 'stdlib', '1.22.0-rc.1'],
    ['golang', 'stdlib', 'go1.22.3 X:boringcrypto', 'Go', 'stdlib', '1.22.3'],
    ['golang', 'toolchain', 'go1.21.5-custom', 'Go', 'toolchain', '1.21.5'],
    ['golang', 'stdlib', 'devel', 'Go', 'stdlib', 'devel'],
    ['cargo', 'time', '0.1.43', 'crates.io', 'time', '0.1.43'],
    ['gem', 'rails', '7.0.0', 'RubyGems', 'rails', '7.0.0'],
    ['hex', 'Plug', '1.0.0', 'Hex', 'plug', '1.0.0'],
    ['bitnami', 'redis', '7.2.4-11', 'Bitnami', 'redis', '7.2.4'],
    ['swift', 'https://github.com/Vapor/vapor.git', '4.0.0', 'SwiftURL', 'github.com/vapor/vapor', '4.0.0'],
  ])('%s %s %s', (type, name, version, ecosystem, asked, askedVersion) => {
    expect(subjectOf(ofType(type, name, version), null)).toEqual({
      ecosystems: [ecosystem],
      name: asked,
      version: askedVersion,
      title: ecosystem,
      because: 'missing',
    });
  });

  test("Drupal's modules are looked up in its own repository too", () => {
    expect(subjectOf(ofType('composer', 'drupal/tfa', '2.0.0'), null).ecosystems).toEqual([
      'Packagist',
      'Packagist:https://packages.drupal.org/8',
    ]);
  });

  test('npm needs no distribution', () => {
    expect(subjectOf(npm('a', '1.0.0'), { id: 'alpine' }).ecosystems).toEqual(['npm']);
  });

  test.each(languages.map(({ ecosystem }) => ecosystem))('%s has an order', (ecosystem) => {
    expect(orderOf(ecosystem)).toBeDefined();
  });
});

test('every ecosystem that has an order is one that packages are looked up in', () => {
  const asked = new Set([
    ...distributions.map(({ family }) => family),
    ...languages.map(({ ecosystem }) => ecosystem),
  ]);
  const ordered = versionOrders.flatMap(({ ecosystems }) => ecosystems);
  expect(ordered.filter((ecosystem) => !asked.has(ecosystem))).toEqual([]);
});
