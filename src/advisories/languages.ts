import type { BarePackage } from '../model/scan-report.ts';

/** The packages of one language or package manager that no distribution speaks for. */
export interface Language {
  /** The purl type. */
  readonly type: string;
  /** What OSV calls it: github.com/ossf/osv-schema, docs/schema.md, "affected[].package field". */
  readonly ecosystem: string;
  /** Where else, of the same family, advisories for a package of this name are. */
  readonly alsoIn?: (name: string) => readonly string[];
  /** How its names are made comparable; as they are without. The same is done to the names in advisories. */
  readonly nameOf?: (name: string) => string;
  /** What is said of the names, for documentation. */
  readonly names?: string;
  /** What of an installed version to look up; all of it without. */
  readonly versionOf?: (installed: BarePackage) => string;
}

const lowerCase = (name: string): string => name.toLowerCase();

export const languages: readonly Language[] = [
  { type: 'bioconductor', ecosystem: 'Bioconductor' },
  {
    type: 'bitnami',
    ecosystem: 'Bitnami',
    // Advisories are for versions of the component, packages have the number of their build too: `6.2.0-3`.
    versionOf: ({ version }) => version.replace(/-\d+$/, ''),
  },
  { type: 'cargo', ecosystem: 'crates.io' },
  {
    type: 'composer',
    ecosystem: 'Packagist',
    // The schema's own example of a repository that is the source of its packages.
    alsoIn: (name) => (name.startsWith('drupal/') ? ['Packagist:https://packages.drupal.org/8'] : []),
    nameOf: lowerCase,
    names: 'lower case',
  },
  { type: 'cran', ecosystem: 'CRAN' },
  { type: 'gem', ecosystem: 'RubyGems' },
  { type: 'githubactions', ecosystem: 'GitHub Actions', nameOf: lowerCase, names: 'lower case' },
  {
    type: 'golang',
    ecosystem: 'Go',
    names: 'module path; `stdlib` and `toolchain` for Go itself',
    versionOf: ({ name, version }) =>
      name === 'stdlib' || name === 'toolchain' ? goRelease(version) : version,
  },
  { type: 'hackage', ecosystem: 'Hackage' },
  { type: 'hex', ecosystem: 'Hex', nameOf: lowerCase, names: 'lower case' },
  { type: 'julia', ecosystem: 'Julia' },
  { type: 'maven', ecosystem: 'Maven', names: '`GROUP:ARTIFACT`' },
  { type: 'npm', ecosystem: 'npm' },
  { type: 'nuget', ecosystem: 'NuGet', nameOf: lowerCase, names: 'lower case' },
  { type: 'pub', ecosystem: 'Pub' },
  {
    type: 'pypi',
    ecosystem: 'PyPI',
    // PEP 503, "Normalized Names".
    nameOf: (name) => name.replace(/[-_.]+/g, '-').toLowerCase(),
    names: 'as PEP 503 has them',
    // PEP 440, "Version matching": a local label (`2.0.0+cu118`) tells builds of one version apart.
    versionOf: ({ version }) => version.replace(/\+.*$/s, ''),
  },
  {
    type: 'swift',
    ecosystem: 'SwiftURL',
    nameOf: swiftUrl,
    names: 'URL without scheme and `.git`, lower case',
  },
];

/**
 * The SemVer of a release of Go as its vulnerability database writes it (go.dev/doc/security/vuln/database): `go1.22rc1`
 * is `1.22.0-rc.1`. What stands after a blank or a hyphen is of the one who built it (`go1.22.3 X:boringcrypto`).
 */
function goRelease(version: string): string {
  const parts = /^(?:go|v)?(\d+)\.(\d+)(?:\.(\d+))?(?:(alpha|beta|rc)(\d+))?(?:[ +-].*)?$/s.exec(version);
  if (parts === null) return version;
  const [, major = '', minor = '', patch = '0', phase, number = ''] = parts;
  return `${major}.${minor}.${patch}${phase === undefined ? '' : `-${phase}.${number}`}`;
}

function swiftUrl(name: string): string {
  return name
    .replace(/^https?:\/\//i, '')
    .replace(/\.git$/i, '')
    .toLowerCase();
}

const byEcosystem: ReadonlyMap<string, Language> = new Map(
  languages.map((language) => [language.ecosystem, language]),
);

/** A package's name in the one spelling that is looked up. @param family an OSV ecosystem without its release */
export function canonicalName(family: string, name: string): string {
  return byEcosystem.get(family)?.nameOf?.(name) ?? name;
}
