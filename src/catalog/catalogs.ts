import { fault, printable } from '../errors.ts';
import { type FileReader, isFileProblem } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import { type OnMistake, survive } from '../model/mistake.ts';
import type { OperatingSystem, Package } from '../model/scan-report.ts';
import { apk } from './apk.ts';
import { cargo } from './cargo.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { chisel } from './chisel.ts';
import { unknownClaims } from './claims.ts';
import { composer } from './composer.ts';
import { conda } from './conda.ts';
import { dotnet } from './dotnet.ts';
import { dpkg } from './dpkg.ts';
import { gem } from './gem.ts';
import { go } from './go.ts';
import { hex } from './hex.ts';
import { javaRuntime } from './java/runtime.ts';
import { java } from './java.ts';
import { nix } from './nix.ts';
import { npm } from './npm.ts';
import { opkg } from './opkg.ts';
import { byText } from './order.ts';
import { debianVersionReader, osReleasePaths, osReleaseReader, readOs } from './os-release.ts';
import { owners } from './owners.ts';
import { pacman } from './pacman.ts';
import { portage } from './portage.ts';
import { shown } from './problems.ts';
import { python } from './python.ts';
import { r } from './r.ts';
import { releaseFileReader } from './release-files.ts';
import { rpm } from './rpm.ts';
import { sbom } from './sbom.ts';
import { unreadDatabases } from './unread.ts';

/** Every package format that is read. Of a file that two packages own, the earlier catalog's is the owner. */
export const catalogs: readonly Catalog[] = [
  // Of distributions.
  dpkg,
  apk,
  rpm,
  pacman,
  portage,
  opkg,
  chisel,
  // Of languages, and what else is put on top.
  nix,
  npm,
  python,
  java,
  javaRuntime,
  conda,
  go,
  cargo,
  gem,
  composer,
  dotnet,
  hex,
  r,
  // Of documents.
  sbom,
];

/** What a walk has to see for `readPackages`. */
export function catalogReaders(): readonly FileReader<unknown>[] {
  // Some catalogs look into the same files.
  const shared = new Set(catalogs.flatMap((catalog) => catalog.readers));
  return [osReleaseReader, debianVersionReader, releaseFileReader, ...shared];
}

/** purl types of the packages that distributions bring. */
export const systemTypes: readonly string[] = catalogs.flatMap(({ scope, types }) =>
  scope === 'system' ? types : [],
);

function isSystemType(type: string): boolean {
  return systemTypes.includes(type);
}

/** An image of a distribution has some hundred, or a few thousand; one that has all of npm's tests, 200,000. */
const defaultMaxPackages = 500_000;

export interface PackageInventory {
  readonly os: OperatingSystem | null;
  /** Sorted by purl; each purl once, with all of its files and the lowest of its layers. */
  readonly packages: readonly Package[];
  /** purl of the package that each file belongs to, by absolute path. */
  readonly owners: ReadonlyMap<string, string>;
  readonly checksums: readonly FileChecksum[];
  /**
   * Why packages may be missing, one printable sentence each, sorted: unreadable or malformed databases, formats that
   * are not read, a distribution without any. A scan with one of them is not complete.
   */
  readonly problems: readonly string[];
  /** What was seen and is no package, one printable sentence each, sorted; a scan is complete in spite of it. */
  readonly notes: readonly string[];
}

/**
 * The distribution and the packages of a walked image; the walk must have had `catalogReaders()`. A catalog that throws
 * is a problem, and the packages of the others stay.
 * @param maxPackages fewer in tests
 * @throws TOO_MANY for more packages than any honest image has
 */
export function readPackages(
  view: FileView,
  onMistake?: OnMistake,
  maxPackages = defaultMaxPackages,
): PackageInventory {
  const mistakes: string[] = [];
  const orElse = <Answer>(name: string, lost: string, ask: () => Answer, otherwise: Answer): Answer =>
    survive(
      { name, lost },
      ask,
      (problem) => {
        mistakes.push(problem);
        return otherwise;
      },
      onMistake,
    );
  const os = orElse('reading os-release', 'the distribution is unknown', () => readOs(view), null);
  const results = catalogs.map((catalog) => ({
    ...orElse(
      `the catalog ${catalog.name}`,
      'its packages are unknown',
      () => catalog.packages(view, os),
      nothingRead,
    ),
    scope: catalog.scope,
  }));
  // What comes after takes several times the memory of the packages.
  if (results.reduce((sum, { packages }) => sum + packages.length, 0) > maxPackages) {
    throw fault('TOO_MANY', { what: 'the image', max: maxPackages, things: 'packages' });
  }
  const unread = unreadDatabases(view);
  const found = results.flatMap(({ scope, packages }) => (scope === 'document' ? [] : packages));
  const claimed = results.flatMap(({ scope, packages }) => (scope === 'document' ? packages : []));
  const claims = orElse(
    'comparing what SBOMs in the image list with what was found',
    'the packages that only they list are unknown',
    () => unknownClaims(claimed, found, systemTypes),
    [],
  );
  const merged = mergeByPurl([...found, ...claims], view);
  const owner = owners(merged, systemTypes);
  const packages = merged.map((one) => ownedBySystem(one, owner));
  const problems = [
    ...mistakes,
    ...results.flatMap((result) => result.problems),
    // A broken os-release that is not the one that counts hides nothing.
    ...(os === null ? fileProblems(view, osReleaseReader) : []),
    ...catalogs.flatMap(({ readers }) => readers.flatMap((reader) => fileProblems(view, reader))),
    ...misplaced(view, osReleasePaths, [osReleaseReader]),
    ...catalogs.flatMap((catalog) => misplaced(view, catalog.databases, catalog.readers)),
    ...unread,
    ...(unread.length === 0 ? missingSystemPackages(os, packages) : []),
  ];
  return {
    os,
    packages,
    owners: owner,
    checksums: results.flatMap((result) => result.checksums ?? []),
    problems: [...new Set(problems)].sort(byText),
    notes: results.flatMap((result) => result.notes ?? []).sort(byText),
  };
}

const nothingRead: CatalogResult = { packages: [], problems: [] };

function mergeByPurl(packages: readonly Package[], view: FileView): Package[] {
  const byPurl = Map.groupBy(packages, ({ purl }) => purl);
  return [...byPurl.values()].map((same) => merge(same, view)).sort((a, b) => byText(a.purl, b.purl));
}

/** The same package in several places, as npm nests them. */
function merge(same: readonly Package[], view: FileView): Package {
  const [first] = same as [Package];
  if (same.length === 1) return first;
  const found = new Set(same.map(({ layer }) => layer));
  const lowest = view.layers.find(({ diffId }) => found.has(diffId));
  return {
    ...first,
    layer: lowest?.diffId ?? first.layer,
    ...together('foundIn', same),
    ...together('files', same),
  };
}

function together(key: 'files' | 'foundIn', same: readonly Package[]): Partial<Package> {
  if (!same.some((one) => one[key] !== undefined)) return {};
  return { [key]: [...new Set(same.flatMap((one) => one[key] ?? []))].sort(byText) };
}

/** A language package all of whose copies a distribution's packages installed: their vendor patches it. */
function ownedBySystem(found: Package, owner: ReadonlyMap<string, string>): Package {
  if (isSystemType(found.type) || found.foundIn === undefined) return found;
  const owning = found.foundIn.map((path) => owner.get(outermost(path)));
  const [first] = owning;
  if (first === undefined || !owning.every((purl) => purl !== undefined && isSystemPurl(purl))) return found;
  return { ...found, ownedBy: first };
}

function isSystemPurl(purl: string): boolean {
  return isSystemType(purl.slice('pkg:'.length, purl.indexOf('/')));
}

/** Of what is inside of an archive, the archive. */
function outermost(path: string): string {
  const inside = path.indexOf('!');
  return path.slice(0, inside < 0 ? path.length : inside);
}

function fileProblems(view: FileView, reader: FileReader<unknown>): string[] {
  return view.facts(reader).flatMap(({ path, fact }) => {
    if (!isFileProblem(fact)) return [];
    // wholeFileReader begins its sentence with the path, as the archive spells it.
    const sentence = fact.problem.startsWith(path) ? fact.problem.slice(path.length) : `: ${fact.problem}`;
    return [`/${shown(path)}${printable(sentence)}`];
  });
}

/** A database that is a link to a place no reader looks at would leave the image without packages, silently. */
function misplaced(
  view: FileView,
  databases: readonly string[],
  readers: readonly FileReader<unknown>[],
): string[] {
  const seen = new Set(readers.flatMap((reader) => view.facts(reader).map(({ path }) => path)));
  return databases.flatMap((database) => {
    const target = view.resolve(database);
    if (target === undefined || seen.has(target.path)) return [];
    // A database may be a folder, and empty.
    const isFolder = target.node.type === 'directory';
    if (isFolder && (target.path === database || databases.includes(target.path))) return [];
    return [`/${database}: it leads to /${shown(target.path)}, which is not read`];
  });
}

function missingSystemPackages(os: OperatingSystem | null, packages: readonly Package[]): string[] {
  // Nix is an addition elsewhere, and the whole of NixOS.
  const isOfSystem = (type: string): boolean => isSystemType(type) || (os?.id === 'nixos' && type === 'nix');
  if (os === null || packages.some(({ type }) => isOfSystem(type))) return [];
  return [`the image says it is ${shown(os.name ?? os.id)}, but no package of it was found`];
}
