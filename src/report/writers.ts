import { fault } from '../errors.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { table } from './table.ts';
import type { ReportWriter } from './writer.ts';

export const writers: readonly ReportWriter[] = [table, json, gitlab];

/** The writer of a format. @throws USAGE */
export function writerOf(name: string): ReportWriter {
  const writer = writers.find((candidate) => candidate.name === name);
  if (writer !== undefined) return writer;
  const known = writers.map((candidate) => candidate.name).join(', ');
  throw fault('USAGE', { problem: `no report format is called ${name}; known formats: ${known}` });
}
