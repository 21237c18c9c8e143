import { PackageURL } from 'packageurl-js';
import { catalogReaders, catalogs } from '../../../src/catalog/catalogs.ts';
import type { FileReader } from '../../../src/image/file-reader.ts';
import { cleanPath, decodeName } from '../../../src/io/entry-path.ts';
import { maxPathBytes } from '../../../src/io/untar.ts';
import type { Package } from '../../../src/model/scan-report.ts';
import { scanReportSchema } from '../../../src/model/scan-report-schema.ts';
import { type Ground, groundOf, inventoryOf, samplesFor, smallSeeds, thrown } from '../ground.ts';
import { balancedSeeds, exampleOf } from '../reader-seeds.ts';
import { fileOf } from '../samples.ts';
import type { Seed, Target } from '../target.ts';
import type { Files } from '../view-of.ts';

/** A database of a real image has megabytes, and says nothing that a small one does not. */
const maxSeedBytes = 64 * 1024;

/** A catalog, or what is read for all of them. */
interface Family {
  readonly name: string;
  readonly readers: readonly FileReader<unknown>[];
  /** Where things are that no reader is shown. */
  readonly places: readonly string[];
  /** Files of it; samples are half of them. */
  seeds(): readonly Seed[];
  /** Small ones that a reader finds something in, as they are. */
  good(): readonly Seed[];
  ground(): Promise<Ground>;
}

/** @param beside whose files stand beside the mutated one */
function familyOf(
  name: string,
  own: readonly FileReader<unknown>[],
  looksAt: readonly string[],
  beside = own,
): Family {
  let ground: Promise<Ground> | undefined;
  return {
    name,
    readers: own,
    places: own.length > 0 ? [] : looksAt.map((place) => `${exampleOf(place)}/bin/x`),
    seeds() {
      const all = own
        .flatMap((reader) => balancedSeeds(reader).all)
        .filter(({ bytes }) => bytes.length <= maxSeedBytes);
      const known = samplesFor(own);
      const times = known.length === 0 ? 0 : Math.ceil(all.length / known.length);
      return [...all, ...Array.from({ length: times }, () => known).flat()];
    },
    good: () => smallSeeds(own),
    ground() {
      ground ??= groundOf(name, own, beside);
      return ground;
    },
  };
}

const ofCatalogs = new Set(catalogs.flatMap((catalog) => catalog.readers));
const ofSystems = catalogs.filter(({ scope }) => scope === 'system').flatMap((catalog) => catalog.readers);

/** Every catalog, and the files that say which distribution it is. */
const families: readonly Family[] = [
  ...catalogs.map((catalog) => familyOf(catalog.name, catalog.readers, catalog.about.looksAt)),
  familyOf(
    'distribution',
    catalogReaders().filter((reader) => !ofCatalogs.has(reader)),
    [],
    ofSystems,
  ),
];

/**
 * A mutated file of a catalog in an image, with others of that catalog below it: through the record of the walk and the
 * merge to packages, which are then matched with advisories of packages of those names.
 */
function contentTarget(family: Family): Target {
  let seeds: readonly Seed[] | undefined;
  return {
    name: `catalog:${family.name}`,
    get seeds() {
      seeds ??= family.seeds();
      return seeds;
    },
    read: async (input, seed, pass) =>
      packagesOf(await family.ground(), new Map([[seed.path ?? 'x', fileOf(seed, input)]]), pass),
  };
}

/** The same with a file that is as it should be, in a mutated place: packages are named after paths, too. */
function placeTarget(family: Family): Target {
  let contents: ReadonlyMap<string, Buffer> | undefined;
  const contentsByPath = (): ReadonlyMap<string, Buffer> => {
    contents ??= new Map([
      ...family.good().map(({ path = 'x', bytes }) => [path, bytes] as const),
      ...family.places.map((path) => [path, Buffer.from('x')] as const),
    ]);
    return contents;
  };
  return {
    name: `catalog-place:${family.name}`,
    get seeds() {
      return [...contentsByPath().keys()].map((path) => ({ name: path, path, bytes: Buffer.from(path) }));
    },
    async read(input, { path = 'x' }, pass) {
      const place = cleanPath(decodeName(input));
      // What no archive can name.
      if (!place || input.length > maxPathBytes || place.includes('\0')) return undefined;
      const content = contentsByPath().get(path) ?? Buffer.alloc(0);
      return packagesOf(await family.ground(), new Map([[place, content]]), pass);
    },
  };
}

export const catalogTargets: readonly Target[] = [
  ...families.filter((family) => family.readers.length > 0).map(contentTarget),
  ...families.map(placeTarget),
];

function packagesOf({ below, packages: known, advisories }: Ground, upper: Files, pass: 0 | 1): unknown {
  const { packages, owners, problems, ...found } = inventoryOf(below, upper, pass);
  // Once is enough, for what both passes have to find.
  if (pass === 0) {
    const more = packages.filter(({ purl }) => !known.has(purl));
    check(more);
    if (more.length > 0) advisories.match(more, found.os, thrown);
  }
  for (const sentence of [...problems, ...found.notes])
    if (/\p{Cc}/u.test(sentence)) throw new Error('a sentence is not printable');
  return { ...found, packages, owners: [...owners], problems: problems.map((problem) => ({ problem })) };
}

/** Packages have to fit the report, and a purl says the same as its fields. */
function check(packages: readonly Package[]): void {
  scanReportSchema.shape.packages.parse(packages);
  for (const { purl, type, version } of packages) {
    // The library decodes qualifiers twice, and throws for a percent sign in one.
    const parsed = PackageURL.fromString(purl.replace(/[?#].*/s, ''));
    // A build of no release has none, and an epoch stands elsewhere.
    const isSame = parsed.version === undefined || `:${version}`.endsWith(`:${parsed.version}`);
    if (parsed.type !== type || !isSame)
      throw new Error(`the purl ${purl} is not that of ${type} and ${version}`);
  }
}
