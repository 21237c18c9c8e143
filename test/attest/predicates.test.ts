import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import {
  type Arbitrary,
  array,
  assert,
  boolean,
  constantFrom,
  double,
  option,
  property,
  record,
  string,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/attest/canonical-json.ts';
import { inspectionPredicate, inspectionStatement } from '../../src/attest/predicates/inspection.ts';
import { kindOfPredicateType, predicates } from '../../src/attest/predicates/predicates.ts';
import {
  runtimePolicyPredicate,
  runtimePolicyStatement,
} from '../../src/attest/predicates/runtime-policy.ts';
import { sbomPredicate, sbomStatement } from '../../src/attest/predicates/sbom.ts';
import { tagBindingPredicate, tagBindingStatement } from '../../src/attest/predicates/tag-binding.ts';
import { verdictPredicate, verdictStatement } from '../../src/attest/predicates/verdict.ts';
import {
  vulnerabilitiesPredicate,
  vulnerabilitiesStatement,
} from '../../src/attest/predicates/vulnerabilities.ts';
import { readStatement, type Statement } from '../../src/attest/statement.ts';
import { isFault } from '../../src/errors.ts';
import { sha256 } from '../../src/model/digest.ts';
import { findingKinds } from '../../src/model/finding-kind.ts';
import type { Finding } from '../../src/model/scan-report.ts';
import { severities } from '../../src/model/severity.ts';
import {
  day,
  now,
  reportOf,
  runtimePolicyOf,
  secret,
  statementsOf,
  verdictOf,
  vulnerability,
} from './examples.ts';

const digest = sha256('an image');
const other = sha256('another image');
const subject = { name: 'registry.example/apps/shop', digest };

type Json = Record<string, unknown>;

function predicateOf(statement: Statement): Json {
  return JSON.parse(statement.payload.toString()).predicate;
}

/** A copy of `json` with the value at `path` replaced; undefined takes it away. */
function withAt(json: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(json))
    return json.map((item, index) => (index === key ? withAt(item, rest, value) : item));
  const object = json as Json;
  return { ...object, [key]: withAt(object[key], rest, value) };
}

function outcomeOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return isFault(error) ? error.code : error;
  }
}

describe('what was found comes back from what was signed, exactly', () => {
  const optional = <T>(of: Arbitrary<T>) => option(of, { nil: undefined });
  const digests = constantFrom(digest, other);
  const findings: Arbitrary<Finding> = record(
    {
      id: string(),
      kind: constantFrom(...findingKinds),
      rule: string({ unit: 'binary' }),
      aliases: array(string()),
      severity: constantFrom(...severities),
      severitySource: string(),
      title: string({ unit: 'binary' }),
      package: string(),
      packageName: string(),
      installed: string(),
      fixedIn: string(),
      fixState: constantFrom('fixed', 'not-fixed', 'wont-fix', 'end-of-life', 'unknown'),
      knownExploited: boolean(),
      epss: double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
      publishedAt: string(),
      fixedAt: string(),
      path: string({ unit: 'grapheme' }),
      layer: option(digests),
      url: string(),
      remedy: string(),
      status: constantFrom('open', 'waived', 'suppressed'),
    },
    { requiredKeys: ['id', 'kind', 'rule', 'severity', 'title', 'layer', 'status'] },
  );

  test('for every list of findings, complete or not', () => {
    assert(
      property(
        array(findings),
        boolean(),
        array(string()),
        optional(digests),
        (found, complete, problems, db) => {
          const advisories = db === undefined ? null : { builtAt: '2026-11-22T00:00:00Z', digest: db };
          const report = reportOf(digest, { findings: found, complete, problems, advisories });
          const signed = vulnerabilitiesStatement(subject, report, now - day);
          const inspected = inspectionStatement(subject, report, signed);

          const scan = vulnerabilitiesPredicate.parse(readStatement(signed.payload).predicate, [digest]);
          const inspection = inspectionPredicate.parse(readStatement(inspected.payload).predicate, [digest]);

          const inOrder = [...(scan?.findings ?? []), ...(inspection?.findings ?? [])];
          expect(inOrder).toEqual([
            ...found.filter((finding) => finding.kind === 'vulnerability'),
            ...found.filter((finding) => finding.kind !== 'vulnerability'),
          ]);
          expect(scan?.advisories).toEqual(advisories);
          expect(inspection).toMatchObject({ complete, problems, vulnerabilities: signed.digest });
          expect([scan?.statedAt, inspection?.statedAt]).toEqual([now - 3_600_000, now - 3_600_000]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('the same report gives the same bytes, whatever the order of its keys', () => {
  const report = reportOf(digest, { findings: [vulnerability, secret] });
  const turned = Object.fromEntries(Object.entries(vulnerability).reverse()) as Finding;
  const same = reportOf(digest, { findings: [turned, secret] });

  expect(vulnerabilitiesStatement(subject, same, now).payload).toEqual(
    vulnerabilitiesStatement(subject, report, now).payload,
  );
  expect(sbomStatement(subject, same).digest).toBe(sbomStatement(subject, report).digest);
});

test('a statement of vulnerabilities has the fields of in-toto vulns v0.2', () => {
  const report = reportOf(digest, { findings: [vulnerability, secret] });

  const statement = JSON.parse(vulnerabilitiesStatement(subject, report, now - day).payload.toString());

  expect(statement).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'registry.example/apps/shop', digest: { sha256: digest.slice(7) } }],
    predicateType: 'https://in-toto.io/attestation/vulns/v0.2',
    predicate: {
      scanner: {
        uri: 'pkg:npm/sekisho@0.1.0',
        version: '0.1.0',
        db: { version: sha256('the advisories'), lastUpdate: '2026-11-22T12:00:00Z' },
        result: [
          {
            id: 'CVE-2024-45491',
            severity: [
              { method: 'CVSS 3.1', score: 'critical' },
              { method: 'epss', score: '0.01' },
            ],
          },
        ],
      },
      metadata: { scanStartedOn: '2026-11-22T12:00:00Z', scanFinishedOn: '2026-11-23T11:00:00Z' },
    },
  });
});

test('a verdict is a SLSA verification summary that names the policy and what it was given on', () => {
  const input = vulnerabilitiesStatement(subject, reportOf(digest), now);

  const statement = verdictStatement(subject, verdictOf('fail', now), [input], '0.1.0');

  expect(predicateOf(statement)).toMatchObject({
    verifier: { id: 'https://sekisho.dev/verifier/v1', version: { sekisho: '0.1.0' } },
    timeVerified: '2026-11-23T12:00:00Z',
    resourceUri: `pkg:oci/shop@${digest}?repository_url=registry.example%2Fapps%2Fshop`,
    policy: {
      uri: 'https://sekisho.dev/policy/v1',
      digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    inputAttestations: [{ uri: input.predicateType, digest: { sha256: input.digest.slice(7) } }],
    verificationResult: 'FAILED',
    verifiedLevels: ['FAILED'],
  });
  expect(verdictPredicate.parse(predicateOf(statement), [digest])).toMatchObject({
    outcome: 'fail',
    statedAt: now,
    reasons: [{ code: 'FINDING_BLOCKS' }],
  });
});

test('a tag binding says which tag of which repository means which digest, and since when', () => {
  const statement = tagBindingStatement(subject, '2.4.1', now);

  expect(predicateOf(statement)).toEqual({
    purl: `pkg:oci/shop@${digest}?repository_url=registry.example%2Fapps%2Fshop&tag=2.4.1`,
    'https://sekisho.dev/attestation/signed-at/v1': '2026-11-23T12:00:00Z',
  });
  expect(tagBindingPredicate.parse(predicateOf(statement), [digest])).toEqual({
    kind: 'tag-binding',
    statedAt: now,
    repository: 'apps/shop',
    tag: '2.4.1',
    digest,
  });
});

test('a runtime policy comes back with its files, sorted by path', () => {
  const files = [
    { engine: 'seccomp', path: 'seccomp.json', content: '{}\n' },
    { engine: 'docker', path: 'docker/run.args', content: '--read-only\n' },
  ];
  const options = { generatedAt: now, toolVersion: '0.1.0' };

  const statement = runtimePolicyStatement(subject, runtimePolicyOf(digest), files, options);

  expect(runtimePolicyPredicate.parse(predicateOf(statement), [digest])).toEqual({
    kind: 'runtime-policy',
    statedAt: now,
    policy: runtimePolicyOf(digest),
    files: files.toReversed(),
  });
});

describe('the SBOM', () => {
  const layers = [sha256('layer 1'), sha256('layer 2')] as const;
  const packages = layers.map((layer) => ({
    purl: 'pkg:npm/lodash@4.17.21',
    name: 'lodash',
    version: '4.17.21',
    type: 'npm' as const,
    layer,
  }));
  const report = reportOf(digest, {
    packages: [
      ...packages,
      { purl: 'pkg:deb/debian/zlib1g@1%3A1.2', name: 'zlib1g', version: '1:1.2', type: 'deb', layer: null },
    ],
  });
  const bom = predicateOf(sbomStatement(subject, report));

  test('is valid CycloneDX 1.6', () => {
    const resource = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library');
    const schemaAt = (name: string): Json =>
      JSON.parse(
        readFileSync(`${resource.slice(0, resource.lastIndexOf('/dist.node'))}/res/schema/${name}`, 'utf8'),
      );
    const ajv = new Ajv({ strict: false, formats: { 'idn-email': true, 'iri-reference': true } });
    addFormats.default(ajv);
    ajv.addSchema(
      schemaAt('spdx.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json',
    );
    ajv.addSchema(
      schemaAt('jsf-0.82.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json',
    );
    const validate = ajv.compile(schemaAt('bom-1.6.SNAPSHOT.schema.json'));

    expect(validate(bom) ? [] : validate.errors).toEqual([]);
  });

  test('names each package once, with every layer it is in', () => {
    expect(bom.components).toMatchObject([
      { type: 'operating-system', name: 'debian' },
      { purl: 'pkg:deb/debian/zlib1g@1%3A1.2' },
      {
        purl: 'pkg:npm/lodash@4.17.21',
        properties: layers.toSorted().map((value) => ({ name: 'sekisho:layer', value })),
      },
    ]);
  });

  test('has a serial number that follows from the digest, as a UUID of version 8', () => {
    expect(bom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(predicateOf(sbomStatement(subject, reportOf(digest))).serialNumber).toBe(bom.serialNumber);
    expect(predicateOf(sbomStatement({ ...subject, digest: other }, report)).serialNumber).not.toBe(
      bom.serialNumber,
    );
  });

  test('does not claim to know what packages depend on', () => {
    expect(bom).not.toHaveProperty('dependencies');
  });

  test('counts whichever tool wrote it', () => {
    const foreign = { bomFormat: 'CycloneDX', specVersion: '1.5', components: [{ name: 'a' }] };

    expect(sbomPredicate.parse(foreign, [digest])).toEqual({
      kind: 'sbom',
      statedAt: 0,
      specVersion: '1.5',
      components: 1,
    });
  });
});

describe('a statement of another tool is left alone', () => {
  const foreign: readonly (readonly [string, string, unknown])[] = [
    [
      'a scan',
      vulnerabilitiesPredicate.type,
      { scanner: { uri: 'pkg:github/aquasecurity/trivy@v0.60', db: {}, result: [] }, metadata: {} },
    ],
    ['attributes', inspectionPredicate.type, { attributes: [{ attribute: 'WITH_STACK_PROTECTION' }] }],
    [
      'a verification summary',
      verdictPredicate.type,
      { verifier: { id: 'https://example.com/v' }, verificationResult: 'PASSED' },
    ],
    ['a release', tagBindingPredicate.type, { purl: 'pkg:npm/%40angular/http@7.2.16' }],
  ];
  test.each(foreign)('%s', (_, type, predicate) => {
    expect(
      predicates.find((candidate) => candidate.type === type)?.parse(predicate, [digest]),
    ).toBeUndefined();
  });
});

describe('a statement that is not what it should be is refused', () => {
  const report = reportOf(digest, { findings: [vulnerability, secret] });
  const vulns = vulnerabilitiesStatement(subject, report, now);
  const scan = predicateOf(vulns);
  const inspection = predicateOf(inspectionStatement(subject, report, vulns));
  const verdict = predicateOf(verdictStatement(subject, verdictOf('pass', now), [], '0.1.0'));
  const binding = predicateOf(tagBindingStatement(subject, '2.4.1', now));
  const file = { engine: 'seccomp', path: 'seccomp.json', content: '{}' };
  const runtime = predicateOf(
    runtimePolicyStatement(subject, runtimePolicyOf(digest), [file], {
      generatedAt: now,
      toolVersion: '0.1.0',
    }),
  );
  const purl = (text: string): unknown => withAt(binding, ['purl'], text);
  const at = 'registry.example/apps/shop';

  const bad: readonly (readonly [string, string, unknown])[] = [
    ['null', sbomPredicate.type, null],
    ['a list', sbomPredicate.type, []],
    ['SPDX as CycloneDX', sbomPredicate.type, { spdxVersion: 'SPDX-2.3' }],
    ['a future CycloneDX', sbomPredicate.type, { bomFormat: 'CycloneDX', specVersion: '2.0' }],
    ['a scan without time', vulnerabilitiesPredicate.type, withAt(scan, ['metadata'], {})],
    [
      'a scan with a local time',
      vulnerabilitiesPredicate.type,
      withAt(scan, ['metadata', 'scanFinishedOn'], '2026-11-23T12:00:00'),
    ],
    [
      'a scan on a day that is none',
      vulnerabilitiesPredicate.type,
      withAt(scan, ['metadata', 'scanFinishedOn'], '2026-13-23T12:00:00Z'),
    ],
    [
      'a severity that is none',
      vulnerabilitiesPredicate.type,
      withAt(scan, ['scanner', 'result', 0, 'severity', 0, 'score'], 'harmless'),
    ],
    [
      'a finding without annotation',
      vulnerabilitiesPredicate.type,
      withAt(scan, ['scanner', 'result', 0, 'annotations'], []),
    ],
    [
      'a finding with an unknown field',
      vulnerabilitiesPredicate.type,
      withAt(scan, ['scanner', 'result', 0, 'annotations', 0, 'exploit'], true),
    ],
    [
      'a finding without status',
      vulnerabilitiesPredicate.type,
      withAt(scan, ['scanner', 'result', 0, 'annotations', 0, 'status'], undefined),
    ],
    [
      'a flood of findings',
      vulnerabilitiesPredicate.type,
      withAt(scan, ['scanner', 'result'], Array(50_001).fill(0)),
    ],
    ['no attributes', inspectionPredicate.type, withAt(inspection, ['attributes'], [])],
    [
      'a finding in place of completeness',
      inspectionPredicate.type,
      withAt(inspection, ['attributes', 0, 'attribute'], 'SECRET_FOUND'),
    ],
    [
      'an attribute of another vocabulary',
      inspectionPredicate.type,
      withAt(inspection, ['attributes', 1, 'attribute'], 'SECRET_ABSENT'),
    ],
    [
      'no vulnerabilities named',
      inspectionPredicate.type,
      withAt(inspection, ['attributes', 0, 'evidence'], undefined),
    ],
    [
      'two vulnerabilities named',
      inspectionPredicate.type,
      withAt(inspection, ['attributes', 0, 'evidence', 'digest'], {
        sha256: digest.slice(7),
        sha512: 'ab'.repeat(64),
      }),
    ],
    ['a verdict without result', verdictPredicate.type, withAt(verdict, ['verificationResult'], undefined)],
    ['a verdict of another kind', verdictPredicate.type, withAt(verdict, ['verificationResult'], 'SKIPPED')],
    ['a verdict without time', verdictPredicate.type, withAt(verdict, ['timeVerified'], undefined)],
    ['a binding without tag', tagBindingPredicate.type, purl(`pkg:oci/shop@${digest}?repository_url=${at}`)],
    [
      'a binding with a bad tag',
      tagBindingPredicate.type,
      purl(`pkg:oci/shop@${digest}?repository_url=${at}&tag=a%2Fb`),
    ],
    ['a binding without repository', tagBindingPredicate.type, purl(`pkg:oci/shop@${digest}?tag=1`)],
    [
      'a binding with a host alone',
      tagBindingPredicate.type,
      purl(`pkg:oci/shop@${digest}?repository_url=shop&tag=1`),
    ],
    [
      'a binding of another image',
      tagBindingPredicate.type,
      purl(`pkg:oci/shop@${other}?repository_url=${at}&tag=1`),
    ],
    [
      'a binding of no digest',
      tagBindingPredicate.type,
      purl(`pkg:oci/shop@latest?repository_url=${at}&tag=1`),
    ],
    ['a binding with half a purl', tagBindingPredicate.type, purl('pkg:oci/')],
    ['a binding without time', tagBindingPredicate.type, { purl: binding.purl }],
    [
      'a runtime policy of another image',
      runtimePolicyType(),
      withAt(runtime, ['policy', 'image', 'digest'], other),
    ],
    ['a file that climbs out', runtimePolicyType(), withAt(runtime, ['files', 0, 'path'], '../seccomp.json')],
    ['a file from the root', runtimePolicyType(), withAt(runtime, ['files', 0, 'path'], '/etc/cron.d/x')],
    ['a file with a backslash', runtimePolicyType(), withAt(runtime, ['files', 0, 'path'], '..\\x')],
    [
      'a file twice',
      runtimePolicyType(),
      withAt(
        runtime,
        ['files'],
        [1, 2].map(() => (runtime.files as unknown[])[0]),
      ),
    ],
    [
      'a file that was edited',
      runtimePolicyType(),
      withAt(runtime, ['files', 0, 'content'], '{"defaultAction":"ALLOW"}'),
    ],
  ];
  test.each(bad)('%s', (_, type, predicate) => {
    const kind = predicates.find((candidate) => candidate.type === type);

    expect(outcomeOf(() => kind?.parse(predicate, [digest]))).toBe('STATEMENT_MALFORMED');
  });

  function runtimePolicyType(): string {
    return runtimePolicyPredicate.type;
  }
});

test('what no reader would read is not built', () => {
  const findings = Array.from({ length: 50_001 }, () => vulnerability);

  const outcome = outcomeOf(() => statementsOf(subject, { report: reportOf(digest, { findings }) }));

  expect(outcome).toBe('STATEMENT_MALFORMED');
});

test('statements are built in the order that never shows half a scan, tags last', () => {
  const report = reportOf(digest, { verdict: verdictOf('pass', now) });
  const runtime = { policy: runtimePolicyOf(digest), files: [] };

  const statements = statementsOf(subject, { report, runtime, tags: ['b', 'a'] });

  expect(statements.map(({ predicateType, tag }) => tag ?? kindOfPredicateType(predicateType))).toEqual([
    'sbom',
    'runtime-policy',
    'inspection',
    'vulnerabilities',
    'verdict',
    'a',
    'b',
  ]);
});

test('canonical JSON sorts keys at every depth, leaves lists alone and drops what is undefined', () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined }, 'x'], a: null, __proto__: { e: 2 } })).toBe(
    '{"a":null,"b":[{"d":1},"x"]}',
  );
});

test('no predicate throws anything but STATEMENT_MALFORMED, whatever it is given', () => {
  const json = string({ unit: 'binary' }).map((text): unknown => ({
    scanner: { uri: 'pkg:npm/sekisho@1', result: text },
    producer: { uri: 'pkg:npm/sekisho@1' },
    verifier: { id: 'https://sekisho.dev/verifier/v1' },
    purl: `pkg:oci/${text}`,
    attributes: [text],
  }));
  assert(
    property(json, (predicate) => {
      for (const kind of predicates) {
        expect(outcomeOf(() => kind.parse(predicate, [digest]))).toBe('STATEMENT_MALFORMED');
      }
    }),
  );
});
