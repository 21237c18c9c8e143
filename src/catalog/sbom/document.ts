import { type Component, createComponentList } from './component.ts';
import { readCycloneDx } from './cyclonedx.ts';
import { type JsonObject, objectOf, textOf } from './json.ts';
import { readSpdx2, readSpdx3, readTagValue } from './spdx.ts';

/** What a bill of materials says is in the image. */
export interface BillOfMaterials {
  readonly components: readonly Component[];
  readonly notes: readonly string[];
}

/**
 * Reads a bill of materials in CycloneDX (JSON) or SPDX (JSON, JSON-LD or tag-value), alone or as the predicate of an
 * in-toto statement. What the file holds counts, not what it is called: Bitnami's `.spdx` files are JSON.
 * @returns undefined for a file of another kind.
 * @throws Error with a sentence, for JSON that is broken, or a document that is over the limits.
 */
export function parseBillOfMaterials(text: string): BillOfMaterials | undefined {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const list = createComponentList();
  const isJson = /^\s*[{[]/.test(content.slice(0, 1024));
  const isRead = isJson ? readJson(content, list) : readText(content, list);
  return isRead ? list.take() : undefined;
}

type List = ReturnType<typeof createComponentList>;

function readText(content: string, list: List): boolean {
  if (!/^SPDXVersion:\s*SPDX-2/m.test(content.slice(0, 64 * 1024))) return false;
  readTagValue(content, list);
  return true;
}

function readJson(content: string, list: List): boolean {
  const outer = objectOf(JSON.parse(content));
  const predicate = objectOf(outer?.get('predicate'));
  const document = outer?.has('predicateType') === true && predicate !== undefined ? predicate : outer;
  const read = document === undefined ? undefined : readerOf(document);
  if (document === undefined || read === undefined) return false;
  read(document, list);
  return true;
}

function readerOf(document: JsonObject): ((document: JsonObject, list: List) => void) | undefined {
  if (document.get('bomFormat') === 'CycloneDX') return readCycloneDx;
  if (textOf(document.get('spdxVersion')).startsWith('SPDX-2')) return readSpdx2;
  if (JSON.stringify(document.get('@context'))?.includes('spdx.org/rdf/3')) return readSpdx3;
  return undefined;
}
