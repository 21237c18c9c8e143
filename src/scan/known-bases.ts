import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fault, reasonOf } from '../errors.ts';
import type { Image } from '../image/image.ts';
import { writeFileAtomically } from '../io/files.ts';
import { checked } from '../model/checked.ts';
import { digestHex } from '../model/digest.ts';
import { formatPlatform } from '../model/platform.ts';
import { scanReportSchema } from '../model/scan-report-schema.ts';
import { formatTime, parseTime } from '../model/time.ts';
import type { Inventory } from './inventory.ts';

const report = scanReportSchema.shape;
const image = report.image.shape;

const knownBaseSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** As it was named, with its tag. */
  reference: z.string().min(1).max(1000),
  digest: image.digest.unwrap(),
  indexDigest: image.digest.unwrap().optional(),
  platform: z.string(),
  /** As its configuration says: which of two versions is the newer. */
  createdAt: z.string().optional(),
  /** diff ids, lowest first. */
  layers: z.array(image.digest.unwrap()).min(1).max(10_000),
  os: report.os,
  /** Without their files. */
  packages: z.array(report.packages.element.omit({ files: true, foundIn: true })).max(100_000),
});

/** A base image that was looked at once, so that images built on it can be told offline. */
export type KnownBase = z.infer<typeof knownBaseSchema>;

const maxFileBytes = 64 * 1024 * 1024;
const maxFiles = 2000;

/** What is remembered of a base image. @throws USAGE for what has no digest or no layers, as a folder */
export function knownBaseOf(opened: Image, inventory: Pick<Inventory, 'os' | 'packages'>): KnownBase {
  const layers = opened.layers.flatMap(({ diffId }) => diffId ?? []);
  if (opened.digest === null || layers.length === 0) {
    throw fault('USAGE', {
      problem: `${opened.reference} has no layers that other images could be built on`,
    });
  }
  const createdAt = timeOrNone(opened.config.created);
  return {
    schemaVersion: 1,
    reference: opened.reference,
    digest: opened.digest,
    ...(opened.indexDigest === undefined ? {} : { indexDigest: opened.indexDigest }),
    platform: formatPlatform(opened.platform),
    ...(createdAt === undefined ? {} : { createdAt }),
    layers,
    os: inventory.os,
    packages: inventory.packages.map(({ files: _, foundIn: __, ...rest }) => rest),
  };
}

/** Reproducible builds set the time to zero: it tells nothing, as none does. */
function timeOrNone(created: string | null | undefined): string | undefined {
  try {
    const time = parseTime(created ?? '');
    return time <= 0 ? undefined : formatTime(time);
  } catch {
    return undefined;
  }
}

/** Remembers a base in the folder; the same image again replaces what was there. @throws FILE_UNWRITABLE */
export function rememberBase(folder: string, base: KnownBase): void {
  writeFileAtomically(join(folder, `${digestHex(base.digest)}.json`), `${JSON.stringify(base)}\n`);
}

/** Forgets bases by reference or digest; returns those that went. @throws as `readKnownBases`, FILE_UNWRITABLE */
export function forgetBases(folder: string, name: string): readonly KnownBase[] {
  const gone = readKnownBases(folder).filter(
    ({ reference, digest }) => reference === name || digest === name,
  );
  for (const { digest } of gone) {
    const path = join(folder, `${digestHex(digest)}.json`);
    try {
      rmSync(path);
    } catch (cause) {
      throw fault('FILE_UNWRITABLE', { path, reason: reasonOf(cause) }, { cause });
    }
  }
  return gone;
}

/**
 * The bases in the folder, sorted by reference; none when there is no folder.
 * @throws FILE_UNREADABLE, TOO_MANY, and JSON_MALFORMED for a file that is not one of ours
 */
export function readKnownBases(folder: string): readonly KnownBase[] {
  const names = namesIn(folder).filter((name) => name.endsWith('.json'));
  if (names.length > maxFiles)
    throw fault('TOO_MANY', { what: folder, max: maxFiles, things: 'base images' });
  return names
    .map((name) => readKnownBase(join(folder, name)))
    .sort((a, b) => (a.reference < b.reference ? -1 : Number(a.reference > b.reference)));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw fault('FILE_UNREADABLE', { path: folder, reason: reasonOf(cause) }, { cause });
  }
}

function readKnownBase(path: string): KnownBase {
  let json: unknown;
  try {
    if (statSync(path).size > maxFileBytes) throw new Error(`it is larger than ${maxFileBytes} bytes`);
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw fault('FILE_UNREADABLE', { path, reason: reasonOf(cause) }, { cause });
  }
  return checked(knownBaseSchema, json, path);
}
