import { compareDigits, compareTexts } from './digits.ts';
import type { VersionOrder } from './order.ts';
import { anyNumberOfParts, orderOfRead } from './read-order.ts';

/**
 * Numbers and qualifiers, parted by dots, hyphens and each change between digit and letter (maven.apache.org/pom.html,
 * "Version Order Specification"; ComparableVersion of Maven 3.9). Maven itself takes `1.0.x` for older than `1-1` but
 * newer than `1`: no order can, so zeros count for nothing before a qualifier that follows a dot, too.
 */
export const maven: VersionOrder = {
  name: 'Maven',
  ecosystems: ['Maven'],
  ...orderOfRead(read, compareTokens, anyNumberOfParts),
};

interface Token {
  readonly kind: 'qualifier' | 'hyphen number' | 'dot number';
  /** A qualifier in lower case, aliases replaced. */
  readonly text: string;
}

/** Where there is no token, a release without a qualifier is meant. */
const end: Token = { kind: 'qualifier', text: '' };

const kinds = { qualifier: 0, 'hyphen number': 1, 'dot number': 2 } as const;

/** Those that are known, from the older to the newer; all others are newer, and in the order of the alphabet. */
const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const aliases: ReadonlyMap<string, string> = new Map([
  ['ga', ''],
  ['final', ''],
  ['release', ''],
  ['cr', 'rc'],
]);
/** Of these a single letter is enough when a number follows at once: `1a1`. */
const initials: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

/** Versions on Maven Central are shorter than 100 characters; their letters may be any. */
function read(version: string): readonly Token[] | undefined {
  if (!/^[^\s,()[\]]+$/.test(version) || !/[\p{L}\d]/u.test(version)) return undefined;
  const tokens: Token[] = [];
  let separator = '.';
  let at = 0;
  while (at <= version.length) {
    const start = at;
    const isNumber = isDigit(version, at);
    while (at < version.length && !isSeparator(version, at) && isDigit(version, at) === isNumber) at += 1;
    const text = version.slice(start, at);
    // An empty part stands for a zero.
    if (isNumber || text === '') pushNumber(tokens, separator, text);
    else pushQualifier(tokens, qualifierOf(text, isDigit(version, at)));
    if (at < version.length && !isSeparator(version, at)) {
      separator = '-';
      continue;
    }
    separator = version.charAt(at);
    at += 1;
  }
  dropNulls(tokens);
  return tokens;
}

function pushNumber(tokens: Token[], separator: string, text: string): void {
  if (separator === '-') dropNulls(tokens);
  tokens.push({ kind: separator === '-' ? 'hyphen number' : 'dot number', text });
}

function pushQualifier(tokens: Token[], text: string): void {
  dropNulls(tokens);
  tokens.push({ kind: 'qualifier', text });
}

function qualifierOf(text: string, numberFollows: boolean): string {
  const word = text.toLowerCase();
  return (numberFollows ? initials.get(word) : undefined) ?? aliases.get(word) ?? word;
}

/** `1.0.0-ga` is `1`: what says nothing counts for nothing at the end, and before a hyphen. */
function dropNulls(tokens: Token[]): void {
  while (tokens.length > 0 && isNull(tokens.at(-1) ?? end)) tokens.pop();
}

function isNull({ kind, text }: Token): boolean {
  return kind === 'qualifier' ? text === '' : /^0*$/.test(text);
}

function compareTokens(a: readonly Token[], b: readonly Token[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index] ?? end;
    const right = b[index] ?? end;
    const difference =
      kinds[left.kind] - kinds[right.kind] ||
      (left.kind === 'qualifier'
        ? compareQualifiers(left.text, right.text)
        : compareDigits(left.text, right.text));
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareQualifiers(a: string, b: string): number {
  const left = qualifiers.indexOf(a);
  const right = qualifiers.indexOf(b);
  if (left < 0 && right < 0) return compareTexts(a, b);
  return (left < 0 ? qualifiers.length : left) - (right < 0 ? qualifiers.length : right);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function isSeparator(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return sign === '.' || sign === '-';
}
