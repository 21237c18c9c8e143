import type { ReportFormat, ScanRequest } from '../src/checkpoint/request.ts';
import { fault } from '../src/errors.ts';
import { parseDuration } from '../src/model/time.ts';

/** The inputs of action.yml, read and checked. */
export interface ActionInputs {
  readonly image: string;
  readonly policy?: string;
  readonly repository?: string;
  /** `all` for every one of an index. */
  readonly platform?: string;
  /** What is handed on to the scan as it is. */
  readonly scan: ScanInputs;
  readonly formats: readonly Required<ReportFormat>[];
  /** Database file; undefined: the one in the cache folder. */
  readonly db?: string;
  /** What to import into the database before the scan. */
  readonly advisories?: AdvisorySource;
  readonly plainHttp: boolean;
  readonly attest?: AttestInputs;
  readonly failOnPolicy: boolean;
  readonly summary: boolean;
}

export type ScanInputs = Pick<
  ScanRequest,
  | 'base'
  | 'baseline'
  | 'clamd'
  | 'databaseMaxAgeMs'
  | 'databaseWarnAgeMs'
  | 'knownBases'
  | 'malwareHashes'
  | 'only'
  | 'vex'
>;

export type AdvisorySource = { readonly url: string } | { readonly paths: readonly string[] };

export interface AttestInputs {
  readonly key: { readonly text: string } | { readonly file: string };
  readonly password: string;
  /** Empty: the tag of the image's name. */
  readonly tags: readonly string[];
}

/** The policy that is taken when none is named, if it is there. */
const defaultPolicy = 'sekisho.yaml';

/**
 * Reads all inputs, before any work is done.
 * @param read the text of an input, trimmed; empty when it is not set.
 * @param exists whether there is such a file in the workspace.
 * @throws ACTION_INPUT
 */
export function readInputs(read: (name: string) => string, exists: (path: string) => boolean): ActionInputs {
  const image = read('image');
  if (image === '') throw wrong('image', 'is missing');
  const only = partsOf(read);
  // A policy that lies in the workspace is for whole scans.
  const policy = read('policy') || (only === undefined && exists(defaultPolicy) ? defaultPolicy : '');
  const vex = listOf(read('vex'));
  return {
    image,
    ...given('policy', policy),
    ...given('repository', read('repository')),
    ...given('platform', read('platform')),
    formats: listOf(read('format')).map(parseFormat),
    ...given('db', read('db')),
    scan: {
      ...given('base', read('base')),
      ...given('knownBases', read('known-bases')),
      ...given('baseline', read('baseline')),
      ...(vex.length === 0 ? {} : { vex }),
      ...given('malwareHashes', read('malware-hashes')),
      ...given('clamd', read('clamd')),
      ...(only === undefined ? {} : { only }),
      databaseWarnAgeMs: parseAge('db-warn-age', read('db-warn-age')),
      databaseMaxAgeMs: parseAge('db-max-age', read('db-max-age')),
    },
    ...advisoriesOf(listOf(read('advisories'))),
    plainHttp: parseBoolean('plain-http', read('plain-http')),
    ...(parseBoolean('attest', read('attest')) ? { attest: attestOf(read) } : {}),
    failOnPolicy: parseBoolean('fail-on-policy', read('fail-on-policy')),
    summary: parseBoolean('summary', read('summary')),
  };
}

function given<Name extends string>(name: Name, text: string): { readonly [N in Name]?: string } {
  return (text === '' ? {} : { [name]: text }) as { readonly [N in Name]?: string };
}

/** A scan of some parts says nothing of the rest: it is neither judged nor signed. */
function partsOf(read: (name: string) => string): readonly string[] | undefined {
  const only = wordsOf(read('only'));
  if (only.length === 0) return undefined;
  if (read('policy') !== '') throw wrong('only', 'is a scan that cannot be judged: leave out policy');
  if (read('attest') === 'true') throw wrong('only', 'is a scan that is never signed: leave out attest');
  return only;
}

function attestOf(read: (name: string) => string): AttestInputs {
  const key = read('key');
  // The secrets of a workflow are not given to a pull request from a fork: there they are empty.
  if (key === '')
    throw wrong(
      'key',
      'is empty, and attest needs a private key; a pull request from a fork gets no secrets',
    );
  return {
    key: isKeyText(key) ? { text: key } : { file: key },
    password: read('password'),
    tags: wordsOf(read('tags')),
  };
}

/** A private key in PEM form; anything else is the path of a file that holds one. */
export function isKeyText(key: string): boolean {
  return key.startsWith('-----BEGIN ');
}

function advisoriesOf(sources: readonly string[]): { readonly advisories?: AdvisorySource } {
  const [first] = sources;
  if (first === undefined) return {};
  if (!sources.some((source) => /^[a-z]+:\/\//i.test(source))) return { advisories: { paths: sources } };
  if (sources.length > 1 || !first.startsWith('https://')) {
    throw wrong('advisories', 'is either one https:// address, or paths');
  }
  return { advisories: { url: first } };
}

function parseFormat(line: string): Required<ReportFormat> {
  const equals = line.indexOf('=');
  if (equals < 1 || equals === line.length - 1)
    throw wrong('format', `is one NAME=FILE per line, not ${line}`);
  return { name: line.slice(0, equals).trim(), file: line.slice(equals + 1).trim() };
}

/** Anything but `true` and `false` is an error: a typing error must not switch a check off. */
function parseBoolean(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw wrong(name, `is true or false, not "${text}"`);
  return text === 'true';
}

function parseAge(name: string, text: string): number {
  try {
    return parseDuration(text);
  } catch (cause) {
    throw fault(
      'ACTION_INPUT',
      { name, problem: `is a number and a unit, as in 36h or 14d, not "${text}"` },
      { cause },
    );
  }
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function listOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function wrong(name: string, problem: string): Error {
  return fault('ACTION_INPUT', { name, problem });
}
