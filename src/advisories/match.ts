import type { DatabaseSync } from 'node:sqlite';
import { fault, isFault } from '../errors.ts';
import { mistakeProblem, type OnMistake } from '../model/mistake.ts';
import { type BarePackage, type Finding, findingId, type OperatingSystem } from '../model/scan-report.ts';
import { isAnnouncement } from './announcements.ts';
import type { MatchResult, Unmatched, Unversioned } from './database.ts';
import { type Subject, subjectOf } from './ecosystems.ts';
import { type Candidate, createLookup, type Lookup, lookupThrough, type Reading } from './lookup.ts';
import { type Hit, mergeHits, namesOf } from './merge.ts';
import type { PackedReleases } from './packed.ts';
import { isAffected, isUnbounded } from './ranges.ts';
import { isForBuild, type RpmModule } from './rpm-modules.ts';
import { compareTexts } from './versions/digits.ts';
import type { VersionOrder } from './versions/order.ts';
import { familyOf, orderOf } from './versions/orders.ts';
import { rpm } from './versions/rpm.ts';
import { describe, type Installed, type Vulnerability } from './vulnerability.ts';

export interface MatchOptions {
  /** Makes a fault of what reading the database throws: the file is damaged, which stops the match. */
  readonly reading: Reading;
  readonly onMistake?: OnMistake | undefined;
}

/**
 * The vulnerabilities of packages; see `AdvisoryDatabase`. What it throws means that the file is damaged.
 * @throws TOO_MANY when a hostile list of packages would take all time or memory
 */
export function match(
  db: DatabaseSync,
  packages: readonly BarePackage[],
  os: OperatingSystem | null,
  { reading, onMistake }: MatchOptions,
): MatchResult {
  // One transaction for all questions: otherwise each would lock the file, and check if its pages are still good.
  db.exec('BEGIN');
  try {
    return matchWith(lookupThrough(createLookup(db), reading), packages, os, createAttempts(onMistake));
  } finally {
    db.exec('COMMIT');
  }
}

function matchWith(
  lookup: Lookup,
  packages: readonly BarePackage[],
  os: OperatingSystem | null,
  { attempt, problems }: Attempts,
): MatchResult {
  const contexts = createContexts(lookup);
  // What a distribution changes in a language package is only in its own advisories, under its own versions.
  const asked = packages
    .filter(({ ownedBy }) => ownedBy === undefined)
    .flatMap((installed): readonly Asked[] =>
      attempt([installed], () => {
        const subject = subjectOf(installed, os);
        return [{ installed, subject, context: contexts(subject.ecosystems) }];
      }, []),
    );
  for (const [family, names] of namesByFamily(asked)) lookup.gather(family, names);
  const decisions = decideAll(asked, lookup, attempt);
  const findings = findingsOf(asked, decisions, lookup, attempt);
  return { findings, ...unknownOf(asked, decisions), problems: problems() };
}

/** Says something of packages; what is thrown by mistake is a problem of those, and `otherwise` is said. */
type Attempt = <Answer>(
  about: readonly BarePackage[],
  say: () => Answer,
  otherwise: NoInfer<Answer>,
) => Answer;

interface Attempts {
  readonly attempt: Attempt;
  /** One sentence for each type of package. */
  problems(): readonly string[];
}

function createAttempts(onMistake: OnMistake | undefined): Attempts {
  const failed = new Map<string, { readonly error: unknown; packages: number }>();
  return {
    attempt(about, say, otherwise) {
      try {
        return say();
      } catch (error) {
        if (isFault(error)) throw error;
        onMistake?.(error);
        for (const { type } of about) {
          const same = failed.get(type) ?? { error, packages: 0 };
          same.packages += 1;
          failed.set(type, same);
        }
        return otherwise;
      }
    },
    problems: () =>
      [...failed].map(([type, { error, packages }]) => {
        const name = `matching ${packages} ${packages === 1 ? 'package' : 'packages'} of type ${type}`;
        return mistakeProblem({ name, lost: 'their vulnerabilities are unknown' }, error);
      }),
  };
}

/** A package, and how it is looked up. */
interface Asked {
  readonly installed: BarePackage;
  readonly subject: Subject;
  readonly context: Context;
}

/** One decision for each that is asked. Many packages come from one source, and one version may be installed in many places. */
function decideAll(asked: readonly Asked[], lookup: Lookup, attempt: Attempt): readonly Decision[] {
  const decisions = new Map<string, Decision>();
  return asked.map(({ installed, subject, context }) => {
    if (!lookup.isNamed(context.family, subject.name)) return context.nothing;
    const key = keyOf(subject);
    const known = decisions.get(key);
    if (known !== undefined) return known;
    const decide = (): Decision => {
      const decision = decisionOn(subject, context, lookup);
      decisions.set(key, decision);
      return decision;
    };
    return attempt([installed], decide, { ...context.nothing, isMatched: true });
  });
}

/** A kernel of Debian has some three thousand, and each package that is made of its source has them too. */
const maxFindings = 500_000;

function findingsOf(
  asked: readonly Asked[],
  decisions: readonly Decision[],
  lookup: Lookup,
  attempt: Attempt,
): readonly Finding[] {
  const affected = new Map<Decision, BarePackage[]>();
  for (const [index, decision] of decisions.entries()) {
    const installed = asked[index]?.installed;
    if (decision.hits.length === 0 || installed === undefined) continue;
    const others = affected.get(decision);
    if (others === undefined) affected.set(decision, [installed]);
    else others.push(installed);
  }
  lookup.fetch([...affected.keys()].flatMap(({ hits }) => hits.map(({ rowId }) => rowId)));
  // What they do not say of a vulnerability others may, which it is known by too.
  lookup.fetchNamed(
    [...affected.keys()].flatMap(({ hits }) => hits.flatMap(({ rowId }) => namesOf(lookup.advisory(rowId)))),
  );
  const findings: Finding[] = [];
  for (const [decision, installations] of affected) {
    const ofEach = (): readonly Finding[] => {
      const vulnerabilities = vulnerabilitiesOf(decision, lookup);
      // A list of a few thousand packages that are all of one source, and old, would fill the memory.
      if (findings.length + vulnerabilities.length * installations.length > maxFindings) {
        throw fault('TOO_MANY', {
          what: 'the list of packages',
          max: maxFindings,
          things: 'vulnerabilities',
        });
      }
      return vulnerabilities.flatMap((vulnerability) =>
        installations.map((installed) => findingOf(vulnerability, installed)),
      );
    };
    for (const finding of attempt(installations, ofEach, [])) findings.push(finding);
  }
  return sortedOnce(findings);
}

/** Of which packages nothing can be known. */
function unknownOf(
  asked: readonly Asked[],
  decisions: readonly Decision[],
): Pick<MatchResult, 'unmatched' | 'unversioned'> {
  const unmatched = new Map<string, Unmatched>();
  const unversioned: Unversioned[] = [];
  for (const [index, { installed, subject }] of asked.entries()) {
    const { isMatched = true, undecided = 0 } = decisions[index] ?? {};
    if (!isMatched) {
      const { title: ecosystem, because } = subject;
      const packages = (unmatched.get(ecosystem)?.packages ?? 0) + 1;
      unmatched.set(ecosystem, { ecosystem, packages, because });
    }
    if (undecided > 0) unversioned.push({ package: installed, advisories: undecided });
  }
  return {
    unmatched: [...unmatched.values()].sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1)),
    unversioned,
  };
}

/** By id, package and layer; one package in one layer is told once. */
function sortedOnce(findings: readonly Finding[]): readonly Finding[] {
  const sorted = findings.toSorted(
    (a, b) =>
      compareTexts(a.id, b.id) ||
      compareTexts(a.package ?? '', b.package ?? '') ||
      compareTexts(a.layer ?? '', b.layer ?? ''),
  );
  return sorted.filter(({ id, package: purl, layer }, index) => {
    const next = sorted[index + 1];
    return next === undefined || next.id !== id || next.package !== purl || next.layer !== layer;
  });
}

/** Two subjects with one key are one. A line feed is in no version that an order can read. */
function keyOf({ ecosystems, name, version, module }: Subject): string {
  const build = module === undefined ? '' : `\n${module.name ?? ''}\n${module.stream ?? ''}`;
  return `${ecosystems.join()}\n${name}\n${version}${build}`;
}

function namesByFamily(asked: readonly Asked[]): ReadonlyMap<string, ReadonlySet<string>> {
  const families = new Map<string, Set<string>>();
  for (const { subject, context } of asked) {
    const names = families.get(context.family) ?? new Set();
    families.set(context.family, names.add(subject.name));
  }
  return families;
}

/** What is the same for all packages that are looked up in the same ecosystems. */
interface Context {
  readonly family: string;
  /** Undefined where nothing can be matched. */
  readonly order: VersionOrder | undefined;
  /** Of the ecosystems that the database knows, in the order in which they count. */
  readonly ids: readonly number[];
  /** What is decided of a package that no advisory names. */
  readonly nothing: Decision;
}

function createContexts(lookup: Lookup): (ecosystems: readonly string[]) => Context {
  const contexts = new Map<string, Context>();
  return (ecosystems) => {
    const key = ecosystems.join();
    const context = contexts.get(key) ?? contextOf(ecosystems, lookup);
    contexts.set(key, context);
    return context;
  };
}

function contextOf(ecosystems: readonly string[], lookup: Lookup): Context {
  const family = familyOf(ecosystems[0] ?? '');
  const order = orderOf(family);
  const known =
    order === undefined ? [] : ecosystems.flatMap((ecosystem) => lookup.ecosystem(ecosystem) ?? []);
  // What other ecosystems' exports mention of this one is worth reporting, but is not all there is.
  const isMatched = known.some(({ claimed }) => claimed);
  return {
    family,
    order,
    ids: known.map(({ id }) => id),
    nothing: { installed: undefined, candidates: [], hits: [], isMatched, undecided: 0 },
  };
}

/** Which advisories are about a subject, told by its version alone. */
interface Decision {
  readonly installed: Installed | undefined;
  /** The rows of all that speak of the package. */
  readonly candidates: readonly number[];
  /** Of the candidates, those that affect the version, with all that is said of the build. */
  readonly hits: readonly Candidate[];
  /** False where the database knows nothing of the ecosystem, or not enough. */
  readonly isMatched: boolean;
  /** How many advisories may be about it or not, because its version is none. */
  readonly undecided: number;
}

function decisionOn(
  { name, version, module }: Subject,
  { family, order, ids, nothing }: Context,
  lookup: Lookup,
): Decision {
  const candidates = lookup.candidates(family, name, ids);
  if (order === undefined || candidates.length === 0) return nothing;
  const readable = order.valid(version);
  const affects = readable ? affectedOf(order, version, lookup) : affectedUnreadOf(version, lookup);
  const meant = order.name === rpm.name ? candidates.map((one) => forBuild(one, module, lookup)) : candidates;
  const hits = meant.filter(({ said }) => said.some(affects));
  const undecided = readable ? 0 : candidates.length - hits.length;
  if (hits.length === 0 && undecided === 0) return nothing;
  return {
    installed: { name, version, order },
    candidates: candidates.map(({ rowId }) => rowId),
    hits,
    isMatched: nothing.isMatched,
    undecided,
  };
}

/** The candidate, with only what can be meant for this build. */
function forBuild(candidate: Candidate, module: RpmModule | undefined, lookup: Lookup): Candidate {
  const titleOf = (): string => lookup.advisory(candidate.rowId).title;
  return {
    ...candidate,
    said: candidate.said.filter((packed) => isForBuild(module, lookup.unpack(packed), titleOf)),
  };
}

function affectedOf(
  order: VersionOrder,
  version: string,
  lookup: Lookup,
): (packed: PackedReleases) => boolean {
  // Those that say the same are side by side.
  let last: PackedReleases | undefined;
  let lastAffects = false;
  return (packed) => {
    if (packed === last) return lastAffects;
    last = packed;
    lastAffects =
      packed === 0 ||
      (typeof packed === 'string'
        ? order.compare(version, packed) < 0
        : isAffected(order, version, lookup.unpack(packed)));
    return lastAffects;
  };
}

/** What can be said of a version that is none: every version is affected, or this one by its name. */
function affectedUnreadOf(version: string, lookup: Lookup): (packed: PackedReleases) => boolean {
  return (packed) => {
    const { ranges, versions } = lookup.unpack(packed);
    return ranges.some(isUnbounded) || versions.includes(version);
  };
}

function vulnerabilitiesOf(
  { installed, candidates, hits }: Decision,
  lookup: Lookup,
): readonly Vulnerability[] {
  if (installed === undefined) return [];
  const ofTheirOwn = (): ReadonlySet<string> => {
    lookup.fetch(candidates);
    const advisories = candidates.map((rowId) => lookup.advisory(rowId));
    return new Set(advisories.filter(({ id }) => !isAnnouncement(id)).flatMap(namesOf));
  };
  const said = hits
    // In the order in which they were imported.
    .toSorted((a, b) => a.rowId - b.rowId)
    .map((hit): Hit => ({ advisory: lookup.advisory(hit.rowId), said: hit.said.map(lookup.unpack) }));
  return mergeHits(said, ofTheirOwn).map((merged) => describe(merged, installed, lookup));
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
