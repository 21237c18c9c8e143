import { compareDigits, compareLists, compareTexts, withoutTrailingZeros } from './digits.ts';
import type { VersionOrder } from './order.ts';
import { anyNumberOfParts, orderOfRead } from './read-order.ts';

/**
 * `[N!]N(.N)*[{a|b|rc}N][.postN][.devN][+LOCAL]` and all the spellings that mean the same (PEP 440, "Version scheme"
 * and Appendix B; packaging.python.org/specifications/version-specifiers). What came before PEP 440 and is not of that
 * form is no version to pip either.
 */
export const pep440: VersionOrder = {
  name: 'PEP 440',
  ecosystems: ['PyPI'],
  ...orderOfRead(read, compareParts, anyNumberOfParts),
};

interface Parts {
  readonly epoch: string;
  /** Without the zeros at its end: 1.0 is 1. */
  readonly release: readonly string[];
  /** Older than the release itself for `a`, `b`, `rc`, and for a development version of none of them. */
  readonly phase: number;
  readonly phaseNumber: string;
  /** Undefined for none, which is older than any. */
  readonly post: string | undefined;
  /** Undefined for none, which is newer than any. */
  readonly dev: string | undefined;
  /** Empty for none, which is older than any. */
  readonly local: readonly string[];
}

const form =
  /^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[._-]?(alpha|a|beta|b|preview|pre|c|rc)[._-]?(\d*))?(?:-(\d+)|[._-]?(post|rev|r)[._-]?(\d*))?(?:[._-]?(dev)[._-]?(\d*))?(?:\+([a-z\d]+(?:[._-][a-z\d]+)*))?\s*$/i;

const phases: Readonly<Record<string, number>> = {
  a: 1,
  alpha: 1,
  b: 2,
  beta: 2,
  c: 3,
  rc: 3,
  pre: 3,
  preview: 3,
};
const development = 0;
const final = 4;

function read(version: string): Parts | undefined {
  const match = form.exec(version);
  if (match === null) return undefined;
  const [, epoch = '', release = '', word, phaseNumber = '', dashed, postWord, postNumber = ''] = match;
  const [devWord, devNumber = '', local] = match.slice(8);
  const post = dashed ?? (postWord === undefined ? undefined : postNumber);
  const dev = devWord === undefined ? undefined : devNumber;
  const noPhase = post === undefined && dev !== undefined ? development : final;
  return {
    epoch,
    release: withoutTrailingZeros(release.split('.')),
    phase: word === undefined ? noPhase : (phases[word.toLowerCase()] ?? final),
    phaseNumber,
    post,
    dev,
    local: local === undefined ? [] : local.toLowerCase().split(/[._-]/),
  };
}

function compareParts(a: Parts, b: Parts): number {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareLists(a.release, b.release, compareDigits) ||
    a.phase - b.phase ||
    compareDigits(a.phaseNumber, b.phaseNumber) ||
    compareOptional(a.post, b.post, -1) ||
    compareOptional(a.dev, b.dev, 1) ||
    compareLists(a.local, b.local, compareLocalParts)
  );
}

/** @param none what a missing number is, next to one that is there */
function compareOptional(a: string | undefined, b: string | undefined, none: number): number {
  if (a !== undefined && b !== undefined) return compareDigits(a, b);
  if (a === b) return 0;
  return a === undefined ? none : -none;
}

/** Numbers are newer than words. */
function compareLocalParts(a: string, b: string): number {
  const left = /^\d+$/.test(a);
  const right = /^\d+$/.test(b);
  if (left !== right) return left ? 1 : -1;
  return left ? compareDigits(a, b) : compareTexts(a, b);
}
