import { printable } from '../errors.ts';
import { formatDuration, parseTime } from '../model/time.ts';
import type { DatabaseInfo } from './database.ts';
import type { ImportSummary } from './import.ts';

/** What an import did, for a person: one line, and one for each of the first records that were left out. */
export function describeImport(summary: ImportSummary): string {
  const { records, unchanged, rejected, rejections, startedAfresh, info } = summary;
  const all = [
    ...info.ecosystems.map(({ name, advisories }) => `${name} ${advisories}`),
    ...(info.knownExploitedAt === undefined ? [] : [`${info.knownExploited} known to be exploited (KEV)`]),
    ...(info.epssAt === undefined ? [] : [`${info.epss} EPSS scores`]),
  ].join(', ');
  const leftOut = rejected === 0 ? '' : `, ${rejected} that are not OSV left out`;
  return [
    ...(startedAfresh === undefined ? [] : [`the old database was not built upon: ${startedAfresh}`]),
    `${records} records read, ${unchanged} of them unchanged${leftOut}; the database now has ${all || 'none'}`,
    ...rejections.slice(0, 5).map(({ source, reason }) => `  left out ${source}: ${reason}`),
  ]
    .map(printable)
    .join('\n');
}

/** What is in a database, for a person, a line each. @param now milliseconds */
export function describeInfo(info: DatabaseInfo, now: number): readonly string[] {
  const { path, builtAt, newestRecordAt, digest, knownExploited, knownExploitedAt, epss, epssAt } = info;
  const widest = (texts: readonly unknown[]): number =>
    texts.reduce<number>((most, text) => Math.max(most, `${text}`.length), 0);
  const width = {
    name: widest(info.ecosystems.map(({ name }) => name)),
    advisories: widest(info.ecosystems.map(({ advisories }) => advisories)),
    packages: widest(info.ecosystems.map(({ packages }) => packages)),
  };
  const day = (time: string | undefined): string =>
    time === undefined ? 'never imported' : `of ${time.slice(0, 10)}`;
  return [
    path,
    `built      ${builtAt} (${formatDuration(now - parseTime(builtAt))} ago), newest record ${newestRecordAt}`,
    `digest     ${digest}`,
    `exploited  ${knownExploited} vulnerabilities known to be exploited (KEV), ${day(knownExploitedAt)}`,
    `epss       ${epss} vulnerabilities with a probability of exploitation, ${day(epssAt)}`,
    ...info.ecosystems.map(({ name, advisories, packages }) => {
      const counts = [
        `${`${advisories}`.padStart(width.advisories)} advisories`,
        `${`${packages}`.padStart(width.packages)} packages`,
      ];
      return `${name.padEnd(width.name)}  ${counts.join('  ')}`;
    }),
  ].map(printable);
}
