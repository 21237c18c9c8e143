import type { Digest } from '../model/digest.ts';
import type { OnMistake } from '../model/mistake.ts';
import type { BarePackage, Finding, OperatingSystem } from '../model/scan-report.ts';

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
   * id, sorted. `unmatched`, `unversioned` and `problems` say of which packages nothing can be known: never read those
   * as clean.
   * @throws ADVISORIES_UNUSABLE for a file that is damaged; TOO_MANY when there are more findings than any honest list of
   * packages has
   */
  match(packages: readonly BarePackage[], os: OperatingSystem | null, onMistake?: OnMistake): MatchResult;
  close(): void;
}

export interface MatchResult {
  readonly findings: readonly Finding[];
  readonly unmatched: readonly Unmatched[];
  /** Packages with advisories that nobody can place: their version is none in the order of their ecosystem. */
  readonly unversioned: readonly Unversioned[];
  /** Packages that could not be matched by mistake, one printable sentence for each kind of them. */
  readonly problems: readonly string[];
}

/** Packages that the database has no advisories of. */
export interface Unmatched {
  /** What a person calls them: `npm`, `Debian:99`, `Amazon Linux 2023 (rpm)`, `conda`. */
  readonly ecosystem: string;
  readonly packages: number;
  /**
   * `missing`: there should be advisories, and the database has none; `distribution`: OSV has none of a distribution,
   * which is most of the image; `unpublished`: OSV has none of that kind of package, whatever the image is.
   */
  readonly because: 'missing' | 'distribution' | 'unpublished';
}

export interface Unversioned {
  readonly package: BarePackage;
  /** How many may be about it. */
  readonly advisories: number;
}
