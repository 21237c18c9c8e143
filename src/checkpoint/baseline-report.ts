import { existsSync, readFileSync, statSync } from 'node:fs';
import { fault, reasonOf } from '../errors.ts';
import { checked } from '../model/checked.ts';
import { indexReportSchema } from '../model/index-report.ts';
import { parseJson } from '../model/manifest.ts';
import { parseImageName } from '../model/reference.ts';
import type { ScanReport } from '../model/scan-report.ts';
import { scanReportSchema } from '../model/scan-report-schema.ts';
import type { Baseline } from '../scan/baseline.ts';

// The report of an image with a hundred thousand files and as many findings stays below it.
const maxBytes = 256 * 1024 * 1024;

/** True for the path of a file: what names an image is no file, and what names a file that is missing is an image. */
export function isReportFile(named: string): boolean {
  return existsSync(named) && statSync(named).isFile();
}

/**
 * Looks at the name of a baseline, before the scan that is to be compared with it.
 * @throws FILE_UNREADABLE for a report that is not there; REFERENCE_MALFORMED for what names no image either
 */
export function checkBaseline(named: string): void {
  if (isReportFile(named)) return;
  // No image is called so, and a registry would only answer that it has none.
  if (named.endsWith('.json')) {
    const reason = existsSync(named) ? 'it is not a regular file' : 'ENOENT: no such file or directory';
    throw fault('FILE_UNREADABLE', { path: named, reason });
  }
  parseImageName(named);
}

/**
 * Reads an earlier JSON report: of one image, or of an index, of which the image of the same platform counts.
 * @throws FILE_UNREADABLE; JSON_MALFORMED for what is no report of this version; PLATFORM_MISSING
 */
export function readBaselineReport(path: string, platform: string): Baseline {
  const json = parseJson(readBounded(path), path);
  if (typeof json !== 'object' || json === null || !('schemaVersion' in json)) {
    throw fault('JSON_MALFORMED', { what: path, reason: 'it is no JSON report of sekisho scan' });
  }
  const isIndex = typeof json === 'object' && json !== null && 'platforms' in json;
  const report = isIndex ? ofPlatform(path, json, platform) : checked(scanReportSchema, json, path);
  const { reference, digest } = report.image;
  return { reference, digest, findings: report.findings };
}

function ofPlatform(path: string, json: unknown, platform: string): ScanReport {
  const { reports } = checked(indexReportSchema, json, path);
  const report = reports.find(({ image }) => image.platform === platform);
  if (report !== undefined) return report;
  const available = reports.map(({ image }) => image.platform).join(', ');
  throw fault('PLATFORM_MISSING', { image: path, wanted: platform, available });
}

function readBounded(path: string): Buffer {
  try {
    if (statSync(path).size > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`);
    return readFileSync(path);
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
}
