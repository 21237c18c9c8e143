import type { Image } from '../image/image.ts';
import type { Http } from '../io/http.ts';
import type { Digest } from '../model/digest.ts';
import type { OnMistake } from '../model/mistake.ts';
import type { ScanReport } from '../model/scan-report.ts';
import type { Clock } from '../model/time.ts';
import type { Timings } from '../model/timings.ts';
import type { Pieces } from '../report/writer.ts';

/** Default for `databaseMaxAgeMs`: advisories older than this are refused, because a clean answer would mean little. */
export const defaultDatabaseMaxAgeMs = 14 * 86_400_000;

/**
 * Default for `databaseWarnAgeMs`: a nightly update that fails over a weekend is nothing to worry about, one that failed
 * four times in a row is.
 */
export const defaultDatabaseWarnAgeMs = 3 * 86_400_000;

/** Everything but the image and its platform: what is asked of each image. */
export interface ScanRequest {
  /** Without a policy nothing is judged. */
  readonly policyFile?: string;
  /** The repository to judge a local image as. */
  readonly as?: string;
  readonly formats: readonly ReportFormat[];
  /** The vulnerability database; by default the one in the cache folder. */
  readonly advisories?: string;
  readonly databaseMaxAgeMs?: number;
  readonly databaseWarnAgeMs?: number;
  readonly plainHttp?: boolean;
  /** The image this one is built on, with its transport. */
  readonly base?: string;
  /** Folder of known base images; by default the one in the cache folder. */
  readonly knownBases?: string;
  /** What to compare with: an earlier JSON report, or an image with its transport. */
  readonly baseline?: string;
  /** VEX files: OpenVEX, CycloneDX or CSAF. They suppress findings that do not apply. */
  readonly vex?: readonly string[];
  /** A list of sha256 of malware, one a line. */
  readonly malwareHashes?: string;
  /** A clamd that every file is shown to: `unix:PATH` or `tcp:HOST:PORT`. */
  readonly clamd?: string;
  /** Names of parts to look for (see `scanParts`); default all. Such a scan is not judged and not signed. */
  readonly only?: readonly string[];
  /** Sign what was found and publish it beside the image. */
  readonly attest?: AttestRequest;
}

export interface CheckpointRequest extends ScanRequest {
  /** With its transport, as in `registry.example/apps/shop:2.4.1` or `oci:./build`. */
  readonly image: string;
  /** `linux/arm64`; by default this machine's architecture on Linux. */
  readonly platform?: string;
}

export interface ReportFormat {
  readonly name: string;
  /** Without a file the text is only returned. */
  readonly file?: string;
}

export interface AttestRequest {
  readonly keyFile?: string;
  readonly keyText?: string;
  readonly password: string;
  /** Tags to bind to the digest; by default the tag of the image's name. */
  readonly tags: readonly string[];
}

export interface CheckpointEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** One client for the whole run; it knows the proxies of `env`. */
  readonly http: Http;
  /** How reports that are only returned should look; files are always plain. */
  readonly terminal?: { readonly colour: boolean; readonly width: number };
  /** One line that replaces the one before. */
  readonly onProgress?: (text: string) => void;
  /** Called once, when the first bytes of a layer have been read: not for an image that is remembered. */
  readonly onReading?: (image: Pick<Image, 'layers'>) => void;
  /** Told how long each stage takes. */
  readonly timings?: Timings;
  /** Told what a part of the scan threw by mistake. */
  readonly onMistake?: OnMistake;
  readonly signal?: AbortSignal;
}

/** 0 acceptable, 1 the policy says no, 3 something could not be looked at. */
export type CheckpointExitCode = 0 | 1 | 3;

export interface CheckpointResult {
  readonly report: ScanReport;
  readonly rendered: readonly RenderedReport[];
  readonly exitCode: CheckpointExitCode;
  readonly attested?: Attested;
}

export interface RenderedReport {
  readonly name: string;
  readonly file?: string;
  readonly text: string;
  /** The same text, where it is long: to be written without putting it together. */
  readonly pieces?: Pieces;
}

export interface Attested {
  readonly digest: Digest;
  /** Their kinds. */
  readonly statements: readonly string[];
}
