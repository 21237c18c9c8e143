import { printable } from '../errors.ts';
import { limits } from './limits.ts';

const maxTitleLength = limits.titleLength;

/**
 * One printable line of at most 160 characters: the summary, or else the first sentence of the details, cut at a word
 * when it is longer; empty when there is neither.
 */
export function titleOf(summary: string | undefined, details: string | undefined): string {
  const line = oneLine(summary ?? '');
  return cut(line === '' ? firstSentence(oneLine(details ?? '')) : line);
}

/** Only the beginning is looked at: details may be megabytes. */
function oneLine(text: string): string {
  const line = text.slice(0, 4 * maxTitleLength).trim();
  return /^[!-~]+(?: [!-~]+)*$/.test(line) ? line : printable(line.replace(/\s+/g, ' '));
}

/** A full stop ends a sentence where a space and no small letter follow: `before 2.6.3 allows`, `e.g. a file`. */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s+[^\sa-z]|$)/.exec(text)?.[0] ?? text;
}

function cut(text: string): string {
  if (text.length <= maxTitleLength) return text;
  const head = text.slice(0, maxTitleLength - 1);
  const space = head.lastIndexOf(' ');
  const whole = space > maxTitleLength / 2 ? head.slice(0, space) : head;
  // A surrogate half at the cut would not be text.
  return `${whole.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
