import type { Digest } from '../model/digest.ts';
import type { Reason } from '../model/scan-report.ts';

export type Outcome = 'allow' | 'deny';

/** A decision of the gate, as it is remembered. */
export interface DecisionRecord {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Who asked: an address or a user name, never a credential. */
  readonly client: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest: Digest;
  readonly outcome: Outcome;
  /** True when the rule only recorded: it was served although reasons were found. */
  readonly audited: boolean;
  readonly kind: 'image' | 'index' | 'evidence';
  /** The first pattern of the rule that applied; null when none did. */
  readonly rule: string | null;
  readonly message: string;
  /** Worst first; at most `storeLimits.reasons` are kept. */
  readonly reasons: readonly Reason[];
}

export interface DecisionQuery {
  /** Default 100, at most `storeLimits.listed`. */
  readonly limit?: number;
  readonly outcome?: Outcome;
  readonly repository?: string;
}

/** What a verified, signed tag binding said. */
export interface TagBindingRecord {
  readonly repository: string;
  readonly tag: string;
  readonly digest: Digest;
  /** When it was signed, in milliseconds since the epoch. */
  readonly signedAt: number;
  /** Of the key that signed it: a binding of a key that is trusted no more is not believed. */
  readonly keyId: string;
}

export type PushState = 'received' | 'verified' | 'failed';

/** A push event as a registry announced it. */
export interface PushRecord {
  /** Which kind of registry: the last part of its `/hooks/` address. */
  readonly registry: string;
  /** Unique for the registry: a delivery that is repeated has the same. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly repository: string;
  readonly tag?: string;
  readonly digest: Digest;
}

export interface StoredPush extends PushRecord {
  readonly state: PushState;
  /** What verifying came to; empty until then. */
  readonly detail: string;
}

export interface PushQuery {
  /** Default 100, at most `storeLimits.listed`. */
  readonly limit?: number;
  readonly state?: PushState;
}

/** Text is cut and lists are shortened to these: whoever pulls or pushes must not fill the disk. */
export const storeLimits = {
  /** Reasons kept of one decision. */
  reasons: 20,
  /** Characters kept of one text. */
  text: 2000,
  /** Entries a list returns at most. */
  listed: 1000,
} as const;

export interface StoreOptions {
  /** Decisions kept, newest first. Default 100,000. */
  readonly maxDecisions?: number;
  /** Push events kept, newest first. Default 100,000. */
  readonly maxPushes?: number;
  /** Decisions and events older than the newest by more than this go. Default 90 days, in milliseconds. */
  readonly maxAgeMs?: number;
}

export const storeDefaults: Required<StoreOptions> = {
  maxDecisions: 100_000,
  maxPushes: 100_000,
  maxAgeMs: 90 * 86_400_000,
};

/**
 * What the gate remembers. Every call either has its whole effect, which survives a crash of the process, or throws.
 * Asynchronous, because a store may be a server of its own; an implementation is proved by test/contract/store.ts.
 * @throws STORE_UNUSABLE from every function
 */
export interface Store {
  /** Keeps a decision and counts it. */
  recordDecision(decision: DecisionRecord): Promise<void>;
  /** Newest first: in the order they were recorded, not by their times. */
  decisions(query?: DecisionQuery): Promise<readonly DecisionRecord[]>;
  /** How many there were since the store was made, also of those that are no longer kept. */
  decisionCounts(): Promise<Readonly<Record<Outcome, number>>>;
  /**
   * Remembers what a tag was signed for, unless a binding that was signed at the same time or later is known: a replay
   * of an older one changes nothing. Returns the binding that is remembered now.
   */
  rememberTagBinding(binding: TagBindingRecord): Promise<TagBindingRecord>;
  tagBinding(repository: string, tag: string): Promise<TagBindingRecord | undefined>;
  /** Keeps a push event as `received`; false, and no effect, when the registry's event is known already. */
  recordEvent(event: PushRecord): Promise<boolean>;
  /** Says what became of an event; one that is not kept (any more) is left alone. */
  updateEvent(registry: string, id: string, state: PushState, detail: string): Promise<void>;
  /** Newest first. */
  events(query?: PushQuery): Promise<readonly StoredPush[]>;
  /** Resolves when a decision could be recorded now. */
  check(): Promise<void>;
  close(): Promise<void>;
}
