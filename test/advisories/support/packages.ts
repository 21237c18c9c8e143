import type { OperatingSystem, Package } from '../../../src/model/scan-report.ts';

export const debian12: OperatingSystem = { id: 'debian', versionId: '12' };
export const alpine319: OperatingSystem = { id: 'alpine', versionId: '3.19.1' };

export function npm(name: string, version: string): Package {
  return { purl: `pkg:npm/${name}@${version}`, name, version, type: 'npm', layer: null };
}

export function deb(name: string, version: string, source = { name, version }): Package {
  return { purl: `pkg:deb/debian/${name}@${version}`, name, version, type: 'deb', source, layer: null };
}

export function apk(name: string, version: string, origin = name): Package {
  return {
    purl: `pkg:apk/alpine/${name}@${version}`,
    name,
    version,
    type: 'apk',
    source: { name: origin, version },
    layer: null,
  };
}

export function rpm(name: string, version: string, source = { name, version }, purl = ''): Package {
  return {
    purl: purl || `pkg:rpm/redhat/${name}@${version}`,
    name,
    version,
    type: 'rpm',
    source,
    layer: null,
  };
}

export function ofType(type: string, name: string, version: string): Package {
  return { purl: `pkg:${type}/${name}@${version}`, name, version, type, layer: null };
}
