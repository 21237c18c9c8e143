import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding, ScanReport } from '../../src/model/scan-report.ts';
import { type Difference, explanations } from '../compare/differences.ts';
import { comparedImages } from './support/compared-images.ts';
import { dataFolder } from './support/data.ts';
import { peer } from './support/peers.ts';
import { mustRun, run, stopEverything, temporaryFolder } from './support/processes.ts';
import { sekisho } from './support/sekisho.ts';

const slowMs = 10 * 60_000;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  const imported = await sekisho(['db', 'import', join(dataFolder(), 'osv')], {
    env: { SEKISHO_CACHE_DIR: folder },
    timeoutMs: slowMs,
  });
  expect(imported.code, imported.stderr).toBe(0);
  // Where OSV-Scanner looks for exports when it is offline.
  await symlink(join(dataFolder(), 'osv'), join(folder, 'osv-scalibr'));
}, slowMs);

afterAll(stopEverything);

describe.each(comparedImages)('$name', ({ name, archive, unknown = [] }) => {
  let ours: ScanReport;
  let image: string;

  beforeAll(async () => {
    image = await archive();
    const file = join(folder, `${name}.json`);
    const scanned = await sekisho(['scan', `docker-archive:${image}`, '--format', `json=${file}`], {
      env: { SEKISHO_CACHE_DIR: folder },
      timeoutMs: slowMs,
    });
    expect(scanned.code, scanned.stderr).toBe(unknown.length === 0 ? 0 : 3);
    ours = JSON.parse(await readFile(file, 'utf8'));
    const sentence =
      /^the vulnerability database has nothing of ([^:]+): \d+ packages? (?:is|are) not matched$/;
    expect(ours.problems.map((problem) => sentence.exec(problem)?.[1] ?? problem)).toEqual(unknown);
  }, slowMs);

  test(
    'has the packages that Syft lists, or docs/compare.md says why not',
    async () => {
      const file = join(folder, `${name}.syft.json`);
      // In images it looks for no Erlang applications unless it is told to.
      const more = ['--select-catalogers', '+erlang-otp-application-cataloger'];
      const output = ['-o', `syft-json=${file}`, '-q'];
      await mustRun(peer('syft'), ['scan', `docker-archive:${image}`, ...more, ...output], {
        timeoutMs: slowMs,
        env: { SYFT_CHECK_FOR_APP_UPDATE: 'false' },
      });
      const theirs: SyftReport = JSON.parse(await readFile(file, 'utf8'));
      const differences = packageDifferences(ours, theirs);
      expect(differences.filter((one) => !isExplained(one))).toEqual([]);
      expect(theirs.artifacts.length).toBeGreaterThan(10);
    },
    slowMs,
  );

  test(
    'has the findings that OSV-Scanner reports, or docs/compare.md says why not',
    async () => {
      // 1: vulnerabilities found.
      const { code, stdout, stderr } = await run(
        peer('osv-scanner'),
        ['scan', 'image', '--offline', '--local-db-path', folder, '--format', 'json', '--archive', image],
        { timeoutMs: slowMs },
      );
      expect(code, stderr).toBe(1);
      const theirs: OsvReport = JSON.parse(stdout);
      const differences = findingDifferences(ours, theirs);
      expect(differences.filter((one) => !isExplained(one))).toEqual([]);
      expect(ours.findings.filter(({ kind }) => kind === 'vulnerability').length).toBeGreaterThan(10);
    },
    slowMs,
  );
});

function isExplained(difference: Difference): boolean {
  return explanations.some(({ peer: by, covers }) => by === difference.peer && covers(difference));
}

interface SyftReport {
  readonly artifacts: readonly {
    readonly type: string;
    readonly name: string;
    readonly version: string;
    readonly purl?: string;
    readonly locations: readonly { readonly path: string }[];
  }[];
}

/** Syft's own words for package types, as purl types. */
const purlTypes: Readonly<Record<string, string>> = {
  python: 'pypi',
  'java-archive': 'maven',
  'go-module': 'golang',
  'rust-crate': 'cargo',
  'R-package': 'cran',
  'erlang-otp': 'hex',
};

/** Types that Syft does not tell apart. */
const widerTypes: Readonly<Record<string, string>> = { bioconductor: 'cran', otp: 'hex' };

function packageDifferences(ours: ScanReport, theirs: SyftReport): Difference[] {
  const mine = new Map(
    ours.packages.map(({ type, name, version, foundIn }): [string, Difference] => [
      keyOf(type, name, version),
      { peer: 'syft', only: 'sekisho', type, name, version, ...pathOf(foundIn?.[0]) },
    ]),
  );
  const others = new Map(
    theirs.artifacts.map(({ type: word, name: said, version, purl, locations }): [string, Difference] => {
      const type = purlTypes[word] ?? word;
      const name = type === 'maven' ? coordinatesOf(purl, said) : said;
      const place = pathOf(locations[0]?.path);
      return [keyOf(type, name, version), { peer: 'syft', only: 'peer', type, name, version, ...place }];
    }),
  );
  return [...onlyIn(mine, others), ...onlyIn(others, mine)];
}

/** `GROUP:ARTIFACT`: Syft has the group in the purl alone. */
function coordinatesOf(purl: string | undefined, artifact: string): string {
  const group = /^pkg:maven\/([^/]+)\//.exec(purl ?? '')?.[1];
  return group === undefined ? artifact : `${group}:${artifact}`;
}

/** The Python index takes names for the same in whatever case (PEP 503). */
function keyOf(type: string, name: string, version: string): string {
  return JSON.stringify([widerTypes[type] ?? type, type === 'pypi' ? name.toLowerCase() : name, version]);
}

function pathOf(path: string | undefined): { readonly path?: string } {
  return path === undefined ? {} : { path };
}

function onlyIn(
  these: ReadonlyMap<string, Difference>,
  those: ReadonlyMap<string, Difference>,
): Difference[] {
  return [...these].filter(([key]) => !those.has(key)).map(([, difference]) => difference);
}

interface OsvReport {
  readonly results: readonly {
    readonly packages: readonly {
      readonly package: {
        readonly name: string;
        readonly os_package_name?: string;
        readonly version: string;
        readonly ecosystem: string;
      };
      readonly vulnerabilities?: readonly {
        readonly id: string;
        readonly aliases?: readonly string[];
        readonly upstream?: readonly string[];
        readonly related?: readonly string[];
      }[];
    }[];
  }[];
}

function findingDifferences(ours: ScanReport, theirs: OsvReport): Difference[] {
  const mine = ours.findings.filter(({ kind }) => kind === 'vulnerability').map(toDifference);
  const others = theirs.results
    .flatMap(({ packages }) => packages)
    .flatMap(({ package: about, vulnerabilities = [] }) =>
      vulnerabilities.map(({ id, aliases = [], upstream = [], related = [] }): Difference => {
        // An announcement names what it is about as related.
        const announced = /^(?:DSA|DLA)-/.test(id) ? related : [];
        return {
          peer: 'osv-scanner',
          only: 'peer',
          type: about.ecosystem,
          name: about.os_package_name ?? about.name,
          version: about.version,
          ids: [id, ...aliases, ...upstream, ...announced].join(' '),
        };
      }),
    );
  return [...unlike(mine, others), ...unlike(others, mine)];
}

function toDifference({
  package: purl = '',
  packageName = '',
  installed = '',
  rule,
  aliases = [],
}: Finding): Difference {
  return {
    peer: 'osv-scanner',
    only: 'sekisho',
    type: purl.slice('pkg:'.length, purl.indexOf('/')),
    name: packageName,
    version: installed,
    ids: [rule, ...aliases].join(' '),
  };
}

/** Those of `these` whose package has none of their ids in `those`. */
function unlike(these: readonly Difference[], those: readonly Difference[]): Difference[] {
  const known = new Set(those.flatMap((one) => idsOf(one).map((id) => `${one.name.toLowerCase()} ${id}`)));
  return these.filter((one) => !idsOf(one).some((id) => known.has(`${one.name.toLowerCase()} ${id}`)));
}

function idsOf({ ids = '' }: Difference): string[] {
  return ids.split(' ');
}
