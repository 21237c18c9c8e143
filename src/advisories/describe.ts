import { printable } from '../errors.ts';
import type { ImportSummary } from './import.ts';

/** What an import did, for a person: one line, and one for each of the first records that were left out. */
export function describeImport(summary: ImportSummary): string {
  const { records, unchanged, rejected, rejections, startedAfresh, info } = summary;
  const all = info.ecosystems.map(({ name, advisories }) => `${name} ${advisories}`).join(', ');
  const leftOut = rejected === 0 ? '' : `, ${rejected} that are not OSV left out`;
  return [
    ...(startedAfresh === undefined ? [] : [`the old database was not built upon: ${startedAfresh}`]),
    `${records} records read, ${unchanged} of them unchanged${leftOut}; the database now has ${all || 'none'}`,
    ...rejections.slice(0, 5).map(({ source, reason }) => `  left out ${source}: ${reason}`),
  ]
    .map(printable)
    .join('\n');
}
