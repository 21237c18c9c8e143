import type { AdvisoryDatabase } from '../../src/advisories/database.ts';
import { subjectOf } from '../../src/advisories/ecosystems.ts';
import { importAdvisories } from '../../src/advisories/import.ts';
import { openAdvisories } from '../../src/advisories/open.ts';
import { catalogReaders, type PackageInventory, readPackages } from '../../src/catalog/catalogs.ts';
import type { FileReader } from '../../src/image/file-reader.ts';
import type { LayerColumns } from '../../src/image/layer-columns.ts';
import { affected, record } from '../advisories/support/records.ts';
import { exportOf } from '../advisories/support/zip-archive.ts';
import { inputFile, ownFolder } from './input-file.ts';
import { balancedSeeds, isRead } from './reader-seeds.ts';
import { fileOf, type Sample, samples } from './samples.ts';
import type { Seed } from './target.ts';
import { type Files, keptLayer, viewOf } from './view-of.ts';

const readers = catalogReaders();
/** What it claims is compared with what is found. */
const bill = 'app/sbom.cdx.json';
const maxBeside = 2;
const maxBesideBytes = 16 * 1024;
const maxListed = 100;
const maxNamed = 150;

/** What is a problem of a scan is a failure here. */
export function thrown(error: unknown): never {
  throw error;
}

/** Small files that these readers find something in. */
export function smallSeeds(of: readonly FileReader<unknown>[]): readonly Seed[] {
  return of
    .flatMap((reader) => balancedSeeds(reader).good)
    .filter(({ bytes }) => bytes.length <= maxBesideBytes);
}

/** The samples that one of these readers finds something in. */
export function samplesFor(of: readonly FileReader<unknown>[]): readonly Sample[] {
  return samples.filter((sample) => {
    const file = { ...sample, bytes: fileOf(sample, sample.bytes) };
    return of.some((reader) => isRead(reader, file));
  });
}

/** The packages of these files on top of others. */
export function inventoryOf(below: LayerColumns, upper: Files, pass: 0 | 1): PackageInventory {
  return readPackages(viewOf(below, [upper], readers, pass), thrown);
}

/** What an input falls on. */
export interface Ground {
  readonly below: LayerColumns;
  /** purls of the packages in it. */
  readonly packages: ReadonlySet<string>;
  /** Of packages of their names, and others of the same kind. */
  readonly advisories: AdvisoryDatabase;
}

/** Where packages of a catalog are those of a distribution that has advisories; else it is Debian. */
const distributions: Readonly<Record<string, string>> = {
  apk: 'ID=alpine\nVERSION_ID=3.19.1\n',
  rpm: 'ID=almalinux\nVERSION_ID="9.3"\n',
  chisel: 'ID=ubuntu\nVERSION_ID="24.04"\n',
};
const debian = 'ID=debian\nVERSION_ID="12"\n';

/** @param beside whose files stand beside the input, which is one of `own` */
export async function groundOf(
  name: string,
  own: readonly FileReader<unknown>[],
  beside: readonly FileReader<unknown>[],
): Promise<Ground> {
  const release = Buffer.from(distributions[name] ?? debian);
  const below = keptLayer(new Map([['etc/os-release', release], ...filesBeside(beside)]), readers);
  const installed = smallSeeds([...new Set([...own, ...beside])])
    .slice(0, maxNamed)
    .map(({ path = 'x', bytes }) => inventoryOf(below, new Map([[path, bytes]]), 0));
  const packages = new Set(inventoryOf(below, new Map(), 0).packages.map(({ purl }) => purl));
  return { below, packages, advisories: await advisoriesOf(name, installed) };
}

/** Some files of each reader, and the files that they speak of, empty. */
function filesBeside(beside: readonly FileReader<unknown>[]): Files {
  const files = new Map<string, Buffer>();
  for (const { path, bytes } of samples) if (bytes.length === 0 || path === bill) files.set(path, bytes);
  for (const sample of samplesFor(beside)) files.set(sample.path, fileOf(sample, sample.bytes));
  for (const reader of beside) {
    const byPath = new Map(smallSeeds([reader]).map(({ path = 'x', bytes }) => [path, bytes]));
    for (const [path, bytes] of [...byPath].slice(0, maxBeside)) if (!files.has(path)) files.set(path, bytes);
  }
  const listed = new Set(
    [...files.values()].flatMap((bytes) =>
      [...bytes.toString('latin1').matchAll(/\b(?:usr|lib|etc|bin|opt|app)\/[\w+./@-]*\w/g)].map(
        ([path]) => path,
      ),
    ),
  );
  const folders = new Set([...files.keys(), ...listed].flatMap(foldersOf));
  for (const path of [...listed].filter((path) => !folders.has(path)).slice(0, maxListed))
    if (!files.has(path)) files.set(path, Buffer.alloc(0));
  return files;
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** A database in which each of the packages has advisories of every form. */
async function advisoriesOf(name: string, installed: readonly PackageInventory[]): Promise<AdvisoryDatabase> {
  const named = new Map<string, Record<string, unknown>>();
  for (const { os, packages } of installed) {
    for (const one of packages) {
      const { ecosystems, name: of, version } = subjectOf(one, os);
      const [ecosystem] = ecosystems;
      const key = `${ecosystem} ${of}`;
      if (ecosystem === undefined || named.has(key) || named.size >= maxNamed) continue;
      const about = { versions: [version, '1.0'], database_specific: { severity: 'HIGH' } };
      named.set(
        key,
        record(`CVE-2026-${1000 + named.size}`, {
          affected: [
            affected(ecosystem, of, [{ introduced: '0' }, { fixed: '2.0.0' }]),
            affected(ecosystem, of, [{ introduced: version }, { last_affected: '9' }], about),
          ],
        }),
      );
    }
  }
  // An import of nothing is refused.
  const records = [...named.values(), record('CVE-2026-9999')];
  const path = inputFile(exportOf(records), `${name}.zip`);
  const into = `${ownFolder()}/${name}.db`;
  await importAdvisories({ paths: [path], into, now: 0 });
  return openAdvisories(into);
}
