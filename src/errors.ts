/** What a caller can do about a class of errors: the process's exit code (see docs/exit-codes.md). */
export type ExitCode = 2 | 3;

interface FaultEntry {
  /** What was seen and what was wanted; `{name}` is replaced by the fact of that name. */
  readonly message: string;
  /** What to do about it, as an imperative clause. */
  readonly remedy: string;
  /** 2: wrong usage or configuration. 3: could not be completed. */
  readonly exit: ExitCode;
  /** The status the gate answers with when this happens while it serves a request. */
  readonly http: number;
}

const table = {
  // ── usage and configuration
  USAGE: { message: '{problem}', remedy: 'see sekisho --help', exit: 2, http: 400 },
  FILE_UNREADABLE: {
    message: 'cannot read {path}: {reason}',
    remedy: 'check that the file exists and may be read',
    exit: 2,
    http: 500,
  },
  FILE_UNWRITABLE: {
    message: 'cannot write {path}: {reason}',
    remedy: 'check the folder, its permissions and free space',
    exit: 3,
    http: 500,
  },
  TIME_MALFORMED: {
    message: 'not a time: {text}',
    remedy: 'write it as 2027-01-31 or 2027-01-31T12:00:00Z',
    exit: 2,
    http: 400,
  },
  DURATION_MALFORMED: {
    message: 'not a duration: {text}',
    remedy: 'write a number and a unit, as in 90m, 36h, 14d or 2w',
    exit: 2,
    http: 400,
  },
  // ── names
  DIGEST_MALFORMED: {
    message: 'not a digest: {text}',
    remedy: 'write it as sha256: and 64 hexadecimal digits',
    exit: 2,
    http: 400,
  },
  REFERENCE_MALFORMED: {
    message: 'not an image name: {text} ({reason})',
    remedy:
      'write HOST/REPOSITORY[:TAG][@DIGEST], oci:DIR[:TAG], docker-archive:FILE[:REF], docker-daemon:REF or rootfs:DIR',
    exit: 2,
    http: 400,
  },
  PLATFORM_MALFORMED: {
    message: 'not a platform: {text}',
    remedy: 'write OS/ARCHITECTURE[/VARIANT], as in linux/amd64',
    exit: 2,
    http: 400,
  },
  // ── policy
  POLICY_MALFORMED: { message: '{file}:{line}: {problem}', remedy: '{hint}', exit: 2, http: 500 },
  POLICY_NO_RULE: {
    message: 'no rule of {file} covers the repository {repository}',
    remedy: 'add a rule for it, or name the repository it will be pushed to with --as',
    exit: 2,
    http: 403,
  },
  // ── bytes
  BLOB_SIZE_MISMATCH: {
    message: 'blob {digest} is {got} bytes, its descriptor says {wanted}',
    remedy: 'pull again; if it persists, the registry or a proxy altered it',
    exit: 3,
    http: 502,
  },
  BLOB_DIGEST_MISMATCH: {
    message: 'the bytes received for {wanted} have the digest {got}',
    remedy: 'pull again; if it persists, the registry or a proxy altered them',
    exit: 3,
    http: 502,
  },
  TOO_LARGE: {
    message: '{what} is larger than the limit of {maxBytes} bytes',
    remedy: '{hint}',
    exit: 3,
    http: 502,
  },
  JSON_MALFORMED: {
    message: '{what} is not the JSON it should be: {reason}',
    remedy: 'check what wrote it',
    exit: 3,
    http: 502,
  },
} as const satisfies Record<string, FaultEntry>;

export type FaultCode = keyof typeof table;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The facts a code's message and remedy ask for, by name. */
export type FaultFacts<C extends FaultCode> = Readonly<
  Record<Placeholders<(typeof table)[C]['message']> | Placeholders<(typeof table)[C]['remedy']>, unknown>
>;

const faultMark = Symbol.for('sekisho.fault');

/** The only error class: match `code`, never the text. `message` is one sentence; `remedy` says what to do. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly remedy: string;
  readonly exitCode: ExitCode;
  readonly httpStatus: number;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: FaultCode, facts: Readonly<Record<string, unknown>>, cause?: unknown) {
    const entry: FaultEntry = table[code];
    super(fill(entry.message, facts), cause === undefined ? undefined : { cause });
    this.name = 'Fault';
    this.code = code;
    this.remedy = fill(entry.remedy, facts);
    this.exitCode = entry.exit;
    this.httpStatus = entry.http;
    this.facts = facts;
    Object.defineProperty(this, faultMark, { value: true });
  }
}

/** Makes (does not throw) the error of `code`; the facts are those its message and remedy name. */
export function fault<C extends FaultCode>(
  code: C,
  facts: FaultFacts<C>,
  options: { readonly cause?: unknown } = {},
): Fault {
  return new Fault(code, facts, options.cause);
}

/** True for a Fault, also one made by another copy of this package. */
export function isFault(value: unknown): value is Fault {
  return value instanceof Error && faultMark in value;
}

/** Every code with its templates, sorted: what docs/errors.md is generated from. */
export function faultTable(): readonly (FaultEntry & { readonly code: FaultCode })[] {
  return Object.entries(table)
    .map(([code, entry]) => ({ code: code as FaultCode, ...entry }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The text of any thrown value, for the `reason` fact of a Fault. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Text that may come from an image, a registry or a pull request, safe for one line of a terminal or CI log:
 * control characters, line and paragraph separators and bidirectional overrides are written as \u{…}.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function fill(template: string, facts: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => printable(String(facts[name])));
}
