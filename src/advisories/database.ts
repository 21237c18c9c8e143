import type { Digest } from '../model/digest.ts';
import type { Finding, OperatingSystem, Package } from '../model/scan-report.ts';

export interface DatabaseInfo {
  readonly path: string;
  /** When the database was last imported into: `2026-11-22T03:12:00Z`. */
  readonly builtAt: string;
  /** Newest `modified` of all records. */
  readonly newestRecordAt: string;
  /** Of the imported records, independent of the order of import. */
  readonly digest: Digest;
  /** Those that imports were of, by release; what only records of others mention is not among them. */
  readonly ecosystems: readonly {
    readonly name: string;
    readonly advisories: number;
    readonly packages: number;
  }[];
  readonly knownExploited: number;
  /** When the catalogue of known exploited vulnerabilities was released; undefined when it was never imported. */
  readonly knownExploitedAt?: string;
  /** CVEs with an EPSS score. */
  readonly epss: number;
  /** The day the EPSS scores are of; undefined when there are none. */
  readonly epssAt?: string;
}

/** The vulnerability database, opened for reading. */
export interface AdvisoryDatabase {
  readonly info: DatabaseInfo;
  /**
   * The vulnerabilities of these packages: one finding for each package and merged set of aliases, with its stable
   * id, sorted. `unmatched` says for which packages nothing can be known (no advisories for that ecosystem or
   * distribution release): never read those as clean.
   */
  match(packages: readonly Package[], os: OperatingSystem | null): MatchResult;
  close(): void;
}

export interface MatchResult {
  readonly findings: readonly Finding[];
  readonly unmatched: readonly { readonly ecosystem: string; readonly packages: number }[];
}
