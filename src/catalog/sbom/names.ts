import { isOutsideModules } from '../npm/places.ts';

const endings = ['.cdx.json', '.cdx', '.spdx.json', '.spdx', '.bom.json', '.sbom.json'];
const bases = ['bom.json', 'sbom.json'];
const folder = /(?:^|\/)sboms?\/(?:[^/]+\/)*[^/]+\.json$/;
const unreadEndings = ['.cdx.xml', '.bom.xml', '.spdx.xml', '.spdx.rdf', '.spdx.yaml', '.spdx.yml', '.cdx'];

/**
 * True for what bills of materials are called. Those in a `node_modules` are of packages there, and list what their
 * makers built them with.
 */
export function isBillName(path: string): boolean {
  const isNamed = endings.some((ending) => path.endsWith(ending)) || bases.includes(baseOf(path));
  return (isNamed || (path.endsWith('.json') && folder.test(path))) && isOutsideModules(path);
}

export function isUnreadBillName(path: string): boolean {
  const isNamed = unreadEndings.some((ending) => path.endsWith(ending)) || baseOf(path) === 'bom.xml';
  return isNamed && isOutsideModules(path);
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
