import type { Sighting } from '../sightings.ts';
import type { Budget, Matcher, SecretPlace } from './matcher.ts';
import { lookBehind, type SecretRule } from './rule.ts';

/** Looks for secrets in a text that comes in chunks. */
export interface TextScanner {
  write(chunk: Buffer): void;
  /** @returns what was found, by line; undefined when there was more that looks like secrets than is looked at */
  end(): readonly Sighting[] | undefined;
}

/** Bytes that are looked at in one go when a text comes in several chunks. */
const windowBytes = 256 * 1024;
/**
 * Bytes that rules may look at in one file, besides the search for keywords: a hundred thousand places that look like
 * tokens, two thousand that look like private keys. More is an attack on the scanner.
 */
const budgetBytes = 32 * 1024 * 1024;
const newline = 0x0a;

/**
 * @param path for rules that are for some files only
 * @param size of the text in bytes: one that comes whole in its first chunk is looked at in place, uncopied
 */
export function createTextScanner(matcher: Matcher, path: string, size: number): TextScanner {
  const budget: Budget = { left: budgetBytes };
  // With the last byte of the text that is in a secret of the rule.
  const sightings = new Map<SecretRule, { line: number; count: number; end: number }>();
  // Bytes of the text before the window.
  let before = 0;
  // Lines before the window, and how far into it they are counted.
  let lines = 1;
  let counted = 0;
  let window: Buffer | undefined;
  let filled = 0;
  /** In the window: what was searched already. */
  let searched = 0;

  function take(bytes: Buffer, { rule, at, end }: SecretPlace): void {
    const known = sightings.get(rule);
    // What two keywords of a rule led to is one secret, wherever the window ended between them.
    if (known !== undefined && before + end <= known.end) return;
    lines += newlines(bytes, counted, at);
    counted = at;
    if (known === undefined) sightings.set(rule, { line: lines, count: 1, end: before + end });
    else {
      known.count += 1;
      known.end = before + end;
    }
  }

  function search(bytes: Buffer, to: number): void {
    for (const place of matcher.find(bytes, searched, to, path, budget)) take(bytes, place);
  }

  /** Searches all but what a rule may still need more text for, and keeps that. */
  function slide(bytes: Buffer): void {
    const to = filled - matcher.reach;
    search(bytes, to);
    const kept = Math.max(0, to - lookBehind);
    lines += newlines(bytes, counted, kept);
    bytes.copy(bytes, 0, kept, filled);
    before += kept;
    filled -= kept;
    searched = to - kept;
    counted = Math.max(0, counted - kept);
  }

  return {
    write(chunk) {
      if (window === undefined && chunk.length === size) {
        search(chunk, chunk.length);
        return;
      }
      const most = windowBytes + matcher.reach + lookBehind;
      window ??= Buffer.allocUnsafe(Math.min(most, size));
      for (let at = 0; at < chunk.length; ) {
        if (filled === most) slide(window);
        else if (filled === window.length) window = Buffer.concat([window], most);
        const taken = chunk.copy(window, filled, at);
        at += taken;
        filled += taken;
      }
    },
    end() {
      if (window !== undefined) search(window.subarray(0, filled), filled);
      if (budget.left <= 0) return undefined;
      return [...sightings]
        .map(([rule, { line, count }]) => ({ rule: rule.id, line, count }))
        .sort((a, b) => a.line - b.line || (a.rule < b.rule ? -1 : 1));
    },
  };
}

function newlines(bytes: Buffer, from: number, to: number): number {
  const part = bytes.subarray(from, to);
  let count = 0;
  // Found by the engine: several times as fast as looking at each byte.
  for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) count += 1;
  return count;
}
