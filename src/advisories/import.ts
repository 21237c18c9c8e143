import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { fault, isFault, printable, reasonOf } from '../errors.ts';
import { fileChunks, readSmallFile } from '../io/file-chunks.ts';
import type { DatabaseInfo } from './database.ts';
import { readEpss } from './epss.ts';
import { isKnownExploitedCatalogue, readKnownExploited } from './kev.ts';
import { readDatabaseInfo } from './open.ts';
import { readAdvisory } from './osv.ts';
import type { VectorRater } from './rating.ts';
import { replaceDatabase } from './replace.ts';
import { findSources, type Source } from './sources.ts';
import { createVectorRater } from './vector-rater.ts';
import { type AdvisoryWriter, createWriter } from './writer.ts';
import { readZip } from './zip.ts';

export interface ImportOptions {
  /** Bulk exports (`<Ecosystem>/all.zip`), other zips or folders of OSV records, single records, the KEV catalogue, EPSS scores. */
  readonly paths: readonly string[];
  /** The database file; made, or added to. */
  readonly into: string;
  /** Milliseconds. */
  readonly now: number;
  /** Gets a line of text now and then. */
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface ImportSummary {
  /** OSV records taken, with those that were in the database already. */
  readonly records: number;
  /** Of those, the ones that an export had brought before, byte for byte. */
  readonly unchanged: number;
  /** Records that are no OSV, and were left out. */
  readonly rejected: number;
  /** The first hundred of the rejected. */
  readonly rejections: readonly Rejection[];
  /** Why an older database was not built upon; undefined when it was, or there was none. */
  readonly startedAfresh?: string;
  /** What is in the database now. */
  readonly info: DatabaseInfo;
}

export interface Rejection {
  /** File, and entry of a zip. */
  readonly source: string;
  readonly reason: string;
}

const maxRejections = 100;
const recordsPerTurn = 250;
const recordsPerLine = 1000;
/** The KEV catalogue has 1.3 MB, the largest OSV record 1 MB. */
const maxFileBytes = 64 * 1024 * 1024;

/**
 * Imports advisories into the database file at `into`, all or nothing: until the last step the old file stays as it
 * is, also when the import is killed. An export replaces what the same export brought before; everything else adds,
 * and the later modified of two records with one id stays.
 * @throws FILE_UNREADABLE, FILE_UNWRITABLE, ADVISORIES_SOURCE (a broken zip, or nothing to import), TOO_LARGE,
 * ADVISORIES_UNUSABLE when the file at `into` is damaged or something else
 */
export async function importAdvisories(options: ImportOptions): Promise<ImportSummary> {
  const sources = await findSources(options.paths);
  if (sources.length === 0) {
    throw nothing(options.paths.join(', '), 'it has no .zip, no .json and no EPSS file');
  }
  return importSources(sources, options);
}

/** Imports from files that are known already; from none, to note that there was nothing new. */
export async function importSources(
  sources: readonly Source[],
  { into, now, onProgress, signal }: Omit<ImportOptions, 'paths'>,
): Promise<ImportSummary> {
  const tally: Tally = { documents: 0, records: 0, unchanged: 0, rejected: 0, rejections: [] };
  const { startedAfresh } = await replaceDatabase(into, now, async (db) => {
    const writer = createWriter(db);
    const rateVector = createVectorRater();
    for (const source of sources) {
      const before = { accepted: accepted(tally), rejections: tally.rejections.length };
      writer.begin(source.origin);
      onProgress?.(progressLine(source, tally));
      if (source.format === 'epss') await importPredictions(source, writer, tally);
      for await (const document of documentsOf(source)) {
        const problem = importDocument(document.bytes, writer, rateVector, tally);
        if (problem !== undefined) reject(tally, source, document, problem);
        if (tally.documents % recordsPerTurn === 0) await setImmediate(undefined, { signal });
        if (tally.documents % recordsPerLine === 0) onProgress?.(progressLine(source, tally));
      }
      writer.end();
      // An export without a record would push out all that it brought before.
      const isEmpty = source.format === 'zip' && accepted(tally) === before.accepted;
      if (isEmpty) throw nothing(source.name, tally.rejections[before.rejections]?.reason);
    }
    if (sources.length > 0 && accepted(tally) === 0) {
      throw nothing(sources[0]?.name ?? '', tally.rejections[0]?.reason);
    }
    onProgress?.('writing the vulnerability database');
    writer.finish(now);
  });
  const { documents: _, ...counts } = tally;
  return {
    ...counts,
    ...(startedAfresh === undefined ? {} : { startedAfresh }),
    info: readDatabaseInfo(into),
  };
}

/** The summary while it grows. */
interface Tally {
  /** Records, catalogues of known exploited vulnerabilities and files of EPSS scores. */
  documents: number;
  records: number;
  unchanged: number;
  rejected: number;
  readonly rejections: Rejection[];
}

function accepted(tally: Tally): number {
  return tally.documents - tally.rejected;
}

/**
 * Takes in one document. A record that is none is the concern of those who published it: what is wrong with it is
 * returned, and the rest imported.
 */
function importDocument(
  bytes: Buffer,
  writer: AdvisoryWriter,
  rateVector: VectorRater,
  tally: Tally,
): string | undefined {
  tally.documents += 1;
  const digest = hash('sha256', bytes, 'buffer');
  if (writer.keep(digest)) {
    tally.records += 1;
    tally.unchanged += 1;
    return undefined;
  }
  try {
    const json = readJson(bytes);
    if (isKnownExploitedCatalogue(json)) {
      writer.putKnownExploited(readKnownExploited(json));
      return undefined;
    }
    writer.put(readAdvisory(json, rateVector), digest);
    tally.records += 1;
    return undefined;
  } catch (error) {
    if (!isFault(error)) throw error;
    return error.message;
  }
}

/** Not part of a document's import: a file of scores is larger than all else that is not a zip. */
async function importPredictions(source: Source, writer: AdvisoryWriter, tally: Tally): Promise<void> {
  tally.documents += 1;
  try {
    const all = Number.MAX_SAFE_INTEGER;
    writer.putPredictions(await readEpss(fileChunks(source.path, 0, all), source.name));
  } catch (error) {
    if (!isFault(error)) throw error;
    reject(tally, source, {}, error.message);
  }
}

function reject(tally: Tally, source: Source, { rawName }: Pick<Document, 'rawName'>, reason: string): void {
  tally.rejected += 1;
  if (tally.rejections.length >= maxRejections) return;
  const entry = rawName === undefined ? '' : `: ${printable(rawName.toString('utf8').slice(0, 200))}`;
  tally.rejections.push({ source: `${source.name}${entry}`, reason });
}

interface Document {
  /** Of the entry of a zip. */
  readonly rawName?: Buffer;
  readonly bytes: Buffer;
}

/** As `parseJson` does, without a new decoder for each of a hundred thousand records. */
function readJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw fault('ADVISORY_MALFORMED', { problem: 'it is not UTF-8' });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw fault('ADVISORY_MALFORMED', { problem: reasonOf(cause) }, { cause });
  }
}

async function* documentsOf(source: Source): AsyncGenerator<Document> {
  if (source.format === 'zip') yield* readZip(source.path, source.name);
  if (source.format === 'json') yield { bytes: await readSmallFile(source.path, maxFileBytes) };
}

function progressLine({ origin, name }: Source, tally: Tally): string {
  return `importing ${origin.exportOf ?? name}, ${tally.documents.toLocaleString('en')} records so far`;
}

function nothing(path: string, reason = 'it holds no OSV record'): Error {
  return fault('ADVISORIES_SOURCE', { path, reason });
}
