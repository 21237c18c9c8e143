import type { OperatingSystem, BarePackage } from '../model/scan-report.ts';
import type { Unmatched } from './database.ts';
import { type Distribution, distributions, otherDistributions } from './distributions.ts';
import { canonicalName, type Language, languages } from './languages.ts';
import { type RpmModule, rpmModuleOf } from './rpm-modules.ts';

/** What to look an installed package up by. */
export interface Subject {
  /**
   * As OSV writes them: `Debian:12`, `Alpine:v3.19`, `npm`; of one family. Of each advisory the first that it speaks of
   * counts. None where OSV has no name for it.
   */
  readonly ecosystems: readonly string[];
  readonly name: string;
  readonly version: string;
  /** What a person calls that of which nothing is known, when nothing is: `Amazon Linux 2023 (rpm)`. */
  readonly title: string;
  /** Why nothing is known, when nothing is. */
  readonly because: Unmatched['because'];
  /** Of an rpm package that was built in a module. */
  readonly module?: RpmModule;
}

const languageOf: ReadonlyMap<string, Language> = new Map(
  languages.map((language) => [language.type, language]),
);
const distributionOf: ReadonlyMap<string, Distribution> = new Map(
  distributions.flatMap((one) => one.ids.map((id) => [`${id} ${one.type}`, one] as const)),
);

/** purl types of distributions' packages; what else there is came without one. */
const systemTypes: ReadonlySet<string> = new Set(['alpm', 'apk', 'deb', 'ebuild', 'opkg', 'rpm']);

/**
 * What people call packages of types that OSV has no ecosystem for. They come on top of a distribution and its
 * languages: what is known of those is worth as much as without them.
 */
const otherTypes: ReadonlyMap<string, string> = new Map([
  ['conda', 'conda'],
  ['generic', 'programs that no package format brought'],
  ['nix', 'Nix'],
  ['otp', 'Erlang/OTP and Elixir themselves'],
]);

/**
 * The subject of a package. Most distributions write advisories for source packages, and fixes in versions of those,
 * which for some binary packages differ from their own.
 */
export function subjectOf(installed: BarePackage, os: OperatingSystem | null): Subject {
  const language = languageOf.get(installed.type);
  if (language !== undefined) return ofLanguage(language, installed);
  if (!systemTypes.has(installed.type) && !isSystemOfNix(installed, os)) {
    const title = otherTypes.get(installed.type) ?? `packages of type ${installed.type}`;
    return nowhere(installed, title, 'unpublished');
  }
  const named = os === null ? 'an unknown distribution' : nameOf(os);
  const distribution = os === null ? undefined : distributionOf.get(`${os.id} ${installed.type}`);
  if (os === null || distribution === undefined) {
    return nowhere(installed, `${named} (${installed.type})`, 'distribution');
  }
  return ofDistribution(distribution, os, installed);
}

/** Images that Nix made have no os-release, or NixOS's: what it brought is all of the system. */
function isSystemOfNix({ type }: BarePackage, os: OperatingSystem | null): boolean {
  return type === 'nix' && (os === null || os.id === 'nixos');
}

function ofLanguage({ ecosystem, alsoIn, versionOf }: Language, installed: BarePackage): Subject {
  const name = canonicalName(ecosystem, installed.name);
  return {
    ecosystems: [ecosystem, ...(alsoIn?.(name) ?? [])],
    name,
    version: versionOf?.(installed) ?? installed.version,
    title: ecosystem,
    because: 'missing',
  };
}

function ofDistribution(distribution: Distribution, os: OperatingSystem, installed: BarePackage): Subject {
  const ecosystems = distribution.ecosystems(os, installed);
  const { name, version } = distribution.names === 'source' ? (installed.source ?? installed) : installed;
  const module = distribution.type === 'rpm' ? rpmModuleOf(installed) : undefined;
  return {
    ecosystems,
    name,
    version,
    title: distribution.title?.(os) ?? ecosystems[0] ?? distribution.family,
    because: 'missing',
    ...(module === undefined ? {} : { module }),
  };
}

function nowhere({ name, version }: BarePackage, title: string, because: Subject['because']): Subject {
  return { ecosystems: [], name, version, title, because };
}

function nameOf({ id, versionId }: OperatingSystem): string {
  const name = otherDistributions.get(id) ?? distributions.find(({ ids }) => ids.includes(id))?.family ?? id;
  return versionId === undefined ? name : `${name} ${versionId}`;
}
