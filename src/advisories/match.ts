import type { DatabaseSync } from 'node:sqlite';
import { type Finding, findingId, type OperatingSystem, type BarePackage } from '../model/scan-report.ts';
import type { MatchResult, Unmatched, Unversioned } from './database.ts';
import { type Subject, subjectOf } from './ecosystems.ts';
import { type Candidate, createLookup, type Lookup } from './lookup.ts';
import { type Hit, mergeHits, namesOf } from './merge.ts';
import { isAnnouncement } from './announcements.ts';
import type { AffectedReleases } from './packed.ts';
import { isAffected, isUnbounded } from './ranges.ts';
import { isForBuild } from './rpm-modules.ts';
import { familyOf, orderOf } from './versions/orders.ts';
import { rpm } from './versions/rpm.ts';
import { describe, type Vulnerability } from './vulnerability.ts';

/** The vulnerabilities of packages; see `AdvisoryDatabase`. What it throws means that the file is damaged. */
export function match(
  db: DatabaseSync,
  packages: readonly BarePackage[],
  os: OperatingSystem | null,
): MatchResult {
  // One transaction for all questions: otherwise each would lock the file, and check if its pages are still good.
  db.exec('BEGIN');
  try {
    return matchWith(createLookup(db), packages, os);
  } finally {
    db.exec('COMMIT');
  }
}

function matchWith(
  lookup: Lookup,
  packages: readonly BarePackage[],
  os: OperatingSystem | null,
): MatchResult {
  const findings = new Map<string, Finding>();
  const unmatched = new Map<string, Unmatched>();
  const unversioned: Unversioned[] = [];
  // Many packages come from one source, and one version may be installed in many places.
  const answers = new Map<string, Answer>();
  // What a distribution changes in a language package is only in its own advisories, under its own versions.
  const asked = packages
    .filter(({ ownedBy }) => ownedBy === undefined)
    .map((installed) => ({ installed, subject: subjectOf(installed, os) }));
  for (const [family, names] of namesByFamily(asked)) lookup.gather(family, names);
  for (const { installed, subject } of asked) {
    const key = keyOf(subject);
    const answer = answers.get(key) ?? answerOf(subject, lookup);
    answers.set(key, answer);
    if (!answer.isMatched) {
      const { title: ecosystem, because } = subject;
      const packages = (unmatched.get(ecosystem)?.packages ?? 0) + 1;
      unmatched.set(ecosystem, { ecosystem, packages, because });
    }
    if (answer.undecided > 0) unversioned.push({ package: installed, advisories: answer.undecided });
    for (const vulnerability of answer.vulnerabilities) {
      const finding = findingOf(vulnerability, installed);
      findings.set(sortKey(finding), finding);
    }
  }
  return {
    findings: [...findings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding),
    unmatched: [...unmatched.values()].sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1)),
    unversioned,
  };
}

/** Two subjects with one key are one. A line feed is in no version that an order can read. */
function keyOf({ ecosystems, name, version, module }: Subject): string {
  const build = module === undefined ? '' : `\n${module.name ?? ''}\n${module.stream ?? ''}`;
  return `${ecosystems.join()}\n${name}\n${version}${build}`;
}

function namesByFamily(
  asked: readonly { readonly subject: Subject }[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const families = new Map<string, Set<string>>();
  for (const { subject } of asked) {
    const family = familyOf(subject.ecosystems[0] ?? '');
    const names = families.get(family) ?? new Set();
    families.set(family, names.add(subject.name));
  }
  return families;
}

interface Answer {
  readonly vulnerabilities: readonly Vulnerability[];
  /** False where the database knows nothing of the ecosystem, or not enough. */
  readonly isMatched: boolean;
  /** How many advisories may be about it or not, because its version is none. */
  readonly undecided: number;
}

function answerOf({ ecosystems, name, version, module }: Subject, lookup: Lookup): Answer {
  const family = familyOf(ecosystems[0] ?? '');
  const order = orderOf(family);
  const known = ecosystems.flatMap((ecosystem) => lookup.ecosystem(ecosystem) ?? []);
  if (order === undefined || known.length === 0) {
    return { vulnerabilities: [], isMatched: false, undecided: 0 };
  }
  const candidates = lookup.candidates(
    family,
    name,
    known.map(({ id }) => id),
  );
  const readable = order.valid(version);
  const affects = (release: AffectedReleases): boolean =>
    readable ? isAffected(order, version, release) : isAffectedUnread(version, release);
  const isMeant = ({ rowId }: Candidate, release: AffectedReleases): boolean =>
    order.name !== rpm.name || isForBuild(module, release, () => lookup.advisory(rowId).title);
  const hits = candidates
    .map((candidate) => ({
      ...candidate,
      said: candidate.said.filter((release) => isMeant(candidate, release)),
    }))
    .filter(({ said }) => said.some(affects))
    .map(({ rowId, said }): Hit => ({ advisory: lookup.advisory(rowId), said }));
  const ofTheirOwn = (): ReadonlySet<string> => {
    const advisories = candidates.map(({ rowId }) => lookup.advisory(rowId));
    return new Set(advisories.filter(({ id }) => !isAnnouncement(id)).flatMap(namesOf));
  };
  return {
    vulnerabilities: mergeHits(hits, ofTheirOwn).map((merged) =>
      describe(merged, { name, version, order }, lookup),
    ),
    // What other ecosystems' exports mention of this one is worth reporting, but is not all there is.
    isMatched: known.some(({ claimed }) => claimed),
    undecided: readable ? 0 : candidates.length - hits.length,
  };
}

/** What can be said of a version that is none: every version is affected, or this one by its name. */
function isAffectedUnread(version: string, { ranges, versions }: AffectedReleases): boolean {
  return ranges.some(isUnbounded) || versions.includes(version);
}

function findingOf(vulnerability: Vulnerability, installed: BarePackage): Finding {
  return {
    id: findingId({
      kind: vulnerability.kind,
      rule: vulnerability.rule,
      packageType: installed.type,
      packageName: installed.name,
    }),
    ...vulnerability,
    package: installed.purl,
    packageName: installed.name,
    installed: installed.version,
    layer: installed.layer,
    status: 'open',
  };
}

function sortKey({ id, package: purl, layer }: Finding): string {
  return `${id} ${purl} ${layer}`;
}
