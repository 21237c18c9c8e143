import { fault } from '../../errors.ts';
import { readSmallFile } from '../../io/file-chunks.ts';
import { parseJson } from '../../model/manifest.ts';
import { csaf } from './csaf.ts';
import { cyclonedx } from './cyclonedx.ts';
import { openvex } from './openvex.ts';
import type { VexFormat, VexFormatName, VexStatement } from './statement.ts';

/** Every form of VEX that is read. */
export const vexFormats: readonly VexFormat[] = [openvex, cyclonedx, csaf];

export interface VexDocument {
  /** As it was named. */
  readonly file: string;
  readonly format: VexFormatName;
  readonly statements: readonly VexStatement[];
}

// Vendors' documents of everything they ship have some megabytes.
const maxBytes = 64 * 1024 * 1024;

/** Reads a VEX file of any format. @throws FILE_UNREADABLE, TOO_LARGE, JSON_MALFORMED for one of no known format */
export async function readVexFile(path: string): Promise<VexDocument> {
  return readVex(await readSmallFile(path, maxBytes), path);
}

/** @param file what the document is called in messages and findings; @throws JSON_MALFORMED */
export function readVex(bytes: Uint8Array, file: string): VexDocument {
  const json = parseJson(bytes, file);
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  const format = isObject ? vexFormats.find((one) => one.recognises({ ...json })) : undefined;
  if (format === undefined) {
    const reason = 'it is neither OpenVEX, nor CycloneDX, nor CSAF';
    throw fault('JSON_MALFORMED', { what: file, reason });
  }
  try {
    return { file, format: format.name, statements: format.read(json, file) };
  } catch (error) {
    // Components and branches hold others: a document that nests them without end ends here.
    if (!(error instanceof RangeError)) throw error;
    throw fault('JSON_MALFORMED', { what: file, reason: 'it is nested too deep' }, { cause: error });
  }
}
