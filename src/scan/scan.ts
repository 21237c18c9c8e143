import type { AdvisoryDatabase, MatchResult } from '../advisories/database.ts';
import type { FileView } from '../image/file-view.ts';
import type { Image } from '../image/image.ts';
import { inspectHonesty } from '../inspect/honesty/honesty.ts';
import type { Inspection } from '../inspect/inspector.ts';
import { formatPlatform } from '../model/platform.ts';
import type { Finding, ScanReport } from '../model/scan-report.ts';
import { formatTime } from '../model/time.ts';
import { noTimings } from '../model/timings.ts';
import { reportSchemaVersion } from '../model/version.ts';
import { lookForMalware, type MalwareOptions } from './asked-malware.ts';
import { inspectImage } from './inspect-image.ts';
import type { Inspected } from './inspected.ts';
import type { InventoryOptions } from './inventory.ts';
import { partsOf } from './parts.ts';

export interface ScanOptions extends InventoryOptions {
  readonly advisories: AdvisoryDatabase;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly toolVersion: string;
  /** Told before packages are matched, and how many: nothing can be shown while they are. */
  readonly onMatch?: (packages: number) => void;
  /** Where malware is a part of the scan. */
  readonly malware?: MalwareOptions;
}

export interface ScanResult {
  /** Not judged yet: `verdict` is null and `compliance` empty. */
  readonly report: ScanReport;
  /** The files of the image, for the runtime policy; the layers are walked when they have not been. */
  readonly view: () => Promise<FileView>;
  /** Rules of checks that could be decided: without a finding, the image keeps them. */
  readonly decidedRules: readonly string[];
}

/** Walks the image once and says what is in it and what is wrong with it. @throws what `inspectImage` throws */
export async function scanImage(image: Image, options: ScanOptions): Promise<ScanResult> {
  const isAsked = partsOf(options.only).inspectors.includes('malware');
  const asked = await lookForMalware(image, isAsked ? options.malware : undefined, options);
  try {
    const { inspected, view } = await inspectImage(asked.image, options);
    const malware = await asked.finish(view, inspected);
    return resultOf(image, { inspected, view, malware }, options);
  } finally {
    asked.close();
  }
}

interface Found {
  readonly inspected: Inspected;
  readonly view: () => Promise<FileView>;
  readonly malware: Inspection;
}

function resultOf(image: Image, { inspected, view, malware }: Found, options: ScanOptions): ScanResult {
  const { timings = noTimings } = options;
  const { os, barePackages, problems, notes, inspection } = inspected;
  const matching = timings.start('match');
  const { only, matched: isMatched } = partsOf(options.only);
  if (isMatched) options.onMatch?.(barePackages.length);
  const matched = isMatched ? options.advisories.match(barePackages, os, options.onMistake) : nothingMatched;
  matching(`${matched.findings.length} findings`);
  const unread = [...problems, ...inspection.problems, ...malware.problems, ...matched.problems];
  const honesty = inspectHonesty(
    {
      os,
      packages: barePackages,
      unread,
      unnamed: notes,
      unmatched: matched.unmatched,
      unversioned: matched.unversioned,
      now: options.now,
    },
    options.onMistake,
  );
  const findings = [...matched.findings, ...inspection.findings, ...malware.findings, ...honesty.findings];
  const allProblems = [...unread, ...problemsOf(matched.unmatched), ...honesty.problems];
  return {
    view,
    decidedRules: inspection.decidedRules,
    report: withLongLists(inspected, {
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
      findings: findings.sort(byId),
      advisories: isMatched
        ? { builtAt: options.advisories.info.builtAt, digest: options.advisories.info.digest }
        : null,
      ...(only === undefined ? {} : { only: [...only] }),
      complete: allProblems.length === 0,
      problems: allProblems,
      compliance: [],
      verdict: null,
    }),
  };
}

/** What is still text stays so: most reports need no more. */
function withLongLists(
  inspected: Inspected,
  report: Omit<ScanReport, 'packages' | 'executables'>,
): ScanReport {
  const { packages, executables } = Object.getOwnPropertyDescriptors(inspected);
  return Object.defineProperties(report, { packages, executables }) as ScanReport;
}

const nothingMatched: MatchResult = { findings: [], unmatched: [], unversioned: [], problems: [] };

/**
 * Packages that nobody publishes advisories of are only told as findings: nobody can do better, and a scan that no
 * database could ever complete would say nothing of all the others.
 */
function problemsOf(unmatched: MatchResult['unmatched']): string[] {
  return unmatched
    .filter(({ because }) => because !== 'unpublished')
    .map(({ ecosystem, packages }) => {
      const are = packages === 1 ? '1 package is' : `${packages} packages are`;
      return `the vulnerability database has nothing of ${ecosystem}: ${are} not matched`;
    });
}

/** Ids are hashes: this order says nothing, it only is the same every time. Writers sort for people. */
function byId(a: Finding, b: Finding): number {
  const left = `${a.id} ${a.package ?? ''} ${a.path ?? ''}`;
  const right = `${b.id} ${b.package ?? ''} ${b.path ?? ''}`;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
