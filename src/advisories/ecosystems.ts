import type { OperatingSystem, Package } from '../model/scan-report.ts';

/** What to look an installed package up by. */
export interface Subject {
  /** As OSV writes it: `Debian:12`, `Alpine:v3.19`, `npm`; a description where OSV has no name for it. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

interface Distribution {
  /** `ID` of os-release(5). */
  readonly id: string;
  readonly type: Package['type'];
  readonly ecosystem: (versionId: string) => string;
}

/** The distributions OSV has advisories of for the package formats that are read (OSV schema 1.7, "ecosystem"). */
const distributions: readonly Distribution[] = [
  { id: 'debian', type: 'deb', ecosystem: (version) => released('Debian', debianRelease(version)) },
  { id: 'ubuntu', type: 'deb', ecosystem: (version) => released('Ubuntu', ubuntuRelease(version)) },
  { id: 'alpine', type: 'apk', ecosystem: (version) => released('Alpine', alpineRelease(version)) },
  { id: 'wolfi', type: 'apk', ecosystem: () => 'Wolfi' },
  { id: 'chainguard', type: 'apk', ecosystem: () => 'Chainguard' },
];

/**
 * The subject of a package. Distributions write advisories for source packages, and fixes in versions of those, which
 * for some binary packages differ from their own.
 */
export function subjectOf(installed: Package, os: OperatingSystem | null): Subject {
  if (installed.type === 'npm') return { ecosystem: 'npm', name: installed.name, version: installed.version };
  const { name, version } = installed.source ?? installed;
  return { ecosystem: ecosystemOf(installed.type, os), name, version };
}

function ecosystemOf(type: Package['type'], os: OperatingSystem | null): string {
  if (os === null) return `an unknown distribution (${type})`;
  const versionId = os.versionId ?? '';
  const known = distributions.find((distribution) => distribution.id === os.id && distribution.type === type);
  if (known !== undefined) return known.ecosystem(versionId);
  return `${released(os.id, versionId)} (${type})`;
}

function released(name: string, release: string): string {
  return release === '' ? name : `${name}:${release}`;
}

/** `12` of `12` and `12.7`; before 7 the release had two numbers. Testing and unstable have no version. */
function debianRelease(versionId: string): string {
  const [major = '', minor] = versionId.split('.');
  return Number(major) < 7 && minor !== undefined ? `${major}.${minor}` : major;
}

/** Every second April is a long-term release, and must be called one. */
function ubuntuRelease(versionId: string): string {
  const [year = '', month] = versionId.split('.');
  return month === '04' && Number(year) % 2 === 0 ? `${versionId}:LTS` : versionId;
}

/** `v3.19` of `3.19.1`. The rolling release calls itself after the next one: `3.24.0_alpha20260901`. */
function alpineRelease(versionId: string): string {
  if (versionId.includes('_')) return 'edge';
  const [major, minor] = versionId.split('.');
  return minor === undefined ? versionId : `v${major}.${minor}`;
}
