import { maxVersionLength } from './versions/bounded.ts';

/** What an import takes of one record, and what is believed of a database: lengths in UTF-16 code units, as npm has it. */
export const limits = {
  idLength: 200,
  nameLength: 500,
  versionLength: maxVersionLength,
  urlLength: 500,
  titleLength: 160,
  /** Of who rated it. */
  sourceLength: 500,
  ids: 10_000,
  affected: 50_000,
  ranges: 10_000,
  events: 10_000,
  /** Of all ranges of one package: its lowest fix is looked for in all of them. */
  allEvents: 2_000,
  versions: 500_000,
  references: 10_000,
} as const;
