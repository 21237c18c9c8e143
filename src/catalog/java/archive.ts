import { reasonOf } from '../../errors.ts';
import { ownTexts } from '../../io/own-text.ts';
import { type ByteSource, readZipEntry, storedZipEntry, type ZipEntry, zipEntries } from '../../io/zip.ts';
import { shown } from '../problems.ts';
import { type Coordinates, identify, parsePomProperties, wholeOf } from './coordinates.ts';
import { isWithoutCode } from './file-name.ts';
import { parseManifest } from './manifest.ts';

/** An artifact that an archive is, or was made of. */
export interface FoundArtifact extends Coordinates {
  /** Where in the outermost archive, `a.war!/WEB-INF/lib/b.jar` as `WEB-INF/lib/b.jar`; absent: it itself. */
  readonly inside?: string;
  /** Absent for one that is only a part of the archive it was found in. */
  readonly own?: true;
}

export interface JavaArchive {
  readonly artifacts: readonly FoundArtifact[];
  /** Archives that say neither in their name nor inside what they are; `''` is the outermost. */
  readonly nameless?: readonly string[];
  readonly problems?: readonly string[];
}

export const javaLimits = {
  /** An ear holds wars, which hold jars, which seldom hold jars; deeper is a bomb. */
  depth: 5,
  /** Of files that can tell something, and nested archives, in all of one file. */
  entries: 20_000,
  artifacts: 20_000,
  manifestBytes: 16 * 1024 * 1024,
  pomBytes: 64 * 1024,
  nestedBytes: 256 * 1024 * 1024,
  /** Read and unpacked in all: this, and eight times the file. */
  totalBytes: 256 * 1024 * 1024,
  insideLength: 2048,
} as const;

const maxSentences = 10;

const archiveEndings = ['ear', 'hpi', 'jar', 'jpi', 'kar', 'nar', 'par', 'sar', 'war'];
const manifestPath = 'META-INF/MANIFEST.MF';
const pomPath = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/;

/** True for names that Java archives have. */
export function isArchiveName(path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot >= 0 && path.length - dot <= 4 && archiveEndings.includes(path.slice(dot + 1).toLowerCase());
}

type Limits = { readonly [limit in keyof typeof javaLimits]: number };

/**
 * What a Java archive and the archives in it are, to a bounded depth. What is no archive at all, though named like
 * one, is nothing: no runtime could load it. What cannot be read of an archive is a problem, and hides nothing else.
 * @param base name of the file, without folders
 * @param limits smaller ones in tests
 */
export function readJavaArchive(
  source: ByteSource,
  base: string,
  limits: Limits = javaLimits,
): JavaArchive | undefined {
  const reading: Reading = {
    limits,
    budget: { bytes: limits.totalBytes + 8 * source.size, entries: limits.entries },
    artifacts: [],
    nameless: [],
    problems: [],
  };
  if (!readArchive({ bytes: metered(source, reading.budget), base, inside: '', depth: 1 }, reading))
    return undefined;
  const { artifacts, nameless, problems } = reading;
  return {
    artifacts,
    ...(nameless.length === 0 ? {} : { nameless }),
    ...(problems.length === 0 ? {} : { problems }),
  };
}

interface Budget {
  bytes: number;
  entries: number;
}

/** What is left to spend, and what was found so far. */
interface Reading {
  readonly limits: Limits;
  readonly budget: Budget;
  readonly artifacts: FoundArtifact[];
  readonly nameless: string[];
  readonly problems: string[];
}

interface Archive {
  readonly bytes: ByteSource;
  readonly base: string;
  /** Path in the outermost archive; `''` is that itself. */
  readonly inside: string;
  readonly depth: number;
}

/** @returns false for what is no archive */
function readArchive(archive: Archive, reading: Reading): boolean {
  const { bytes, base, inside } = archive;
  const isZip = beginsAsZip(bytes);
  let entries: readonly ZipEntry[];
  try {
    entries = tellingEntries(bytes, reading.budget);
  } catch (error) {
    if (isZip) problem(reading, inside, reasonOf(error));
    return isZip;
  }
  const attempt = <T>(entry: ZipEntry, action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      problem(reading, pathOf(archive, entry), reasonOf(error));
      return undefined;
    }
  };
  const { limits, budget } = reading;
  const text = (entry: ZipEntry, maxBytes: number): string =>
    unpack(bytes, entry, maxBytes, budget).toString('utf8');
  const poms: Coordinates[] = [];
  let manifest: ReadonlyMap<string, string> = new Map();
  for (const entry of entries) {
    if (entry.name === manifestPath) {
      manifest = attempt(entry, () => parseManifest(text(entry, limits.manifestBytes))) ?? manifest;
    } else if (pomPath.test(entry.name)) {
      const pom = attempt(entry, () => parsePomProperties(text(entry, limits.pomBytes), entry.name));
      if (pom !== undefined) poms.push(pom);
    }
  }
  if (!isWithoutCode(base) && !isOfRuntime(manifest)) nameArchive(archive, poms, manifest, reading);
  for (const entry of entries) {
    if (isArchiveName(entry.name)) attempt(entry, () => descend(archive, entry, reading));
  }
  return true;
}

function tellingEntries(bytes: ByteSource, budget: Budget): readonly ZipEntry[] {
  const entries = zipEntries(bytes, (name) => {
    const isTelling = name === manifestPath || pomPath.test(name) || isArchiveName(name);
    if (isTelling) budget.entries -= 1;
    if (budget.entries < 0) throw new Error('it has more entries than are read');
    return isTelling;
  });
  // Of several entries with one name, a runtime finds the last.
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()];
}

function unpack(bytes: ByteSource, entry: ZipEntry, maxBytes: number, budget: Budget): Buffer {
  pay(Math.min(entry.size, maxBytes), budget);
  return readZipEntry(bytes, entry, maxBytes);
}

/** Every byte that is read or unpacked is paid for: overlapping entries cost as much as separate ones. */
function pay(bytes: number, budget: Budget): void {
  budget.bytes -= bytes;
  if (budget.bytes < 0) throw new Error('it unpacks to more than is read of one archive');
}

function nameArchive(
  { base, inside }: Archive,
  poms: readonly Coordinates[],
  manifest: ReadonlyMap<string, string>,
  { artifacts, nameless, limits, problems }: Reading,
): void {
  const own = identify({ base, poms, manifest });
  const whole = own === undefined ? undefined : wholeOf(base, own);
  const named = own === undefined || poms.includes(own) ? poms : [own, ...poms];
  const all = whole === undefined ? named : [...named, whole];
  const room = limits.artifacts - artifacts.length;
  if (room < all.length) problem({ problems }, inside, `more than ${limits.artifacts} artifacts are in it`);
  for (const one of all.slice(0, room)) {
    // The texts they were found in may have megabytes.
    artifacts.push({
      ...ownTexts(one),
      ...(inside === '' ? {} : { inside }),
      ...(one === own ? { own: true } : {}),
    });
  }
  if (all.length === 0) nameless.push(inside);
}

function descend(archive: Archive, entry: ZipEntry, reading: Reading): void {
  const { limits, budget } = reading;
  const inside = pathOf(archive, entry);
  if (archive.depth >= limits.depth) throw new Error('archives are nested deeper than is read');
  if (inside.length > limits.insideLength) throw new Error('its path is longer than is read');
  const base = inside.slice(inside.lastIndexOf('/') + 1);
  const bytes =
    storedZipEntry(archive.bytes, entry) ??
    metered(memorySource(unpack(archive.bytes, entry, limits.nestedBytes, budget)), budget);
  readArchive({ bytes, base, inside, depth: archive.depth + 1 }, reading);
}

function pathOf({ inside }: Archive, entry: ZipEntry): string {
  return inside === '' ? entry.name : `${inside}!/${entry.name}`;
}

function problem({ problems }: Pick<Reading, 'problems'>, inside: string, sentence: string): void {
  if (problems.length < maxSentences)
    problems.push(`${inside === '' ? '' : `${shown(inside)}: `}${sentence}`);
  else problems[maxSentences] = 'and more problems';
}

function metered(source: ByteSource, budget: Budget): ByteSource {
  return {
    size: source.size,
    read(offset, length) {
      pay(length, budget);
      return source.read(offset, length);
    },
  };
}

function memorySource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + Math.max(0, length)),
  };
}

/** The jars of a Java 8 runtime itself, which the package of the runtime stands for. */
function isOfRuntime(manifest: ReadonlyMap<string, string>): boolean {
  return manifest.get('implementation-title') === 'Java Runtime Environment';
}

function beginsAsZip(source: ByteSource): boolean {
  const head = source.read(0, 4).toString('latin1');
  return head === 'PK\x03\x04' || head === 'PK\x05\x06';
}
