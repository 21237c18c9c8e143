import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { catalogReaders, type PackageInventory, readPackages } from '../../src/catalog/catalogs.ts';
import type { FileView } from '../../src/image/file-view.ts';
import type { Package } from '../../src/model/scan-report.ts';
import { type FakeLayer, fakeView } from '../fakes/file-view.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'catalog');

export function fixture(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
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

/** The bytes of a fixture; of one that is kept compressed, what it unpacks to. */
export function fixtureBytes(name: string): Buffer {
  const bytes = readFileSync(join(folder, name));
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export interface Mutation {
  readonly changes: readonly (readonly [at: number, value: number])[];
  /** Where the bytes are cut off; null: nowhere. */
  readonly end: number | null;
}

/** Ways to damage bytes of this length: for parsers of binary formats. */
export function mutations(length: number): fc.Arbitrary<Mutation> {
  const change = fc.tuple(fc.nat(length - 1), fc.nat(255));
  return fc.record({ changes: fc.array(change, { maxLength: 16 }), end: fc.option(fc.nat(length)) });
}

export function mutated(bytes: Buffer, { changes, end }: Mutation): Buffer {
  const changed = Buffer.from(bytes);
  for (const [at, value] of changes) changed[at] = value;
  return end === null ? changed : changed.subarray(0, end);
}
