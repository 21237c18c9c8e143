import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogReaders, type PackageInventory, readPackages } from '../../src/catalog/catalogs.ts';
import type { FileView } from '../../src/image/file-view.ts';
import type { Package } from '../../src/model/scan-report.ts';
import { type FakeLayer, fakeView } from '../fakes/file-view.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'catalog');

export function fixture(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

export function fixtureBytes(name: string): Buffer {
  return readFileSync(join(folder, name));
}

export function imageOf(...layers: FakeLayer[]): FileView {
  return fakeView(layers, { readers: catalogReaders() });
}

export function inventoryOf(...layers: FakeLayer[]): PackageInventory {
  return readPackages(imageOf(...layers));
}

/** What an inventory says of packages, without who owns which file. */
export function summaryOf({
  os,
  packages,
  problems,
}: PackageInventory): Pick<PackageInventory, 'os' | 'packages' | 'problems'> {
  return { os, packages, problems };
}

export function packageNamed(inventory: PackageInventory, name: string): Package {
  const [found, ...more] = inventory.packages.filter((candidate) => candidate.name === name);
  if (found === undefined || more.length > 0)
    throw new Error(`${more.length + 1} packages are named ${name}`);
  return found;
}

export const debian = 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n';
export const alpine = 'ID=alpine\nVERSION_ID=3.19.1\nPRETTY_NAME="Alpine Linux v3.19"\n';

/** One paragraph of a dpkg status file. */
export function paragraph(
  name: string,
  version: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const fields = {
    Package: name,
    Status: 'install ok installed',
    Version: version,
    Architecture: 'amd64',
    ...more,
  };
  return `${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}\n`;
}
