import type { AdvisoryDatabase } from '../advisories/database.ts';
import { catalogReaders, readPackages, systemTypes } from '../catalog/catalogs.ts';
import { executableReader, executablesOf } from '../image/executables.ts';
import type { FileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Image } from '../image/image.ts';
import { type WalkProgress, walk } from '../image/walk.ts';
import { honestyFindings } from '../inspect/honesty/honesty.ts';
import { inspect, inspectorReaders } from '../inspect/inspectors.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import { formatPlatform } from '../model/platform.ts';
import {
  type Executable,
  type Finding,
  type OperatingSystem,
  type Package,
  reportSchemaVersion,
  type ScanReport,
} from '../model/scan-report.ts';
import { formatTime } from '../model/time.ts';

export interface InventoryOptions {
  /** Where analysed layers are kept; undefined: nowhere. */
  readonly cacheDir?: string;
  readonly onProgress?: (progress: WalkProgress) => void;
  readonly signal?: AbortSignal;
}

/** What is in an image, before anybody says what is wrong with it. */
export interface Inventory {
  readonly view: FileView;
  readonly os: OperatingSystem | null;
  readonly packages: readonly Package[];
  /** purl of the package that each file belongs to, by path without leading slash. */
  readonly owners: ReadonlyMap<string, string>;
  readonly checksums: readonly FileChecksum[];
  readonly executables: readonly Executable[];
  /** What could not be looked at, one sentence each. */
  readonly problems: readonly string[];
}

export interface ScanOptions extends InventoryOptions {
  readonly advisories: AdvisoryDatabase;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly toolVersion: string;
}

export interface ScanResult {
  /** Not judged yet: `verdict` is null and `compliance` empty. */
  readonly report: ScanReport;
  /** The files of the image, for the runtime policy. */
  readonly view: FileView;
  /** Rules of checks that could be decided: without a finding, the image keeps them. */
  readonly decidedRules: readonly string[];
}

/** Everything that wants to see files, in one list: each layer is read once for all of them. */
export const scanReaders: readonly FileReader<unknown>[] = [
  ...catalogReaders(),
  executableReader,
  ...inspectorReaders(),
];

/**
 * Walks the image once.
 * @throws what opening and reading the layers throws: BLOB_DIGEST_MISMATCH and others of its kind.
 */
export async function inventoryOf(image: Image, options: InventoryOptions): Promise<Inventory> {
  const view = await walk(image, scanReaders, options);
  const { problems, ...found } = readPackages(view);
  const executables = executablesOf(view, found.owners);
  return { view, ...found, executables, problems: [...view.problems, ...problems] };
}

/** Walks the image once and says what is in it and what is wrong with it. @throws what `inventoryOf` throws */
export async function scanImage(image: Image, options: ScanOptions): Promise<ScanResult> {
  const inventory = await inventoryOf(image, options);
  const { view, os, packages, executables } = inventory;
  const matched = options.advisories.match(packages, os);
  const inspected = inspect({ config: image.config, systemTypes, ...inventory });
  const honest = honestyFindings({
    os,
    packages,
    unread: [...inventory.problems, ...inspected.problems],
    unmatched: matched.unmatched,
    now: options.now,
  });
  const findings = [...matched.findings, ...inspected.findings, ...honest];
  const allProblems = [
    ...inventory.problems,
    ...inspected.problems,
    ...matched.unmatched.map(
      ({ ecosystem, packages: count }) =>
        `the vulnerability database has nothing of ${ecosystem}: ${count} packages are not matched`,
    ),
  ];
  return {
    view,
    decidedRules: inspected.decidedRules,
    report: {
      schemaVersion: reportSchemaVersion,
      tool: { name: 'sekisho', version: options.toolVersion },
      scannedAt: formatTime(options.now),
      image: {
        reference: image.reference,
        digest: image.digest,
        platform: formatPlatform(image.platform),
        layers: image.layers.map((layer) => ({
          diffId: layer.diffId,
          ...(layer.digest === undefined ? {} : { digest: layer.digest }),
          ...(layer.size === undefined ? {} : { size: layer.size }),
          ...(layer.createdBy === undefined ? {} : { createdBy: layer.createdBy }),
        })),
      },
      os,
      packages: [...packages],
      findings: findings.sort(byId),
      executables: [...executables],
      advisories: { builtAt: options.advisories.info.builtAt, digest: options.advisories.info.digest },
      complete: allProblems.length === 0,
      problems: allProblems,
      compliance: [],
      verdict: null,
    },
  };
}

/** Ids are hashes: this order says nothing, it only is the same every time. Writers sort for people. */
function byId(a: Finding, b: Finding): number {
  const left = `${a.id} ${a.package ?? ''} ${a.path ?? ''}`;
  const right = `${b.id} ${b.package ?? ''} ${b.path ?? ''}`;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
