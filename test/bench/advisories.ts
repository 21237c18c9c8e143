import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fromBufferPromise } from 'yauzl';
import type { AdvisoryDatabase } from '../../src/advisories/database.ts';
import { openAdvisories } from '../../src/advisories/open.ts';
import type { Package } from '../../src/model/scan-report.ts';
import { dataFolder } from '../interop/support/data.ts';
import { bounded, type Figure, figure, median, type Run, runNode } from './measure.ts';

const rounds = 5;
const megabyte = 1024 * 1024;
const packageCount = 10_000;
const plainLoop = join(import.meta.dirname, 'plain-loop.ts');
const importProcess = join(import.meta.dirname, '..', 'advisories', 'support', 'import-process.ts');

/**
 * Import of all advisories in the data folder against a plain loop that unzips and parses the same, in turn, whole
 * processes; then the size of the database.
 * @param program the built command line; default the sources, which take longer to start and more memory
 */
export async function advisoryFigures(program?: string): Promise<readonly Figure[]> {
  const exports = join(dataFolder(), 'osv');
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  try {
    const runs = { plain: [] as Run[], first: [] as Run[], again: [] as Run[] };
    let database = '';
    for (let round = 0; round <= rounds; round++) {
      database = join(folder, `${round}.db`);
      const args =
        program === undefined
          ? [importProcess, database, exports]
          : [program, 'db', 'import', exports, '--db', database];
      const measured = {
        plain: await runNode([plainLoop, exports]),
        first: await runNode(args),
        again: await runNode(args),
      };
      for (const { code } of Object.values(measured))
        if (code !== 0) throw new Error(`a run of ${args} failed`);
      // The first round warms the page cache and is not counted.
      if (round === 0) continue;
      runs.plain.push(measured.plain);
      runs.first.push(measured.first);
      runs.again.push(measured.again);
    }
    const [plain, first, again] = [median(runs.plain), median(runs.first), median(runs.again)];
    const unzippedBytes = await unzippedSize(exports);
    return [
      figure('unzip and JSON.parse, median', `${plain.seconds.toFixed(2)} s`),
      bounded('import ÷ unzip and JSON.parse', first.seconds / plain.seconds, 2.5),
      figure(
        'import of the same again ÷ unzip and JSON.parse',
        `${(again.seconds / plain.seconds).toFixed(2)} ×`,
      ),
      bounded('peak memory of an import', first.peakBytes / megabyte, 250, 'MiB'),
      bounded('database ÷ unzipped JSON', statSync(database).size / unzippedBytes, 0.4),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function unzippedSize(folder: string): Promise<number> {
  let bytes = 0;
  for (const ecosystem of readdirSync(folder)) {
    const zip = await fromBufferPromise(readFileSync(join(folder, ecosystem, 'all.zip')), {
      decodeStrings: false,
    });
    for await (const entry of zip.eachEntry()) bytes += entry.uncompressedSize;
  }
  return bytes;
}

/**
 * Matching of as many packages as large images have, here, next to cold scans.
 * @param coldSeconds what a cold scan of an image takes, by its name
 */
export function matchFigures(path: string, coldSeconds: ReadonlyMap<string, number>): readonly Figure[] {
  // Packages that advisories name, and as many that none does, as most of an image are.
  const known = packagesWithAdvisories(path, packageCount / 2);
  const strangers = known.map((one, index) => ({ ...one, name: `nobody-knows-${index}` }));
  const opening = performance.now();
  openAdvisories(path).close();
  const opened = performance.now() - opening;
  const half = matched(path, [...known, ...strangers]);
  const none = matched(path, [...strangers, ...strangers.map(asAnother)]);
  const named = `matching ${packageCount} packages`;
  return [
    figure('opening the database', `${opened.toFixed(1)} ms`),
    figure(`${named}, half of them known, ${half.findings} findings`, `${half.milliseconds.toFixed(0)} ms`),
    figure(`${named}, all of them strangers`, `${none.milliseconds.toFixed(0)} ms`),
    ...[...coldSeconds].map(([image, seconds]) =>
      bounded(
        `${named}, half of them known ÷ cold scan of ${image}`,
        half.milliseconds / 1000 / seconds,
        0.05,
      ),
    ),
  ];
}

function asAnother(one: Package): Package {
  return { ...one, name: `${one.name}-either` };
}

/** The median of some rounds, each with the database opened anew. */
function matched(path: string, packages: readonly Package[]): { milliseconds: number; findings: number } {
  const times: number[] = [];
  let findings = 0;
  for (let round = 0; round < rounds; round++) {
    const database: AdvisoryDatabase = openAdvisories(path);
    const startedAt = performance.now();
    findings = database.match(packages, { id: 'debian', versionId: '12' }).findings.length;
    times.push(performance.now() - startedAt);
    database.close();
  }
  return { milliseconds: times.sort((x, y) => x - y)[Math.floor(rounds / 2)] ?? 0, findings };
}

/** OSV's name of each ecosystem that is drawn from, and the type of its packages. */
const drawnFrom = {
  Debian: 'deb',
  npm: 'npm',
  PyPI: 'pypi',
  Maven: 'maven',
  Go: 'golang',
  'crates.io': 'cargo',
  RubyGems: 'gem',
} as const;

/** In versions as an image has them: most newer than what was fixed, each tenth an old one. */
function packagesWithAdvisories(path: string, count: number): readonly Package[] {
  const db = new DatabaseSync(path, { readOnly: true });
  const byName = db.prepare('SELECT name FROM package WHERE family = ? ORDER BY name');
  const lists = Object.entries(drawnFrom).map(([family, type]) => ({
    type,
    names: byName.all(family).map((row) => String(row.name)),
  }));
  db.close();
  return Array.from({ length: count }, (_, index): Package => {
    const { type = '', names = [] } = lists[index % lists.length] ?? {};
    const name = names[(Math.floor(index / lists.length) * 7) % names.length] ?? '';
    const version = index % 10 === 0 ? `${index % 5}.${index % 20}.0` : `999.${index % 20}.0`;
    return { purl: `pkg:${type}/${name}@${version}`, name, version, type, layer: null };
  });
}

if (import.meta.main) {
  for (const { name, value, bound, holds } of await advisoryFigures()) {
    console.log(`${name.padEnd(56)} ${value}${bound === undefined ? '' : ` (${bound}: ${holds})`}`);
  }
}
