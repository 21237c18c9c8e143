import type { ComponentList } from './component.ts';
import { type JsonObject, objectOf, objectsOf, textOf } from './json.ts';

/** `component.type` of CycloneDX 1.7: what is software that can be installed. */
const softwareTypes = ['', 'application', 'framework', 'library', 'platform', 'device-driver', 'firmware'];
const maxDepth = 50;

/**
 * The components of a CycloneDX document (JSON, any version): those in other components too, and what the document
 * itself is about. A component that is `excluded`, and what is only told of where one came from (`pedigree`), is not
 * in the image.
 * @throws Error with a sentence, when components are nested deeper than any generator does
 */
export function readCycloneDx(document: JsonObject, list: ComponentList): void {
  const about = objectOf(objectOf(document.get('metadata'))?.get('component'));
  let level: JsonObject[] = [
    ...(about === undefined ? [] : [about]),
    ...objectsOf(document.get('components')),
  ];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= maxDepth) throw new Error(`its components are nested deeper than ${maxDepth}`);
    const present = level.filter((component) => component.get('scope') !== 'excluded');
    for (const component of present) {
      const purl = textOf(component.get('purl'));
      if (purl !== '' && softwareTypes.includes(textOf(component.get('type')))) list.add(purl);
    }
    level = present.flatMap((component) => objectsOf(component.get('components')));
  }
}
