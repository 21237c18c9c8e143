import { type FileProblem, type FileReader, isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import { spooledFileReader } from '../image/spooled-file-reader.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { originOf } from './origin.ts';
import { shown } from './problems.ts';
import { type BillOfMaterials, parseBillOfMaterials } from './sbom/document.ts';
import { isBillName, isUnreadBillName } from './sbom/names.ts';

// A document of a whole operating system has 10 MB.
const maxBytes = 32 * 1024 * 1024;
const sniffedBytes = 4096;

const billReader: FileReader<BillOfMaterials | FileProblem> = wholeFileReader<BillOfMaterials>({
  name: 'sbom',
  version: 1,
  maxBytes,
  wants: isBillName,
  parse: (bytes) => parseBillOfMaterials(bytes.toString('utf8')),
});

/** XML, YAML and RDF: told, and not read. */
const unreadBillReader = spooledFileReader<{ readonly isUnread: true }>({
  name: 'sbom-unread',
  version: 1,
  maxBytes: Number.MAX_SAFE_INTEGER,
  wants: ({ path }) => isUnreadBillName(path),
  begins: { bytes: sniffedBytes, test: (head) => isBill(head.toString('latin1')) },
  parse: () => ({ isUnread: true }),
});

/** Many a project calls the list of its Maven dependencies `bom.xml`. */
function isBill(head: string): boolean {
  return !/^\s*\{/.test(head) && /cyclonedx\.org\/schema\/bom|spdx/i.test(head);
}

/**
 * Bills of materials that a build left in the image (Bitnami's, Docker's hardened images', Chainguard's and Wolfi's,
 * PEP 770's in Python wheels, or a project's own). What they say beyond what is found in other ways becomes packages:
 * programs that were built elsewhere say nothing of their parts.
 */
export const sbom: Catalog = {
  name: 'sbom',
  about: {
    title: 'what CycloneDX and SPDX documents in the image list, with a purl and a version',
    looksAt: [
      ...['cdx.json', 'spdx.json', 'spdx', 'cdx', 'bom.json', 'sbom.json'].map(
        (ending) => `…/NAME.${ending}`,
      ),
      '…/bom.json',
      '…/sbom.json',
      '…/sbom/NAME.json',
      '…/sboms/NAME.json',
    ],
    knows: [],
  },
  types: [],
  scope: 'document',
  readers: [billReader, unreadBillReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const origin = originOf(view, view.history(billReader), (fact) =>
    isFileProblem(fact) ? [] : fact.components.map(({ purl }) => purl),
  );
  const packages: Package[] = [];
  const notes: string[] = [];
  for (const { path, fact } of view.facts(billReader)) {
    if (isFileProblem(fact)) continue;
    notes.push(...fact.notes.map((sentence) => `/${shown(path)}: ${sentence}`));
    for (const component of fact.components) {
      packages.push({ ...component, layer: origin(path, component.purl), foundIn: [`/${path}`] });
    }
  }
  for (const { path } of view.facts(unreadBillReader)) {
    notes.push(`/${shown(path)}: bills of materials in XML, YAML or RDF are not read`);
  }
  return { packages, problems: [], notes };
}
