import { inflateSync } from 'node:zlib';
import { valid } from 'semver';
import type { Program } from '../image/program-format.ts';
import { problemsOf, shownValue } from './problems.ts';

/** A crate that was built into a program. */
export interface Crate {
  readonly name: string;
  readonly version: string;
}

export interface RustAudit {
  readonly crates: readonly Crate[];
  readonly problems: readonly string[];
}

/** The same in all formats; in a Mach-O file it is in the segment `__DATA`. */
export const rustSection = '.dep-v0';
const maxPackedBytes = 1024 * 1024;
// cargo-auditable's own reader takes 8 MiB too.
const maxBytes = 8 * 1024 * 1024;
const maxCrates = 20_000;
// doc.rust-lang.org/cargo/reference/manifest.html, "name"; crates.io takes 64 characters.
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,127}$/;

/**
 * The crates that cargo-auditable wrote into a program (PARSING.md of cargo-auditable, format 0 and 1): those that
 * are in it, and not those that only built it. undefined for a program without.
 * @param path without leading slash, for the problems
 * @throws Error with a sentence, when the list cannot be read
 */
export function readRustAudit(program: Program, path: string): RustAudit | undefined {
  const packed = program.section(rustSection, maxPackedBytes);
  return packed === undefined ? undefined : parseRustAudit(packed, path);
}

/** @throws Error with a sentence */
export function parseRustAudit(packed: Buffer, path: string): RustAudit {
  const problems = problemsOf(path);
  const crates: Crate[] = [];
  for (const entry of packagesIn(packed)) {
    const { name, version, kind }: Entry = typeof entry === 'object' && entry !== null ? entry : {};
    if (
      typeof name !== 'string' ||
      typeof version !== 'string' ||
      !nameForm.test(name) ||
      valid(version) === null
    ) {
      problems.add(`it has a crate that cargo does not allow: ${shownValue(name)} ${shownValue(version)}`);
    } else if (kind === undefined || kind === 'runtime') crates.push({ name, version });
  }
  return { crates, problems: problems.sentences() };
}

interface Entry {
  readonly name?: unknown;
  readonly version?: unknown;
  /** `runtime`, which is left out, or `build`. */
  readonly kind?: unknown;
}

function packagesIn(packed: Buffer): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(inflateSync(packed, { maxOutputLength: maxBytes }).toString('utf8'));
  } catch (cause) {
    throw new Error('its list of crates cannot be read', { cause });
  }
  const packages =
    typeof json === 'object' && json !== null && 'packages' in json ? json.packages : undefined;
  if (!Array.isArray(packages)) throw new Error('its list of crates is none');
  if (packages.length > maxCrates) throw new Error(`it has more than ${maxCrates} crates`);
  return packages;
}
