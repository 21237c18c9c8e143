import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/model/digest.ts';
import type { Finding, Package, ScanReport } from '../../src/model/scan-report.ts';
import { annotatedBase, recogniseBase, withOrigins } from '../../src/scan/base-image.ts';
import type { KnownBase } from '../../src/scan/known-bases.ts';
import { report, vulnerability } from '../report/samples.ts';

const layer = (name: string) => sha256(`layer ${name}`);
const layers = (...names: string[]) => names.map(layer);

function known(reference: string, names: readonly string[], more: Partial<KnownBase> = {}): KnownBase {
  return {
    schemaVersion: 1,
    reference,
    digest: sha256(reference),
    platform: 'linux/amd64',
    layers: layers(...names),
    os: null,
    packages: [],
    ...more,
  };
}

const image = { digest: sha256('image'), layers: layers('a', 'b', 'c') };

describe('the base image', () => {
  test('is the known one with the most of the lowest layers', () => {
    const bases = [known('r/os:1', ['a']), known('r/runtime:1', ['a', 'b']), known('r/other:1', ['b', 'c'])];
    expect(recogniseBase(image, { known: bases })).toEqual({
      reference: 'r/runtime:1',
      digest: sha256('r/runtime:1'),
      layers: 2,
      how: 'known',
    });
  });

  test('is not one that only begins alike', () => {
    expect(recogniseBase(image, { known: [known('r/a:1', ['a', 'x'])] })).toBeUndefined();
  });

  test('is not the image itself under another name', () => {
    expect(recogniseBase(image, { known: [known('r/a:1', ['a', 'b', 'c'])] })).toBeUndefined();
  });

  test('that an annotation names goes before one with more layers, when its layers are here', () => {
    const bases = [known('r/os:1', ['a']), known('r/runtime:1', ['a', 'b'])];
    const annotated = { name: 'r/os:1' };
    expect(recogniseBase(image, { known: bases, annotated })).toMatchObject({
      reference: 'r/os:1',
      layers: 1,
      how: 'annotation',
    });
  });

  test('that an annotation claims falsely is not believed', () => {
    const bases = [known('r/os:1', ['x']), known('r/runtime:1', ['a', 'b'])];
    expect(recogniseBase(image, { known: bases, annotated: { name: 'r/os:1' } })).toMatchObject({
      reference: 'r/runtime:1',
      how: 'known',
    });
  });

  test('that only an annotation knows is named, and no layer is said to be its', () => {
    expect(recogniseBase(image, { known: [], annotated: { name: 'r/os:1' } })).toEqual({
      reference: 'r/os:1',
      layers: 0,
      how: 'annotation',
    });
  });

  test('that was given counts for the layers the two have in common', () => {
    const given = { reference: 'r/os:1', digest: sha256('os'), layers: layers('a', 'x') };
    expect(recogniseBase(image, { known: [], given })).toMatchObject({ layers: 1, how: 'given' });
    const moved = { ...given, layers: layers('x') };
    expect(recogniseBase(image, { known: [], given: moved })).toMatchObject({ layers: 0, how: 'given' });
  });

  test('is read from annotations, and from labels where there are none', () => {
    const label = {
      rootfs: { type: 'layers', diff_ids: [] },
      config: { Labels: { 'org.opencontainers.image.base.name': 'r/label:1' } },
    };
    const annotations = { 'org.opencontainers.image.base.digest': 'sha256:12' };
    expect(annotatedBase(annotations, label)).toEqual({ digest: 'sha256:12' });
    expect(annotatedBase({}, label)).toEqual({ name: 'r/label:1' });
    expect(annotatedBase(undefined, { rootfs: { type: 'layers', diff_ids: [] } })).toBeUndefined();
  });
});

describe('findings', () => {
  const ofBase = vulnerability({ rule: 'CVE-2026-1', layer: layer('a'), packageName: 'one' });
  const alsoOfBase = vulnerability({ rule: 'CVE-2026-2', layer: layer('b'), packageName: 'two' });
  const own = vulnerability({ rule: 'CVE-2026-3', layer: layer('c'), packageName: 'three' });
  const ofNoLayer: Finding = { ...own, id: 'f', kind: 'misconfiguration', rule: 'CIS-4.1', layer: null };
  const scanned: ScanReport = report({
    image: { ...report().image, layers: ['a', 'b', 'c'].map((name) => ({ diffId: layer(name) })) },
    findings: [ofBase, alsoOfBase, own, ofNoLayer],
  });
  const base = {
    reference: 'r/os:12.7-slim',
    digest: sha256('r/os:12.7-slim'),
    layers: 2,
    how: 'known',
  } as const;
  const current = known('r/os:12.7-slim', ['a', 'b'], { createdAt: '2026-01-01T00:00:00Z' });
  const packageOf = (name: string): Package => ({
    purl: `pkg:deb/debian/${name}@1`,
    name,
    version: '1',
    type: 'deb',
    layer: layer('n'),
  });
  // Stands for a database in which each package named has the finding given.
  const advisories = {
    match: (packages: readonly Package[]) => ({
      findings: [ofBase, alsoOfBase].filter(({ packageName }) =>
        packages.some(({ name }) => name === packageName),
      ),
      unmatched: [],
      unversioned: [],
      problems: [],
    }),
  };

  test('are of the base or yours by the layer that brought them; without a layer, of nobody', () => {
    const { findings } = withOrigins(scanned, base, [], advisories);
    expect(findings.map(({ origin }) => origin)).toEqual(['base', 'base', 'yours', undefined]);
  });

  test('of a base without a known layer are not labelled', () => {
    const unknown = { reference: 'r/os:1', layers: 0, how: 'annotation' } as const;
    const labelled = withOrigins(scanned, unknown, [], advisories);
    expect(labelled.base).toEqual(unknown);
    expect(labelled.findings).toEqual(scanned.findings);
  });

  test('of the base say which newer version ends them', () => {
    const newer = known('r/os:12.8-slim', ['n'], {
      createdAt: '2026-02-01T00:00:00Z',
      packages: [packageOf('two')],
    });
    const labelled = withOrigins(scanned, base, [current, newer], advisories);
    expect(labelled.base?.newer).toBe('r/os:12.8-slim');
    expect(labelled.findings.map(({ fixedByBase }) => fixedByBase)).toEqual([
      'r/os:12.8-slim',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test.each([
    ['of another repository', known('r/other:12.8-slim', ['n'], { createdAt: '2026-02-01T00:00:00Z' })],
    ['with a tag of another form', known('r/os:12.8', ['n'], { createdAt: '2026-02-01T00:00:00Z' })],
    ['that is older', known('r/os:12.6-slim', ['n'], { createdAt: '2025-02-01T00:00:00Z' })],
    ['without a date', known('r/os:12.8-slim', ['n'])],
    [
      'of another platform',
      known('r/os:12.8-slim', ['n'], { createdAt: '2026-02-01T00:00:00Z', platform: 'linux/arm64' }),
    ],
    [
      'that ends nothing',
      known('r/os:12.8-slim', ['n'], {
        createdAt: '2026-02-01T00:00:00Z',
        packages: [packageOf('one'), packageOf('two')],
      }),
    ],
  ])('are not ended by a base %s', (_, other) => {
    const labelled = withOrigins(scanned, base, [current, other], advisories);
    expect(labelled.base?.newer).toBeUndefined();
    expect(labelled.findings.some(({ fixedByBase }) => fixedByBase !== undefined)).toBe(false);
  });

  test('are ended by the version that ends the most, and of equals by the newest', () => {
    const half = known('r/os:12.10-slim', ['n'], {
      createdAt: '2026-04-01T00:00:00Z',
      packages: [packageOf('one')],
    });
    const older = known('r/os:12.8-slim', ['n'], { createdAt: '2026-02-01T00:00:00Z' });
    const newest = known('r/os:12.9-slim', ['n'], { createdAt: '2026-03-01T00:00:00Z' });
    const labelled = withOrigins(scanned, base, [half, older, newest, current], advisories);
    expect(labelled.base?.newer).toBe('r/os:12.9-slim');
  });
});
