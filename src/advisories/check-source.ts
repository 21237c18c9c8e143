import { isUtf8 } from 'node:buffer';
import { fault, isFault, reasonOf } from '../errors.ts';
import { fileChunks, readSmallFile } from '../io/file-chunks.ts';
import { readEpss } from './epss.ts';
import { isKnownExploitedCatalogue, readKnownExploited } from './kev.ts';
import { readAdvisory } from './osv.ts';
import type { Source } from './sources.ts';
import { readZip } from './zip.ts';

/**
 * Reads a fetched file to its end before anything is imported: of many exports a broken one can then be left out, where
 * an import that has begun is all or nothing.
 * @throws ADVISORIES_SOURCE for a broken file, and for one that holds nothing; TOO_LARGE, ADVISORY_MALFORMED
 */
export async function checkSource({ path, name, format }: Source): Promise<void> {
  if (format === 'epss') {
    await readEpss(fileChunks(path, 0, Number.MAX_SAFE_INTEGER), name);
  } else if (format === 'json') {
    readCatalogue(await readSmallFile(path, maxCatalogueBytes), name);
  } else if (!(await holdsRecord(path, name))) {
    throw fault('ADVISORIES_SOURCE', { path: name, reason: 'it holds no OSV record' });
  }
}

/** CISA's has 1.3 MB. */
const maxCatalogueBytes = 64 * 1024 * 1024;

async function holdsRecord(path: string, name: string): Promise<boolean> {
  let found = false;
  for await (const { bytes } of readZip(path, name)) found ||= isRecord(bytes);
  return found;
}

function isRecord(bytes: Buffer): boolean {
  try {
    if (!isUtf8(bytes)) return false;
    readAdvisory(JSON.parse(bytes.toString('utf8')), () => undefined);
    return true;
  } catch (error) {
    if (isFault(error) || error instanceof SyntaxError) return false;
    throw error;
  }
}

function readCatalogue(bytes: Buffer, name: string): void {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw fault('ADVISORIES_SOURCE', { path: name, reason: reasonOf(cause) }, { cause });
  }
  if (!isKnownExploitedCatalogue(json)) {
    throw fault('ADVISORIES_SOURCE', { path: name, reason: 'it is not the KEV catalogue' });
  }
  readKnownExploited(json);
}
