import type { Severity } from '../../model/severity.ts';

/** One kind of secret. A new one is an entry in a file of `rules/`, with examples in the tests. */
export interface SecretRule {
  /** As policies and waivers name it. */
  readonly id: string;
  /** What it is, as the title of a finding. */
  readonly title: string;
  readonly severity: Severity;
  /** How to make it worthless. */
  readonly remedy: string;
  /** Each match has one of these texts at the place where `pattern` is tried. See `windowLength` for how short. */
  readonly keywords: readonly string[];
  /** Whether keywords are found in any case; they are written in lower case then. */
  readonly ignoreCase?: boolean;
  /**
   * Sticky, and tried where a keyword begins; what must be before that is a lookbehind. Its group `secret`, or else
   * the whole match, is what may not be a placeholder. Each repetition has an upper limit.
   */
  readonly pattern: RegExp;
  /** Bytes from the keyword on that a match may need; default `defaultReach`. */
  readonly reach?: number;
  /** Bits for each character of the secret that it has at least; default `defaultEntropy`. */
  readonly minEntropy?: number;
  /** True when it is not random characters: then neither its entropy nor words in it say anything. */
  readonly structured?: boolean;
  /** A check digit, a length in the text, a structure: false when it is not there as it must be. */
  readonly holds?: (secret: string, match: string) => boolean;
  /** A cheap look at the bytes before the pattern is tried, for keywords that stand everywhere. */
  readonly glance?: (bytes: Buffer, at: number) => boolean;
  /** Only in files whose path this is true for. */
  readonly wants?: (path: string) => boolean;
  /**
   * True when the form alone gives it away, wherever it stands. Anything else is not looked for in what package
   * managers unpacked: public packages hold no secrets of yours, but many test keys and sample passwords.
   */
  readonly certain: boolean;
}

export const defaultReach = 320;
/** What may have to be looked at before a keyword. */
export const lookBehind = 160;
/** Half of the characters being one digit would still pass; a word repeated does not. */
export const defaultEntropy = 3;

/** Not inside of a longer word; a line break that is spelled `\n` ends a word too. */
const wordStart = String.raw`(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]))`;

/**
 * A text that begins with `prefix` and goes on as `body`.
 * @param prefix, body sources of regular expressions
 * @param end characters that would make it a longer text
 */
export function token(prefix: string, body: string, end = '[A-Za-z0-9_]'): RegExp {
  return new RegExp(`${wordStart}${prefix}${body}(?!${end})`, 'y');
}

/**
 * A value given to a name: `name = value`, `"name": "value"`, `name=>value`, `--name value`, in any case of the name.
 * @param name where the keyword begins; up to 40 more word characters may follow it
 * @param value source of a regular expression
 */
export function assigned(name: string, value: string, end = '[A-Za-z0-9_/+=-]'): RegExp {
  const given = String.raw`[\w.-]{0,40}\\?["'\]]{0,2}[ \t]{0,8}(?::=|=>|\|\||[=:,]|[ \t])[ \t]{0,8}\\?["'\x60]?`;
  return new RegExp(`(?i:${name})${given}(?<secret>${value})(?!${end})`, 'y');
}

type Facts = Omit<SecretRule, 'severity' | 'remedy' | 'certain'> & {
  readonly severity?: SecretRule['severity'];
  readonly certain?: boolean;
  /** Where it is revoked: `revoke it …`. */
  readonly revoke: string;
};

/** A token with a form of its own; its severity is high unless given. */
export function issued({ revoke, ...facts }: Facts): SecretRule {
  return { severity: 'high', certain: true, remedy: `revoke it ${revoke}`, ...facts };
}

/** A value that only the name before it gives away. Names are found in any case. */
export function named({ revoke, ...facts }: Omit<Facts, 'certain' | 'ignoreCase'>): SecretRule {
  return { severity: 'high', certain: false, ignoreCase: true, remedy: `revoke it ${revoke}`, ...facts };
}

/** `text` with each character of `characters` behind it: for prefixes that are shorter than a keyword may be. */
export function followedBy(text: string, characters: string): string[] {
  return [...characters].map((character) => text + character);
}

export const digits = '0123456789';
export const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
export const upperCase = lowerCase.toUpperCase();
export const letters = upperCase + lowerCase;
export const hexadecimal = `${digits}abcdef`;
export const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
