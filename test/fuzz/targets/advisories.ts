import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readEpss } from '../../../src/advisories/epss.ts';
import { importAdvisories } from '../../../src/advisories/import.ts';
import { openAdvisories } from '../../../src/advisories/open.ts';
import { readAdvisory } from '../../../src/advisories/osv.ts';
import { packAffected, readSaid, saidOf, unpackReleases } from '../../../src/advisories/packed.ts';
import { fixesAfter, isAffected } from '../../../src/advisories/ranges.ts';
import { createVectorRater } from '../../../src/advisories/vector-rater.ts';
import { familyOf, orderOf } from '../../../src/advisories/versions/orders.ts';
import { readVex, vexFormats } from '../../../src/advisories/vex/documents.ts';
import { suppressByVex } from '../../../src/advisories/vex/suppress.ts';
import { sha256 } from '../../../src/model/digest.ts';
import { parseJson } from '../../../src/model/manifest.ts';
import { deb, debian12, npm } from '../../advisories/support/packages.ts';
import { chunks } from '../../fakes/layers.ts';
import { bytesOf } from '../../fakes/manifests.ts';
import { vulnerability } from '../../report/samples.ts';
import { fixtures } from '../fixtures.ts';
import { inputFile, ownFolder } from '../input-file.ts';
import type { Seed, Target } from '../target.ts';

const json = (path: string): boolean => path.endsWith('.json');
const records = fixtures('test/fixtures/osv', (path) => json(path) && !path.endsWith('kev.json'));
const rate = createVectorRater();

const epss: Target = {
  name: 'epss',
  seeds: fixtures('test/fixtures/osv', (path) => /\.csv(?:\.gz)?$/.test(path)),
  read: (input, _, pass) => readEpss(chunks(input, pass === 0 ? 65_536 : 7), 'epss.csv'),
};

const finding = vulnerability({
  rule: 'CVE-2022-3715',
  packageName: 'bash',
  package: 'pkg:deb/debian/bash@5.1-2?arch=amd64&distro=debian-11',
});
const image = { reference: 'registry.example/apps/shop:2.4.1', digest: sha256('image') };

const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    timestamp: '2026-01-01T00:00:00Z',
    component: { type: 'container', 'bom-ref': 'shop', purl: 'pkg:oci/shop@sha256:ab' },
    authors: [{ name: 'Security Team' }],
  },
  components: [
    { 'bom-ref': 'bash', purl: finding.package, components: [{ 'bom-ref': 'a', purl: 'pkg:npm/a' }] },
  ],
  vulnerabilities: [
    {
      id: 'CVE-2022-3715',
      references: [{ id: 'GHSA-1' }],
      analysis: { state: 'not_affected', justification: 'code_not_reachable', detail: 'no' },
      affects: [{ ref: 'bash' }, { ref: 'urn:cdx:1/1#pkg%3Anpm%2Fa' }],
    },
  ],
};

const vexSeeds: readonly Seed[] = [
  ...fixtures('test/fixtures/vex', json),
  { name: 'a CycloneDX analysis', bytes: bytesOf(cyclonedx) },
];

/** Of each format, with the words of all. */
const vex: readonly Target[] = vexFormats.map(({ name, recognises }) => ({
  name: `vex:${name}`,
  seeds: vexSeeds.filter(({ bytes }) => recognises(JSON.parse(bytes.toString()))),
  read(input) {
    const document = readVex(input, 'vex.json');
    return [document, suppressByVex([finding], image, [document])];
  },
}));

const versions = ['', '0', '1.0', '1.2.3-1', '2:3.0~rc1', 'v4', 'x'];

/** What is kept of an advisory says the same of any version as the advisory itself. */
const packed: Target = {
  name: 'packed-advisory',
  seeds: records,
  read(input) {
    const { affected } = readAdvisory(parseJson(input, 'the record'), rate);
    return affected.map((entry) => {
      const order = orderOf(familyOf(entry.ecosystem));
      if (order === undefined) return undefined;
      const listed = [...entry.ranges.flat().map(({ version }) => version), ...entry.versions].slice(0, 20);
      const [row = []] = readSaid(`[[7,${packAffected([entry], order, () => 1).said}]]`);
      const [kept] = saidOf(row, [1]).map(unpackReleases);
      return [...versions, ...listed].map((version) => {
        const said = isAffected(order, version, entry);
        if (kept === undefined || isAffected(order, version, kept) !== said)
          throw new Error(`what is kept of ${JSON.stringify(version)} is not what was said`);
        return [said, fixesAfter(order, version, kept.ranges)];
      });
    });
  },
};

const packages = [npm('left-pad', '1.0.0'), deb('bash', '5.1-2'), deb('expat', '2.5.0-1')];

/** A database of one mutated record, asked for packages. */
const imported: Target = {
  name: 'imported-advisory',
  seeds: records,
  async read(input) {
    const into = join(ownFolder(), 'advisories.db');
    rmSync(into, { force: true });
    const { rejections } = await importAdvisories({ paths: [inputFile(input, 'record.json')], into, now: 0 });
    const database = openAdvisories(into);
    try {
      return [rejections, database.match(packages, debian12)];
    } finally {
      database.close();
    }
  },
};

export const advisoryTargets: readonly Target[] = [epss, ...vex, packed, imported];
