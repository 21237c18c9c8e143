import type { OperatingSystem, BarePackage } from '../model/scan-report.ts';

/** A distribution that OSV has advisories of. */
export interface Distribution {
  /** `ID` of os-release(5), in lower case. */
  readonly ids: readonly string[];
  /** The purl type of its packages. */
  readonly type: 'deb' | 'apk' | 'rpm';
  /** What OSV calls it: github.com/ossf/osv-schema, docs/schema.md, "affected[].package field", as of July 2026. */
  readonly family: string;
  /** What its advisories name; that of AlmaLinux was found in its records, where the schema says otherwise. */
  readonly names: 'source' | 'binary';
  /**
   * The ecosystems of a release. Of each advisory the first that it speaks of counts; what it says of the others is for
   * other packages of the same name.
   */
  readonly ecosystems: (os: OperatingSystem, installed: BarePackage) => readonly string[];
  /** What it is called where its first ecosystem would say too little. */
  readonly title?: (os: OperatingSystem) => string;
}

/**
 * A derivative (`ID_LIKE`) is not taken for what it was made from: it rebuilds packages under versions that look the
 * same. Those that share the packages themselves are named with what they share them with: openSUSE MicroOS is
 * Tumbleweed's, distroless images call themselves Debian.
 */
export const distributions: readonly Distribution[] = [
  {
    ids: ['debian'],
    type: 'deb',
    family: 'Debian',
    names: 'source',
    ecosystems: ({ versionId = '' }) => [released('Debian', debianRelease(versionId))],
  },
  {
    ids: ['ubuntu'],
    type: 'deb',
    family: 'Ubuntu',
    names: 'source',
    ecosystems: ({ versionId = '' }, installed) => ubuntuReleases(versionId, installed),
  },
  { ids: ['echo'], type: 'deb', family: 'Echo', names: 'source', ecosystems: () => ['Echo'] },
  {
    ids: ['alpine'],
    type: 'apk',
    family: 'Alpine',
    names: 'source',
    ecosystems: ({ versionId = '' }) => [released('Alpine', alpineRelease(versionId))],
  },
  { ids: ['wolfi'], type: 'apk', family: 'Wolfi', names: 'source', ecosystems: () => ['Wolfi'] },
  {
    ids: ['chainguard'],
    type: 'apk',
    family: 'Chainguard',
    names: 'source',
    ecosystems: () => ['Chainguard'],
  },
  { ids: ['minimos'], type: 'apk', family: 'MinimOS', names: 'source', ecosystems: () => ['MinimOS'] },
  byVersionId('Alpaquita', 'apk', 'alpaquita'),
  byVersionId('BellSoft Hardened Containers', 'apk', 'bellsoft-hardened-containers'),
  {
    ids: ['almalinux'],
    type: 'rpm',
    family: 'AlmaLinux',
    names: 'binary',
    ecosystems: (os) => [released('AlmaLinux', majorOf(os))],
  },
  {
    ids: ['rocky'],
    type: 'rpm',
    family: 'Rocky Linux',
    names: 'source',
    ecosystems: (os) => [released('Rocky Linux', majorOf(os))],
  },
  {
    ids: ['rhel'],
    type: 'rpm',
    family: 'Red Hat',
    names: 'binary',
    ecosystems: (os) => redHatStreams(majorOf(os)).map((stream) => released('Red Hat', stream)),
    title: (os) => `Red Hat Enterprise Linux ${majorOf(os)}`.trim(),
  },
  {
    ids: ['sles', 'sled', 'sles_sap', 'sle_hpc', 'sle-micro', 'sl-micro', 'suse-microos'],
    type: 'rpm',
    family: 'SUSE',
    names: 'source',
    ecosystems: (os) => suseProducts(suseProduct(os)).map((product) => released('SUSE', product)),
    title: (os) => `SUSE ${suseProduct(os)}`,
  },
  {
    ids: ['opensuse-leap'],
    type: 'rpm',
    family: 'openSUSE',
    names: 'source',
    ecosystems: ({ versionId = '' }) => [released('openSUSE', `Leap ${versionId}`.trim())],
  },
  {
    ids: ['opensuse-leap-micro'],
    type: 'rpm',
    family: 'openSUSE',
    names: 'source',
    ecosystems: ({ versionId = '' }) => [released('openSUSE', `Leap Micro ${versionId}`.trim())],
  },
  {
    ids: ['opensuse-tumbleweed', 'opensuse-microos'],
    type: 'rpm',
    family: 'openSUSE',
    names: 'source',
    ecosystems: () => ['openSUSE:Tumbleweed'],
  },
  byVersionId('Mageia', 'rpm', 'mageia'),
  {
    ids: ['openeuler'],
    type: 'rpm',
    family: 'openEuler',
    names: 'source',
    ecosystems: (os) => [released('openEuler', openEulerRelease(os))],
  },
  { ...byVersionId('Photon OS', 'rpm', 'photon'), names: 'binary' },
  {
    ids: ['azurelinux', 'mariner'],
    type: 'rpm',
    family: 'Azure Linux',
    names: 'source',
    // The schema's releases are numbers; the records have `3`, os-release has `3.0`.
    ecosystems: (os) => [
      ...new Set([majorOf(os), os.versionId ?? ''].map((release) => released('Azure Linux', release))),
    ],
  },
];

/** A distribution whose release is its `VERSION_ID`. */
function byVersionId(family: string, type: Distribution['type'], id: string): Distribution {
  return {
    ids: [id],
    type,
    family,
    names: 'source',
    ecosystems: ({ versionId = '' }) => [released(family, versionId)],
  };
}

function released(name: string, release: string): string {
  return release === '' ? name : `${name}:${release}`;
}

function majorOf({ versionId = '' }: OperatingSystem): string {
  return versionId.split('.', 1)[0] ?? '';
}

/** `12` of `12` and `12.7`; before 7 the release had two numbers. Testing and unstable have no version. */
function debianRelease(versionId: string): string {
  const [major = '', minor] = versionId.split('.');
  return Number(major) < 7 && minor !== undefined ? `${major}.${minor}` : major;
}

/**
 * Every second April is a long-term release, and must be called one. What only subscribers of Ubuntu Pro get has
 * advisories of its own: they speak for packages that came from there, and where the public ones are silent (which for
 * a release that is out of public support they always are).
 */
function ubuntuReleases(versionId: string, { version }: BarePackage): readonly string[] {
  const [year = '', month] = versionId.split('.');
  if (month !== '04' || Number(year) % 2 !== 0) return [released('Ubuntu', versionId)];
  const releases = [`Ubuntu:${versionId}:LTS`, `Ubuntu:Pro:${versionId}:LTS`];
  return /[+~]esm\d/.test(version) ? releases.reverse() : releases;
}

/** `v3.19` of `3.19.1`. The rolling release calls itself after the next one: `3.24.0_alpha20260901`. */
function alpineRelease(versionId: string): string {
  if (versionId.includes('_')) return 'edge';
  const [major, minor] = versionId.split('.');
  return minor === undefined ? versionId : `v${major}.${minor}`;
}

/**
 * The CPEs of the repositories of one release: a package does not say which it came from. From 10 on they are told
 * apart by minor release instead, and an image of an older one lacks the fixes of the newer. The longer supported
 * streams (EUS and others) leave no trace in an image.
 */
function redHatStreams(major: string): readonly string[] {
  const release = `enterprise_linux:${major}`;
  if (major === '') return [];
  if (Number(major) >= 10) return Array.from({ length: 11 }, (_, minor) => `${release}.${minor}`);
  const repositories = Number(major) < 8 ? redHatVariants : redHatRepositories;
  return repositories.map((repository) => `${release}::${repository}`);
}

const redHatVariants = ['server', 'workstation', 'client', 'computenode'];
const redHatRepositories = [
  'baseos',
  'appstream',
  'crb',
  'supplementary',
  'highavailability',
  'resilientstorage',
  'nfv',
  'realtime',
  'sap',
  'sap_hana',
];

/** The marketing name without the vendor, which `PRETTY_NAME` is: `Linux Enterprise Server 15 SP5`. */
function suseProduct({ name = '', versionId = '' }: OperatingSystem): string {
  const product = /^SUSE (.+)$/.exec(name)?.[1];
  if (product !== undefined) return product;
  const [major = '', servicePack = '0'] = versionId.split('.');
  return `Linux Enterprise Server ${major}${servicePack === '0' ? '' : ` SP${servicePack}`}`.trim();
}

/**
 * SUSE Linux Enterprise 15 is a set of modules, and its advisories name the module that has a package, not the product
 * that has the module (documentation.suse.com, "Modules and Extensions Quick Start"). What only the long-term service
 * pack support gets is asked last.
 */
function suseProducts(product: string): readonly string[] {
  const release = / (15(?: SP\d)?)$/.exec(product)?.[1];
  if (release === undefined) return [product, `${product}-LTSS`];
  return [
    product,
    ...suseModules.map((module) => `Linux Enterprise Module for ${module} ${release}`),
    ...new Set([`${product}-LTSS`, `Linux Enterprise Server ${release}-LTSS`]),
    `Package Hub ${release}`,
  ];
}

const suseModules = [
  'Basesystem',
  'Server Applications',
  'Containers',
  'Development Tools',
  'Python 3',
  'Web and Scripting',
  'Desktop Applications',
  'Legacy',
  'Public Cloud',
  'SAP Applications',
  'HPC',
];

/** `24.03-LTS-SP1`, which os-release has as `openEuler 24.03 (LTS-SP1)` in `PRETTY_NAME` alone. */
function openEulerRelease({ name = '', versionId = '' }: OperatingSystem): string {
  const [, release, kind] = /^openEuler (\d+\.\d+) ?\((LTS(?:-SP\d+)?)\)$/i.exec(name) ?? [];
  return release === undefined ? versionId : `${release}-${kind}`;
}

/** What people call distributions that OSV has no advisories of. */
export const otherDistributions: ReadonlyMap<string, string> = new Map([
  ['amzn', 'Amazon Linux'],
  ['anolis', 'Anolis OS'],
  ['arch', 'Arch Linux'],
  ['bottlerocket', 'Bottlerocket'],
  ['centos', 'CentOS'],
  ['clear-linux-os', 'Clear Linux'],
  ['cos', 'Container-Optimized OS'],
  ['deepin', 'deepin'],
  ['eurolinux', 'EuroLinux'],
  ['fedora', 'Fedora'],
  ['flatcar', 'Flatcar Container Linux'],
  ['gentoo', 'Gentoo'],
  ['kali', 'Kali Linux'],
  ['linuxmint', 'Linux Mint'],
  ['manjaro', 'Manjaro'],
  ['miraclelinux', 'MIRACLE LINUX'],
  ['nixos', 'NixOS'],
  ['ol', 'Oracle Linux'],
  ['openwrt', 'OpenWrt'],
  ['pop', 'Pop!_OS'],
  ['postmarketos', 'postmarketOS'],
  ['raspbian', 'Raspbian'],
  ['rhcos', 'Red Hat Enterprise Linux CoreOS'],
  ['scientific', 'Scientific Linux'],
  ['void', 'Void Linux'],
]);
