import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createComponentList, parseComponent } from '../../../src/catalog/sbom/component.ts';
import { parseBillOfMaterials } from '../../../src/catalog/sbom/document.ts';
import { fixture } from '../support.ts';

const namesOf = (document: unknown): string[] | undefined =>
  parseBillOfMaterials(typeof document === 'string' ? document : JSON.stringify(document))?.components.map(
    ({ name, version }) => `${name} ${version}`,
  );

const component = (purl: string, more: object = {}): object => ({
  type: 'library',
  name: 'x',
  purl,
  ...more,
});
const cycloneDx = (...components: object[]): object => ({ bomFormat: 'CycloneDX', components });

const spdx = (packages: readonly object[], relationships: readonly object[] = []): object => ({
  spdxVersion: 'SPDX-2.3',
  packages,
  relationships,
});
const spdxPackage = (id: string, more: object = {}): object => ({
  SPDXID: id,
  externalRefs: [
    { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:x' },
    { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: `pkg:npm/${id}@1` },
  ],
  ...more,
});

describe('a component', () => {
  test.each([
    ['pkg:npm/%40scope/a@1.0.0', { type: 'npm', name: '@scope/a', version: '1.0.0' }],
    ['pkg:maven/org.example/a@1', { type: 'maven', name: 'org.example:a', version: '1' }],
    ['pkg:golang/github.com/a/b@v1.0.0', { type: 'golang', name: 'github.com/a/b', version: 'v1.0.0' }],
    ['pkg:bitnami/nginx@1.25.3', { type: 'bitnami', name: 'nginx', version: '1.25.3' }],
    ['pkg:PyPI/A_b@1', { purl: 'pkg:pypi/a-b@1', type: 'pypi', name: 'a-b', version: '1' }],
    [
      'pkg:deb/debian/libc6@2.36?arch=amd64&upstream=glibc&distro=debian-12',
      { name: 'libc6', architecture: 'amd64', source: { name: 'glibc', version: '2.36' } },
    ],
    [
      'pkg:deb/debian/libgcc-s1@12.2?upstream=gcc-12%4012.1',
      { name: 'libgcc-s1', source: { name: 'gcc-12', version: '12.1' } },
    ],
    ['pkg:rpm/fedora/vim@9.0-1?arch=x86_64&epoch=2', { name: 'vim', version: '2:9.0-1' }],
    ['pkg:rpm/fedora/vim@9.0-1?epoch=0', { name: 'vim', version: '9.0-1' }],
  ])('%s is a package', (purl, expected) => {
    expect(parseComponent(purl)).toMatchObject(expected);
  });

  test.each(['pkg:oci/a@sha256:ab', 'pkg:docker/a@1', 'pkg:github/a/b@v1', 'pkg:npm/a'])(
    '%s is none that is installed',
    (purl) => {
      expect(parseComponent(purl)).toBeUndefined();
    },
  );

  test.each(['', 'npm:a@1', 'pkg:maven/a@1', 'pkg:npm/a@1?x=%ZZ', `pkg:npm/a@${'1'.repeat(3000)}`])(
    '%j is refused',
    (purl) => {
      expect(() => parseComponent(purl)).toThrow(/purl/);
    },
  );
});

describe('CycloneDX', () => {
  test('lists components, those in others, and what it is about', () => {
    const nested = component('pkg:npm/a@1', { components: [component('pkg:npm/b@1')] });
    const document = {
      ...cycloneDx(nested),
      metadata: { component: component('pkg:npm/c@1', { type: 'application' }) },
    };
    expect(namesOf(document)).toEqual(['c 1', 'a 1', 'b 1']);
  });

  test('counts neither what is excluded, nor what one came from, nor what is no software', () => {
    const document = cycloneDx(
      component('pkg:npm/a@1', { scope: 'excluded', components: [component('pkg:npm/b@1')] }),
      component('pkg:npm/c@1', { pedigree: { ancestors: [component('pkg:npm/d@1')] } }),
      component('pkg:npm/e@1', { type: 'file' }),
      component('pkg:npm/f@1', { type: 'container' }),
    );
    expect(namesOf(document)).toEqual(['c 1']);
  });

  test('of other generators is read', () => {
    expect(namesOf(fixture('sbom/sbom-with-nested-comps.cdx.json'))).toEqual([
      'openssl 1.1.1',
      'rustls 0.23.13',
    ]);
    expect(namesOf(fixture('sbom/third-party-bom.json'))).toEqual([
      'musl 1.2.3-r0',
      'pear/log 1.13.1',
      'pear/pear_exception v1.0.0',
    ]);
  });

  test('with a component that has no purl but something else says so, and what it is', () => {
    expect(parseBillOfMaterials(fixture('sbom/invalid-purl.json'))).toMatchObject({
      components: [{ name: 'pear/core' }],
      notes: [expect.stringMatching(/^invalid-purl-format is no purl: /)],
    });
    expect(parseBillOfMaterials(JSON.stringify(cycloneDx(component('x'), component('y'))))?.notes).toEqual([
      expect.stringMatching(/^x is no purl: .* \(and 1 more like it\)$/),
    ]);
  });

  test('nested deeper than fifty components is refused', () => {
    let nested = component('pkg:npm/a@1');
    for (let depth = 0; depth < 60; depth += 1) nested = component('pkg:npm/a@1', { components: [nested] });
    expect(() => namesOf(cycloneDx(nested))).toThrow('its components are nested deeper than 50');
  });

  test('with more components than any image has is refused', () => {
    const list = createComponentList(2);
    for (const purl of ['pkg:npm/a@1', 'pkg:npm/b@1', 'pkg:npm/a@1']) list.add(purl);
    expect(() => list.add('pkg:npm/c@1')).toThrow('it has more than 2 components');
    expect(list.take().components.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('SPDX', () => {
  test('lists packages by their purls', () => {
    expect(namesOf(spdx([spdxPackage('a'), spdxPackage('b')]))).toEqual(['a 1', 'b 1']);
    expect(namesOf(fixture('sbom/with-hasfiles-bom.json'))).toEqual(['yargs-parser 21.1.1']);
    expect(namesOf(fixture('sbom/hardened-python.spdx.json'))).toEqual(['python 3.14.3']);
  });

  test('counts neither what was needed to make another, nor what one was made from, nor what is no software', () => {
    const packages = [
      ...['a', 'b', 'c'].map((id) => spdxPackage(id)),
      spdxPackage('d', { primaryPackagePurpose: 'SOURCE' }),
      spdxPackage('e', { primaryPackagePurpose: 'CONTAINER' }),
      spdxPackage('f', { primaryPackagePurpose: 'LIBRARY' }),
    ];
    const relationships = [
      { spdxElementId: 'a', relationshipType: 'DEV_DEPENDENCY_OF', relatedSpdxElement: 'f' },
      { spdxElementId: 'f', relationshipType: 'GENERATED_FROM', relatedSpdxElement: 'b' },
      { spdxElementId: 'f', relationshipType: 'CONTAINS', relatedSpdxElement: 'c' },
    ];
    expect(namesOf(spdx(packages, relationships))).toEqual(['c 1', 'f 1']);
  });

  test('3 lists packages by either place of their purls', () => {
    const document = {
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'software_Package', software_packageUrl: 'pkg:npm/a@1' },
        {
          type: 'software_Package',
          externalIdentifier: [{ externalIdentifierType: 'packageUrl', identifier: 'pkg:npm/b@1' }],
        },
        {
          type: 'software_Package',
          software_primaryPurpose: 'container',
          software_packageUrl: 'pkg:npm/c@1',
        },
        { type: 'software_File', software_packageUrl: 'pkg:npm/d@1' },
      ],
    };
    expect(namesOf(document)).toEqual(['a 1', 'b 1']);
  });

  test('in tag-value form lists packages, and nothing of a text', () => {
    const document = [
      'SPDXVersion: SPDX-2.3',
      'PackageName: a',
      'ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1',
      'PackageComment: <text>',
      'ExternalRef: PACKAGE-MANAGER purl pkg:npm/b@1',
      '</text>',
      'PackageLicenseComments: <text>one line</text>',
      'ExternalRef: SECURITY cpe23Type cpe:2.3:a:x',
      'PackageName: c',
      'PrimaryPackagePurpose: SOURCE',
      'ExternalRef: PACKAGE-MANAGER purl pkg:npm/c@1',
      'PackageName: d',
      'ExternalRef: PACKAGE_MANAGER purl pkg:npm/d@1',
    ];
    expect(namesOf(document.join('\r\n'))).toEqual(['a 1', 'd 1']);
  });
});

test('the predicate of a statement is the document', () => {
  const predicateType = 'https://cyclonedx.org/bom';
  expect(namesOf({ predicateType, predicate: cycloneDx(component('pkg:npm/a@1')) })).toEqual(['a 1']);
});

test.each([
  '',
  'Not a bill of materials',
  '{}',
  '[]',
  '{"bomFormat":"other"}',
  '[{"spdxVersion":"SPDX-2.3"}]',
])('%j is a file of another kind', (text) => {
  expect(parseBillOfMaterials(text)).toBeUndefined();
});

test.each(['{', '{"bomFormat":"CycloneDX"', '['.repeat(100_000)])('%j is refused', (text) => {
  expect(() => parseBillOfMaterials(text)).toThrow(/JSON/);
});

test('whatever a document holds, it is components with a name and a version, nothing, or a sentence', () => {
  const purl = fc.oneof(fc.string(), fc.constantFrom('pkg:npm/a@1', 'pkg:x/../y@1', 'pkg:golang/a@(devel)'));
  const document = fc.oneof(
    fc.record({
      bomFormat: fc.constant('CycloneDX'),
      components: fc.oneof(fc.jsonValue(), fc.array(fc.record({ purl }))),
    }),
    fc.record({
      spdxVersion: fc.constant('SPDX-2.3'),
      packages: fc.jsonValue(),
      relationships: fc.jsonValue(),
    }),
    fc.record({
      spdxVersion: fc.constant('SPDX-2.2'),
      packages: fc.array(
        fc.record({
          externalRefs: fc.array(fc.record({ referenceType: fc.constant('purl'), referenceLocator: purl })),
        }),
      ),
    }),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(document, (json) => {
      for (const { name, version } of parseBillOfMaterials(JSON.stringify(json))?.components ?? []) {
        expect(name).not.toBe('');
        expect(version).not.toBe('');
      }
    }),
  );
});
