import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readVex, readVexFile, vexFormats } from '../../../src/advisories/vex/documents.ts';
import { vexFormatNames } from '../../../src/advisories/vex/statement.ts';
import { suppressByVex } from '../../../src/advisories/vex/suppress.ts';
import { isFault } from '../../../src/errors.ts';
import { sha256 } from '../../../src/model/digest.ts';
import type { Finding } from '../../../src/model/scan-report.ts';
import { vulnerability } from '../../report/samples.ts';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'vex');
const documentOf = (name: string) => readVex(readFileSync(join(folder, name)), name);
const fromJson = (json: unknown, file = 'vex.json') => readVex(Buffer.from(JSON.stringify(json)), file);

const digest = sha256('image');
const image = { reference: `registry.example/apps/shop:2.4.1@${digest}`, digest };
const bash = vulnerability({
  rule: 'CVE-2022-3715',
  aliases: ['DEBIAN-CVE-2022-3715'],
  packageName: 'bash',
  package: 'pkg:deb/debian/bash@5.1-2?arch=amd64&distro=debian-11',
});

function openvex(statement: object, more: object = {}): unknown {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    author: 'Security Team',
    timestamp: '2026-01-01T00:00:00Z',
    ...more,
    statements: [{ vulnerability: { name: 'CVE-2022-3715' }, status: 'not_affected', ...statement }],
  };
}

function statusOf(json: unknown, finding: Finding = bash): string | undefined {
  return suppressByVex([finding], image, [fromJson(json)])[0]?.status;
}

describe('a document', () => {
  test.each([
    ['openvex-v0.0.1.json', 'openvex', 1],
    ['openvex-v0.2.0.json', 'openvex', 5],
    ['openvex-package.json', 'openvex', 1],
    ['openvex-multiple.json', 'openvex', 2],
    ['csaf-product.json', 'csaf', 1],
    ['csaf-branches.json', 'csaf', 4],
  ])('%s is read as %s', (name, format, statements) => {
    const document = documentOf(name);
    expect([document.format, document.statements.length]).toEqual([format, statements]);
  });

  test('is read with all that a report says of it', () => {
    expect(documentOf('csaf-branches.json').statements[0]).toEqual({
      vulnerabilities: ['CVE-2009-4487'],
      products: [{ id: 'pkg:maven/@1.3.4', components: [] }],
      status: 'not_affected',
      statement: 'Class with vulnerable code was removed before shipping.',
      author: 'Example Company',
      statedAt: '2022-03-03T11:00:00.000Z',
    });
  });

  test.each([
    ['another JSON', '{"a":1}'],
    ['a list', '[]'],
    ['no JSON', 'x'],
    ['an OpenVEX with an unknown status', JSON.stringify(openvex({ status: 'fine', products: [] }))],
    ['a CycloneDX whose vulnerabilities are none', '{"bomFormat":"CycloneDX","vulnerabilities":{}}'],
    ['a CSAF without a document', '{"document":{"csaf_version":"2.0","publisher":3}}'],
    [
      'one nested without end',
      `{"bomFormat":"CycloneDX","components":${'[{"components":'.repeat(5000)}[]${'}]'.repeat(5000)}}`,
    ],
  ])('that is %s is a fault that names it', (_, text) => {
    expect(() => readVex(Buffer.from(text), 'team.vex.json')).toThrow(
      expect.objectContaining({ code: 'JSON_MALFORMED', message: expect.stringContaining('team.vex.json') }),
    );
  });

  test('that is missing is a fault', async () => {
    await expect(readVexFile(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('of any shape is read or a fault, never a crash', () => {
    const json = fc.record(
      {
        '@context': fc.constant('https://openvex.dev/ns'),
        bomFormat: fc.constant('CycloneDX'),
        document: fc.record({ csaf_version: fc.constant('2.0') }),
        statements: fc.jsonValue(),
        vulnerabilities: fc.jsonValue(),
        product_tree: fc.jsonValue(),
        components: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(json, (value) => {
        try {
          suppressByVex([bash], image, [fromJson(value)]);
        } catch (error) {
          expect(isFault(error)).toBe(true);
        }
      }),
    );
  });

  test('formats have the names that a report may hold', () => {
    expect(vexFormats.map(({ name }) => name)).toEqual([...vexFormatNames]);
  });
});

describe('a finding is suppressed by a statement', () => {
  test.each([
    ['about its package', { products: [{ '@id': 'pkg:deb/debian/bash@5.1-2?arch=amd64&distro=debian-11' }] }],
    ['about every version of it', { products: [{ '@id': 'pkg:deb/debian/bash' }] }],
    ['about its version on every platform', { products: ['pkg:deb/debian/bash@5.1-2'] }],
    ['about the image', { products: [{ '@id': 'pkg:oci/shop' }] }],
    ['about the image by its digest', { products: [{ '@id': digest }] }],
    ['about the image by its name', { products: [{ '@id': 'registry.example/apps/shop:2.4.1' }] }],
    [
      'about the image by digest and repository',
      {
        products: [
          { '@id': `pkg:oci/shop@${encodeURIComponent(digest)}?repository_url=registry.example/apps/shop` },
        ],
      },
    ],
    [
      'about its package in the image',
      { products: [{ '@id': 'pkg:oci/shop', subcomponents: [{ '@id': 'pkg:deb/debian/bash' }] }] },
    ],
    ['about an alias', { vulnerability: 'DEBIAN-CVE-2022-3715', products: ['pkg:deb/debian/bash'] }],
    ['that it is fixed', { status: 'fixed', products: ['pkg:deb/debian/bash'] }],
  ])('%s', (_, statement) => {
    expect(statusOf(openvex(statement))).toBe('suppressed');
  });

  test.each([
    ['about another vulnerability', { vulnerability: 'CVE-2022-9999', products: ['pkg:deb/debian/bash'] }],
    ['about another package', { products: ['pkg:deb/debian/dash'] }],
    ['about another version', { products: ['pkg:deb/debian/bash@5.1-1'] }],
    ['about another distribution', { products: ['pkg:deb/ubuntu/bash'] }],
    ['about another architecture', { products: ['pkg:deb/debian/bash?arch=arm64'] }],
    ['about another image', { products: ['pkg:oci/other'] }],
    ['about another digest', { products: [`pkg:oci/shop@${encodeURIComponent(sha256('other'))}`] }],
    ['about another repository', { products: ['pkg:oci/shop?repository_url=registry.example/old/shop'] }],
    ['about another tag', { products: ['pkg:oci/shop?tag=1'] }],
    [
      'about another package of the image',
      { products: [{ '@id': 'pkg:oci/shop', subcomponents: [{ '@id': 'pkg:deb/debian/dash' }] }] },
    ],
    [
      'about the package in another image',
      { products: [{ '@id': 'pkg:oci/mismatch', subcomponents: [{ '@id': 'pkg:deb/debian/bash' }] }] },
    ],
    ['about no product', { products: [] }],
    ['that it is affected', { status: 'affected', products: ['pkg:deb/debian/bash'] }],
    ['that nobody knows yet', { status: 'under_investigation', products: ['pkg:deb/debian/bash'] }],
    ['with a purl that is none', { products: ['pkg:'] }],
  ])('but not %s', (_, statement) => {
    expect(statusOf(openvex(statement))).toBe('open');
  });

  test('and says which, why and by whom', () => {
    const json = openvex({
      products: ['pkg:deb/debian/bash'],
      justification: 'vulnerable_code_not_present',
      impact_statement: 'built without it',
    });
    expect(suppressByVex([bash], image, [fromJson(json, 'team.vex.json')])[0]).toEqual({
      ...bash,
      status: 'suppressed',
      suppressedBy: {
        file: 'team.vex.json',
        format: 'openvex',
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        statement: 'built without it',
        author: 'Security Team',
        statedAt: '2026-01-01T00:00:00Z',
      },
    });
  });

  test('unless it is no vulnerability', () => {
    const secret: Finding = { ...bash, kind: 'secret' };
    expect(statusOf(openvex({ products: ['pkg:deb/debian/bash'] }), secret)).toBe('open');
  });
});

describe('of several statements', () => {
  const notAffected = openvex({ products: ['pkg:deb/debian/bash'] });
  const affected = (timestamp: string): unknown =>
    openvex({ status: 'affected', products: ['pkg:deb/debian/bash'] }, { timestamp });
  const decided = (...jsons: unknown[]): string | undefined =>
    suppressByVex(
      [bash],
      image,
      jsons.map((json) => fromJson(json)),
    )[0]?.status;

  test('the latest counts, in whatever order they are given', () => {
    expect(decided(notAffected, affected('2026-02-01T00:00:00Z'))).toBe('open');
    expect(decided(affected('2026-02-01T00:00:00Z'), notAffected)).toBe('open');
    expect(decided(notAffected, affected('2025-02-01T00:00:00Z'))).toBe('suppressed');
  });

  test('of the same time, the last counts', () => {
    expect(decided(notAffected, affected('2026-01-01T00:00:00Z'))).toBe('open');
    expect(decided(affected('2026-01-01T00:00:00Z'), notAffected)).toBe('suppressed');
  });
});

describe('a CycloneDX analysis', () => {
  const sbom = (state: string, ref = 'bash-ref'): unknown => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { 'bom-ref': 'image', purl: 'pkg:oci/shop' } },
    components: [{ 'bom-ref': 'bash-ref', purl: 'pkg:deb/debian/bash@5.1-2' }],
    vulnerabilities: [
      { id: 'CVE-2022-3715', analysis: { state, detail: 'why' }, affects: ref === '' ? [] : [{ ref }] },
    ],
  });

  test.each([
    ['not_affected', 'bash-ref', 'suppressed'],
    ['false_positive', 'bash-ref', 'suppressed'],
    ['resolved', 'bash-ref', 'suppressed'],
    ['exploitable', 'bash-ref', 'open'],
    ['in_triage', 'bash-ref', 'open'],
    ['not_affected', 'pkg:deb/debian/bash', 'suppressed'],
    [
      'not_affected',
      'urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#pkg:deb/debian/bash%405.1-2',
      'suppressed',
    ],
    ['not_affected', '', 'suppressed'],
    ['not_affected', 'other-ref', 'open'],
  ])('%s of %s leaves the finding as it should', (state, ref, status) => {
    expect(statusOf(sbom(state, ref))).toBe(status);
  });
});

test('a package that a CSAF relationship puts into an image is suppressed only there', () => {
  const json = (purl: string): unknown => ({
    document: { category: 'csaf_vex', csaf_version: '2.0' },
    product_tree: {
      full_product_names: [
        { product_id: 'image', product_identification_helper: { purl } },
        { product_id: 'bash', product_identification_helper: { purl: 'pkg:deb/debian/bash' } },
      ],
      relationships: [
        {
          full_product_name: { product_id: 'image:bash' },
          product_reference: 'bash',
          relates_to_product_reference: 'image',
        },
      ],
    },
    vulnerabilities: [{ cve: 'CVE-2022-3715', product_status: { known_not_affected: ['image:bash'] } }],
  });
  expect(statusOf(json('pkg:oci/shop'))).toBe('suppressed');
  expect(statusOf(json('pkg:oci/other'))).toBe('open');
});

describe('a document that says much with little is read in time, or refused', () => {
  const names = (count: number, name: string): string[] =>
    Array.from({ length: count }, (_, index) => `pkg:deb/debian/${name}${index}`);

  test('each product of an OpenVEX statement has all of its packages', () => {
    const statement = (count: number) => ({
      products: names(count, 'image'),
      subcomponents: names(count, 'part'),
    });
    expect(fromJson(openvex(statement(20_000))).statements[0]?.products[19_999]?.components).toHaveLength(
      20_000,
    );
    const own = names(2000, 'image').map((id) => ({ '@id': id, subcomponents: ['pkg:deb/debian/a'] }));
    const multiplied = openvex({ ...statement(2000), products: own });
    expect(() => fromJson(multiplied)).toThrow('have more than 1000000 names');
  });

  test('each CSAF relationship puts packages into products, and each flag may be about each', () => {
    const product = (id: string, purls: readonly string[]) => ({
      product_id: id,
      product_identification_helper: { purls },
    });
    const document = (relationships: number, ids: readonly string[]) => ({
      document: { csaf_version: '2.0' },
      product_tree: {
        full_product_names: [product('whole', names(1000, 'image')), product('part', names(1000, 'part'))],
        relationships: Array.from({ length: relationships }, (_, index) => ({
          full_product_name: { product_id: `both${index}` },
          product_reference: 'part',
          relates_to_product_reference: 'whole',
        })),
      },
      vulnerabilities: [
        {
          cve: 'CVE-2022-3715',
          product_status: { known_not_affected: ids },
          flags: ids.map((id) => ({ label: id, product_ids: [...ids.slice(-1), id] })),
        },
      ],
    });
    expect(() => fromJson(document(600, []))).toThrow('have more than 1000000 names');
    const ids = names(30_000, 'id');
    const { statements } = fromJson(document(1, ids));
    expect(statements.map(({ justification }) => justification)).toEqual([...ids.slice(0, -1), ids[0]]);
  });

  test('words that every object knows are no status', () => {
    const csaf = {
      document: { csaf_version: '2.0' },
      vulnerabilities: [{ cve: 'CVE-2022-3715', product_status: { constructor: ['a'] } }],
    };
    const cyclonedx = {
      bomFormat: 'CycloneDX',
      vulnerabilities: [{ id: 'CVE-2022-3715', analysis: { state: 'constructor' } }],
    };
    expect([csaf, cyclonedx].flatMap((json) => fromJson(json).statements)).toEqual([]);
  });
});
