import semver from 'semver';
import { printable } from '../errors.ts';
import type { FindingKind } from '../model/finding-kind.ts';
import type { Finding } from '../model/scan-report.ts';
import { byUrgency, isFixable } from '../model/urgency.ts';
import { shorten } from './text-width.ts';

/** One thing to do, and what it ends. */
export interface Remedy {
  /** What to type or to do, in one line. */
  readonly action: string;
  /** Findings that block and are gone afterwards. */
  readonly ends: readonly Finding[];
  /** How many others are gone with them. */
  readonly others: number;
}

/**
 * What to do about findings, the most urgent first. Packages of a distribution are one remedy, because they are
 * upgraded together; an npm package is one remedy for all that is known of it.
 * @param blocking what is to be ended
 * @param others open findings that do not block: counted where they go with the rest
 * @returns `endless`: those that nobody has a fix for
 */
export function remediesFor(
  blocking: readonly Finding[],
  others: readonly Finding[],
): { readonly remedies: readonly Remedy[]; readonly endless: readonly Finding[] } {
  const isEndless = (finding: Finding): boolean =>
    finding.kind === 'vulnerability' && finding.fixedByBase === undefined && !isFixable(finding);
  const urgentFirst = blocking.toSorted(byUrgency);
  const groups = Map.groupBy(
    urgentFirst.filter((finding) => !isEndless(finding)),
    groupOf,
  );
  const alike = Map.groupBy(
    others.filter((finding) => isFixable(finding) || finding.fixedByBase !== undefined),
    groupOf,
  );
  const remedies = [...groups].map(([group, ends]): Remedy => {
    const { action, reaches } = methodOf(ends[0])(ends);
    return { action, ends, others: (alike.get(group) ?? []).filter(reaches).length };
  });
  return { remedies, endless: urgentFirst.filter(isEndless) };
}

/** Makes one line of what ends all of `ends`; `reaches` tells which other finding of the group it ends too. */
type Method = (ends: readonly Finding[]) => {
  readonly action: string;
  readonly reaches: (other: Finding) => boolean;
};

// The names and versions of these are typed into a shell by whoever reads the report, and come from the image.
const debName = /^[a-z0-9][a-z0-9+.-]{0,127}$/;
const apkName = /^[a-z0-9][a-z0-9+._-]{0,127}$/i;
const npmName = /^(?:@[a-z0-9-][a-z0-9._-]{0,127}\/)?[a-z0-9][a-z0-9._-]{0,213}$/i;

const manyPackages = 8;

function distribution(some: string, all: string): Method {
  return (ends) => {
    const names = new Set(ends.map(({ packageName }) => packageName ?? ''));
    const action = names.size > manyPackages ? all : `${some} ${[...names].sort().join(' ')}`;
    return {
      action: `${action}, or rebuild on a newer base`,
      reaches: ({ packageName }) => names.size > manyPackages || names.has(packageName ?? ''),
    };
  };
}

const methods: Readonly<Record<string, Method>> = {
  base(ends) {
    const newer = ends[0]?.fixedByBase;
    return {
      action: `FROM ${quoted(newer ?? '')}`,
      reaches: ({ fixedByBase }) => fixedByBase === newer,
    };
  },
  deb: distribution('apt-get install --only-upgrade', 'apt-get upgrade'),
  apk: distribution('apk upgrade', 'apk upgrade'),
  npm(ends) {
    const target = ends.map(({ fixedIn }) => fixedIn ?? '').reduce((a, b) => (semver.gte(a, b) ? a : b));
    return {
      action: `npm install ${ends[0]?.packageName}@${target}`,
      reaches: ({ fixedIn }) => fixedIn !== undefined && semver.lte(fixedIn, target),
    };
  },
};

function methodOf(finding: Finding | undefined): Method {
  const byType = finding === undefined ? undefined : methods[commandTypeOf(finding) ?? ''];
  return (
    byType ?? ((ends) => ({ action: ends[0] === undefined ? '' : adviceOf(ends[0]), reaches: () => true }))
  );
}

/** Findings of one group are ended by one action. */
function groupOf(finding: Finding): string {
  const type = commandTypeOf(finding);
  if (type === 'base') return JSON.stringify([type, finding.fixedByBase]);
  if (type === 'npm') return JSON.stringify([type, finding.packageName, finding.installed]);
  return type ?? JSON.stringify(['advice', adviceOf(finding)]);
}

/**
 * What ends this finding: a newer base image where one is known, else the command of its package type, which is shown
 * only for names that a shell takes as they are.
 */
function commandTypeOf({
  fixedByBase,
  kind,
  package: purl = '',
  packageName = '',
  fixedIn = '',
}: Finding): string | undefined {
  if (kind !== 'vulnerability') return undefined;
  if (fixedByBase !== undefined) return 'base';
  if (purl.startsWith('pkg:deb/') && debName.test(packageName)) return 'deb';
  if (purl.startsWith('pkg:apk/') && apkName.test(packageName)) return 'apk';
  const isVersion = semver.valid(fixedIn) === fixedIn;
  return purl.startsWith('pkg:npm/') && npmName.test(packageName) && isVersion ? 'npm' : undefined;
}

const maxAdviceWidth = 160;

function adviceOf(finding: Finding): string {
  return shorten(printable(finding.remedy ?? advice[finding.kind](finding)), maxAdviceWidth);
}

/** In quotes where it could be read as more than a name. */
function quoted(text: string): string {
  return /^\w[\w.@/+~:-]*$/.test(text) ? text : JSON.stringify(text);
}

const advice: Readonly<Record<FindingKind, (finding: Finding) => string>> = {
  vulnerability: ({ packageName, fixedIn }) =>
    `update ${quoted(packageName ?? 'it')}${fixedIn === undefined ? '' : ` to ${quoted(fixedIn)}`}`,
  secret: ({ path }) =>
    `keep ${path ?? 'it'} out of the image, and revoke it: it stays in the image's history`,
  malware: ({ path }) => `find out where ${path ?? 'it'} comes from, and build anew without it`,
  misconfiguration: ({ title }) => `change the Dockerfile: ${title}`,
  integrity: ({ path }) => `find out what changed ${path ?? 'it'}, and install its package again`,
};
