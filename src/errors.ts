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
  INTERRUPTED: { message: 'interrupted before it was done', remedy: 'run it again', exit: 3, http: 503 },
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
  IMAGE_NOT_FOUND: {
    message: 'there is no image {image}',
    remedy: '{hint}',
    exit: 3,
    http: 404,
  },
  IMAGE_UNREADABLE: {
    message: '{image} could not be read whole: {problem}',
    remedy: 'check the image; what was read of it is not enough',
    exit: 3,
    http: 502,
  },
  RUNTIME_POLICY_MISSING: {
    message:
      'no trusted signer has published a runtime policy for {image} ({ignored} attestations were ignored)',
    remedy: 'publish one with sekisho attest, or check the key',
    exit: 3,
    http: 404,
  },
  ADVISORIES_TOO_OLD: {
    message: 'the vulnerability database is {age} old, the limit is {limit}',
    remedy: 'run sekisho db update, or raise the limit with --db-max-age',
    exit: 3,
    http: 500,
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
  // ── the vulnerability database
  ADVISORIES_MISSING: {
    message: 'there is no vulnerability database at {path}',
    remedy: 'run sekisho db update, or sekisho db import with OSV exports',
    exit: 3,
    http: 503,
  },
  ADVISORIES_UNUSABLE: {
    message: '{path} cannot be used as the vulnerability database: {reason}',
    remedy: 'delete it and run sekisho db update, or sekisho db import with OSV exports',
    exit: 3,
    http: 503,
  },
  ADVISORIES_SOURCE: {
    message: 'cannot import {path}: {reason}',
    remedy:
      'fetch it again, or name OSV exports (all.zip), OSV records, the CISA KEV catalogue or EPSS scores',
    exit: 3,
    http: 502,
  },
  ADVISORIES_MIRROR: {
    message: 'no vulnerability database can be pulled from {reference}: {reason}',
    remedy: '{hint}',
    exit: 3,
    http: 502,
  },
  ADVISORY_MALFORMED: {
    message: 'not an OSV record: {problem}',
    remedy: 'tell the database that published it',
    exit: 3,
    http: 502,
  },
  // ── archives
  ARCHIVE_MALFORMED: {
    message: '{what} is not an archive that can be unpacked: {reason}',
    remedy: 'build or pull it again; an engine could not unpack it either',
    exit: 3,
    http: 502,
  },
  ARCHIVE_ESCAPES: {
    message: '{what} has an entry that leaves the root: {path}',
    remedy: 'do not run this image: it was made to write outside of its own files',
    exit: 3,
    http: 502,
  },
  COMPRESSION_BROKEN: {
    message: '{what} cannot be decompressed: {reason}',
    remedy: 'build or pull it again',
    exit: 3,
    http: 502,
  },
  COMPRESSION_UNKNOWN: {
    message: '{what} is compressed with {format}',
    remedy: 'build it again with layers that are gzip, zstd or not compressed',
    exit: 3,
    http: 502,
  },
  TOO_MANY: {
    message: '{what} has more than {max} {things}',
    remedy: 'split it: this limit keeps a hostile one from filling the memory',
    exit: 3,
    http: 502,
  },
  DIFF_ID_MISMATCH: {
    message: '{what} unpacks to {got}, the image configuration says {wanted}',
    remedy: 'build or pull it again; an engine would refuse it too',
    exit: 3,
    http: 502,
  },
  // ── images
  IMAGE_INCOMPLETE: {
    message: '{image} names the manifest {digest}, which is not there',
    remedy: 'push or save the image again: a part of it was lost',
    exit: 3,
    http: 502,
  },
  IMAGE_AMBIGUOUS: {
    message: '{where} holds more than one image: {names}',
    remedy: 'name one of them, as in {example}',
    exit: 2,
    http: 400,
  },
  IMAGE_UNUSABLE: {
    message: '{image} is not an image that can be scanned: {reason}',
    remedy: 'check the name; helm charts, attestations and other artifacts are kept in registries too',
    exit: 3,
    http: 502,
  },
  PLATFORM_MISSING: {
    message: '{image} is not there for {wanted}; there is {available}',
    remedy: 'ask for one of those with --platform',
    exit: 2,
    http: 404,
  },
  ENGINE_UNREACHABLE: {
    message: 'no container engine answers at {address}: {reason}',
    remedy: 'start it, or say where it is with DOCKER_HOST',
    exit: 3,
    http: 502,
  },
  // ── the gate
  CONFIGURATION_MALFORMED: {
    message: '{file}: {problem}',
    remedy: 'see docs/gate.md for every key',
    exit: 2,
    http: 500,
  },
  UPSTREAM_UNREACHABLE: {
    message: 'the registry {host} behind the gate cannot be reached: {reason}',
    remedy: 'check --upstream, and that the registry runs',
    exit: 3,
    http: 502,
  },
  CLIENT_LEFT: {
    message: 'the client went away before it was answered',
    remedy: 'pull or push again',
    exit: 3,
    http: 400,
  },
  DECISION_TIMEOUT: {
    message: 'no decision on {image} within {seconds} s',
    remedy: 'pull again; if it persists, the registry is slow to list attestations',
    exit: 3,
    http: 503,
  },
  EVENT_MALFORMED: {
    message: 'not a push event of {hook}: {reason}',
    remedy: 'check which registry sends to /hooks/{hook}',
    exit: 3,
    http: 400,
  },
  STORE_UNUSABLE: {
    message: 'the gate cannot use its store {path}: {reason}',
    remedy: 'check the folder and free space; move the file away to start with an empty one',
    exit: 3,
    http: 503,
  },
  LISTEN_FAILED: {
    message: 'cannot listen on {address}: {reason}',
    remedy: 'stop what uses the port, or choose another with --listen',
    exit: 2,
    http: 500,
  },
  // ── HTTP
  HTTP_UNREACHABLE: {
    message: '{host} cannot be reached ({asked}): {reason}',
    remedy: 'check the name, the network and the proxy settings',
    exit: 3,
    http: 502,
  },
  HTTP_CUT: {
    message: '{host} cut off its answer to {asked}: {reason}',
    remedy: 'try again; if it persists, look at what stands between here and that host',
    exit: 3,
    http: 502,
  },
  HTTP_TIMEOUT: {
    message: '{host} sent nothing for {seconds} s ({asked})',
    remedy: 'try again later, or check that host',
    exit: 3,
    http: 504,
  },
  HTTP_PLAIN_REFUSED: {
    message: '{host} would be spoken to over plain HTTP ({asked})',
    remedy: 'use HTTPS, or allow it with --plain-http where the network is trusted',
    exit: 2,
    http: 502,
  },
  HTTP_REDIRECT_REFUSED: {
    message: 'a redirect by {host} of {asked} is not followed: {reason}',
    remedy: 'check that host; if it is the right one, report this to who runs it',
    exit: 3,
    http: 502,
  },
  HTTP_STATUS: {
    message: '{host} answered {status} to {asked}{detail}',
    remedy: 'see what the host says; a 5xx or 429 may pass',
    exit: 3,
    http: 502,
  },
  // ── registries
  REGISTRY_DENIED: {
    message: '{host} refuses {what} ({status} to {asked}{detail})',
    remedy: 'log in with docker login {host}, and check that the account may do that',
    exit: 3,
    http: 502,
  },
  REGISTRY_CHALLENGE: {
    message: '{host} asks for a way of logging in that is not used here: {reason}',
    remedy: 'check that host; it should offer Basic, or Bearer with an https realm',
    exit: 3,
    http: 502,
  },
  CREDENTIALS_UNUSABLE: {
    message: 'the credentials of {host} in {path} cannot be used: {reason}',
    remedy: 'log in again with docker login {host}',
    exit: 2,
    http: 500,
  },
  BLOB_MISSING: {
    message: '{host} has no blob {digest} in {repository}',
    remedy: 'push the image again: the registry lost a part of it',
    exit: 3,
    http: 502,
  },
  LIST_TOO_LONG: {
    message: '{host} lists more than {limit} {what}',
    remedy: 'remove what is no longer needed there; a list without end is a fault of the registry',
    exit: 3,
    http: 502,
  },
  REFERRERS_CONTENDED: {
    message: 'the list of referrers {tag} in {repository} on {host} kept changing: tried {attempts} times',
    remedy: 'run it again when fewer writers publish for that image',
    exit: 3,
    http: 502,
  },
  // ── attestations
  KEY_PASSWORD_EMPTY: {
    message: 'a private key would be written without a password',
    remedy: 'set SEKISHO_PASSWORD, or allow an empty password explicitly',
    exit: 2,
    http: 500,
  },
  KEY_PASSWORD_MISSING: {
    message: 'the private key is encrypted and no password was given',
    remedy: 'set SEKISHO_PASSWORD',
    exit: 2,
    http: 500,
  },
  KEY_PASSWORD_WRONG: {
    message: 'the private key cannot be opened with this password',
    remedy: 'check SEKISHO_PASSWORD; if it is right, the file is damaged',
    exit: 2,
    http: 500,
  },
  KEY_UNUSABLE: {
    message: 'not a {what} key that can be used here: {reason}',
    remedy: 'use an ECDSA P-256 key in PEM (PKCS#8 or SubjectPublicKeyInfo), as sekisho keygen writes',
    exit: 2,
    http: 500,
  },
  STATEMENT_MALFORMED: {
    message: 'the {kind} statement is not what it should be: {reason}',
    remedy: 'check what wrote it, then attest the image again',
    exit: 3,
    http: 502,
  },
  PUBLISH_INCOMPLETE: {
    message: 'published {published} of {total} statements for {image}, then stopped at {kind}: {reason}',
    remedy: 'run it again: what is there already is not published twice',
    exit: 3,
    http: 502,
  },
  EVIDENCE_FLOODED: {
    message: '{repository} has more attestations for {subject} than are read ({limit})',
    remedy: 'delete the ones that do not belong there, or the oldest',
    exit: 3,
    http: 403,
  },
  // ── the GitHub action
  ACTION_INPUT: { message: 'input {name}: {problem}', remedy: 'see docs/action.md', exit: 2, http: 400 },
  // ── runtime policies
  RUNTIME_ENGINE_UNKNOWN: {
    message: 'no runtime engine is called {engine}; known are {known}',
    remedy: 'name one of them with --engine',
    exit: 2,
    http: 400,
  },
  RUNTIME_POLICY_INEXPRESSIBLE: {
    message: '{engine} cannot be given {what} safely',
    remedy: 'rename it in the image, or leave that engine out with --engine',
    exit: 3,
    http: 500,
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
  if (!(error instanceof Error)) return String(error);
  if (!('syscall' in error)) return error.message;
  // Node adds the call and its path or address, which the Fault names already (or which is a temporary file's).
  return error.message
    .replace(/^(E[A-Z0-9]+: [^,]*), \w+(?: '.*)?$/s, '$1')
    .replace(/^listen (E[A-Z0-9]+: .*?) \S+$/, '$1');
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

/** Where a thrown value came from, for `--debug`: line by line printable, as its message may quote anything. */
export function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return stack.split('\n').map(printable).join('\n');
}

function fill(template: string, facts: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => printable(String(facts[name])));
}
