import type { Digest } from '../model/digest.ts';
import type { Reason } from '../model/scan-report.ts';

/** Who pulls what, by which name: what every door turns its request into. */
export interface Question {
  readonly repository: string;
  /** The tag asked for; undefined for a pull by digest. */
  readonly tag?: string;
  /** Of the bytes that would really be served. */
  readonly digest: Digest;
  readonly mediaType: string;
  /** The manifest's bytes: what is decided is what they say, never what their name says. */
  readonly manifest: Uint8Array;
  /** For the log: an address or a user name; never a credential. */
  readonly client: string;
}

/** One line of the explanation: what was looked at, how it came out, and the facts. */
export interface Check {
  readonly name:
    | 'signed by'
    | 'scan'
    | 'verdict'
    | 'findings'
    | 'sbom'
    | 'tag binding'
    | 'runtime policy'
    | 'image list'
    | 'ignored';
  readonly result: 'ok' | 'fail' | 'skipped' | 'note';
  readonly detail: string;
}

export interface Decision {
  readonly outcome: 'allow' | 'deny';
  /** True when the rule is in audit mode: `outcome` says allow, the reasons say what enforce would deny for. */
  readonly audited: boolean;
  readonly kind: 'image' | 'index' | 'evidence';
  readonly repository: string;
  readonly tag?: string;
  readonly digest: Digest;
  /** First repository pattern of the rule that applied; null when none did (which denies). */
  readonly rule: string | null;
  readonly reasons: readonly Reason[];
  readonly checks: readonly Check[];
  /** One sentence a person can act on; what a denied client is shown. */
  readonly message: string;
  readonly decidedAt: string;
}
