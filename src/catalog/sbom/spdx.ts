import { lines } from '../lines.ts';
import type { ComponentList } from './component.ts';
import { type JsonObject, objectsOf, textOf } from './json.ts';

/** Of the element that a relationship begins with: it was needed to make the other, and is not in it. */
const absentFrom = [
  'BUILD_DEPENDENCY_OF',
  'BUILD_TOOL_OF',
  'DEV_DEPENDENCY_OF',
  'DEV_TOOL_OF',
  'TEST_DEPENDENCY_OF',
  'TEST_TOOL_OF',
  'GENERATES',
];
/** Of the element that a relationship leads to: the other was made from it. */
const absentTo = ['GENERATED_FROM'];
const notSoftware = ['ARCHIVE', 'CONTAINER', 'FILE', 'OPERATING-SYSTEM', 'OPERATING_SYSTEM', 'SOURCE'];

/** The packages of an SPDX 2 document in JSON (SPDX 2.3, chapters 7 and 11). */
export function readSpdx2(document: JsonObject, list: ComponentList): void {
  const absent = new Set<string>();
  for (const relationship of objectsOf(document.get('relationships'))) {
    const type = textOf(relationship.get('relationshipType'));
    if (absentFrom.includes(type)) absent.add(textOf(relationship.get('spdxElementId')));
    if (absentTo.includes(type)) absent.add(textOf(relationship.get('relatedSpdxElement')));
  }
  for (const found of objectsOf(document.get('packages'))) {
    if (absent.has(textOf(found.get('SPDXID')))) continue;
    if (notSoftware.includes(textOf(found.get('primaryPackagePurpose')))) continue;
    for (const reference of objectsOf(found.get('externalRefs'))) {
      if (reference.get('referenceType') === 'purl') list.add(textOf(reference.get('referenceLocator')));
    }
  }
}

/** The packages of an SPDX 3 document (JSON-LD, spdx.github.io/spdx-spec/v3.0.1, "Package" and "packageUrl"). */
export function readSpdx3(document: JsonObject, list: ComponentList): void {
  for (const element of objectsOf(document.get('@graph'))) {
    if (textOf(element.get('type')) !== 'software_Package') continue;
    if (notSoftware.includes(textOf(element.get('software_primaryPurpose')).toUpperCase())) continue;
    const identifiers = objectsOf(element.get('externalIdentifier'));
    const purls = identifiers.filter((one) => one.get('externalIdentifierType') === 'packageUrl');
    for (const purl of [element.get('software_packageUrl'), ...purls.map((one) => one.get('identifier'))]) {
      if (textOf(purl) !== '') list.add(textOf(purl));
    }
  }
}

/**
 * The packages of an SPDX 2 document in tag-value form (SPDX 2.3, annex of that name): a line `TAG: VALUE` each, of
 * which a text may go on over lines between `<text>` and `</text>`.
 */
export function readTagValue(document: string, list: ComponentList): void {
  let purls: string[] = [];
  let isSoftware = true;
  let inText = false;
  const close = (): void => {
    if (isSoftware) for (const purl of purls) list.add(purl);
    purls = [];
    isSoftware = true;
  };
  for (const raw of lines(document)) {
    if (inText) {
      inText = !raw.includes('</text>');
      continue;
    }
    const colon = raw.indexOf(':');
    const tag = raw.slice(0, Math.max(colon, 0)).trim();
    const value = raw.slice(colon + 1).trim();
    inText = value.startsWith('<text>') && !value.includes('</text>');
    if (tag === 'PackageName') close();
    else if (tag === 'PrimaryPackagePurpose') isSoftware = !notSoftware.includes(value);
    else if (tag === 'ExternalRef') {
      const [, type, locator] = value.split(/\s+/, 3);
      if (type === 'purl' && locator !== undefined) purls.push(locator);
    }
  }
  close();
}
