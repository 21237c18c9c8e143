import { lines } from '../lines.ts';
import { type ArchiveName, parseArchiveName } from './file-name.ts';
import { isOfTomcatDistribution, knownGroup, tomcatArtifact, tomcatGroup } from './groups.ts';

/** What Maven calls an artifact (maven.apache.org/pom.html, "Maven Coordinates"). */
export interface Coordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

// Maven's own check of ids (DefaultModelValidator), and what occurs in versions on Maven Central.
const idForm = /^[A-Za-z0-9_.-]{1,256}$/;
const versionForm = /^[A-Za-z0-9_.+~-]{1,128}$/;

export function isCoordinates({ group, artifact, version }: Coordinates): boolean {
  return idForm.test(group) && idForm.test(artifact) && versionForm.test(version);
}

/**
 * Reads `META-INF/maven/GROUP/ARTIFACT/pom.properties`, which Maven puts into what it builds. What is missing in it
 * is taken from its path.
 * @returns undefined when it does not tell all three, as one that was never filled in (`${project.version}`).
 */
export function parsePomProperties(text: string, path: string): Coordinates | undefined {
  const values = new Map<string, string>();
  for (const raw of lines(text)) {
    const line = raw.trim();
    const separator = line.search(/[=:]/);
    if (line.startsWith('#') || line.startsWith('!') || separator < 0) continue;
    values.set(line.slice(0, separator).trim(), line.slice(separator + 1).trim());
  }
  const [, , group = '', artifact = ''] = path.split('/');
  const found = {
    group: values.get('groupId') ?? group,
    artifact: values.get('artifactId') ?? artifact,
    version: values.get('version') ?? '',
  };
  return isCoordinates(found) ? found : undefined;
}

export interface ArchiveEvidence {
  /** Name of the file, without folders. */
  readonly base: string;
  /** What its `pom.properties` say; several when it was made of several artifacts. */
  readonly poms: readonly Coordinates[];
  /** Attributes of its manifest, by lower-case name. */
  readonly manifest: ReadonlyMap<string, string>;
}

/**
 * What a Java archive is. Maven's own word for it counts first; a manifest is written by hand or by any of a dozen
 * tools, and the name of the file by whoever copied it.
 *
 * An archive of which no group is known gets its artifact's name for one, as `commons-io:commons-io` and most
 * artifacts of Maven's first years really have.
 * @returns undefined when neither tells a version.
 */
export function identify(evidence: ArchiveEvidence): Coordinates | undefined {
  const name = parseArchiveName(evidence.base);
  const own = ownPom(evidence.poms, name, evidence.manifest);
  return own ?? fromManifest(name, evidence.manifest);
}

/**
 * What an archive proves to be there besides itself. Most advisories for Tomcat name `org.apache.tomcat:tomcat`, which
 * is the whole of it as it is unpacked; no archive in it says so.
 */
export function wholeOf(base: string, { group, artifact, version }: Coordinates): Coordinates | undefined {
  const isTomcat = group === 'org.apache.tomcat' && artifact === 'tomcat-catalina';
  return isTomcat && isOfTomcatDistribution(base) ? { group, artifact: 'tomcat', version } : undefined;
}

/** Of the artifacts an archive was made of, the one that it is. */
function ownPom(
  poms: readonly Coordinates[],
  name: ArchiveName,
  manifest: ReadonlyMap<string, string>,
): Coordinates | undefined {
  const named = poms.find(({ artifact }) => artifact === name.artifact || artifact === name.stem);
  if (named !== undefined) return named;
  const begun = poms.find(({ artifact, version }) => name.stem.startsWith(`${artifact}-${version}`));
  if (begun !== undefined) return begun;
  const titles = ['implementation-title', 'extension-name', 'short-name'].map((key) => manifest.get(key));
  const titled = poms.find(({ artifact }) => titles.includes(artifact));
  if (titled !== undefined) return titled;
  const [only, ...more] = poms;
  if (only === undefined || more.length > 0) return undefined;
  return name.version === undefined || name.version === only.version ? only : undefined;
}

function fromManifest(name: ArchiveName, manifest: ReadonlyMap<string, string>): Coordinates | undefined {
  const version = versionOf(name, manifest);
  const artifact = artifactOf(name, manifest);
  if (version === undefined || artifact === undefined) return undefined;
  const ofTomcat = tomcatName(artifact, manifest);
  if (ofTomcat !== undefined) return { group: tomcatGroup(ofTomcat), artifact: ofTomcat, version };
  const group = manifest.get('group-id') ?? knownGroup(artifact, version) ?? groupOf(artifact, manifest);
  const found = { group: group ?? artifact, artifact, version };
  return isCoordinates(found) ? found : undefined;
}

/** Tomcat's own archives are called `org.apache.tomcat-…` as bundles, or have its title. */
function tomcatName(artifact: string, manifest: ReadonlyMap<string, string>): string | undefined {
  const bundle = /^org\.apache\.(tomcat-[a-z-]+)$/.exec(symbolicName(manifest) ?? '')?.[1];
  const isTitled = manifest.get('implementation-title') === 'Apache Tomcat';
  return bundle ?? (isTitled ? tomcatArtifact(artifact) : undefined);
}

/**
 * The file's name has the version as it was published, perhaps with a variant behind it that only the manifest tells
 * apart; a bundle's version is that of OSGi, which is spelled in another way.
 */
function versionOf(name: ArchiveName, manifest: ReadonlyMap<string, string>): string | undefined {
  const keys = ['plugin-version', 'implementation-version', 'bundle-version', 'specification-version'];
  const told = keys
    .flatMap((key) => manifest.get(key)?.split(/\s/)[0] || [])
    .filter((v) => versionForm.test(v));
  const { version } = name;
  if (version === undefined) return told.find((candidate) => /\d/.test(candidate));
  return told.find((candidate) => version.startsWith(`${candidate}-`) && /^\d/.test(candidate)) ?? version;
}

function artifactOf(name: ArchiveName, manifest: ReadonlyMap<string, string>): string | undefined {
  if (name.artifact !== undefined) return name.artifact;
  const told = ['short-name', 'extension-name', 'implementation-title'].map((key) => manifest.get(key));
  const title = told.find((text) => text !== undefined && /^[a-z0-9][a-z0-9._-]*$/.test(text));
  const known = tomcatArtifact(name.stem) !== undefined;
  return known ? name.stem : (title ?? symbolicName(manifest)?.split('.').at(-1) ?? name.stem);
}

/**
 * Most bundles are named GROUP.ARTIFACT, and many modules. Maven's archiver has long written the group as the
 * vendor's id.
 */
function groupOf(artifact: string, manifest: ReadonlyMap<string, string>): string | undefined {
  const vendor = manifest.get('implementation-vendor-id');
  return (
    groupIn(symbolicName(manifest), artifact) ??
    (vendor?.includes('.') && idForm.test(vendor) ? vendor : undefined) ??
    groupIn(manifest.get('automatic-module-name'), artifact)
  );
}

/**
 * Undoes what Maven's bundle plugin does (its "default behaviour" of Bundle-SymbolicName): the name is
 * GROUP.ARTIFACT, or without the artifact's first word where the group ends with it. An artifact that is named like
 * its bundle is in the group above.
 */
function groupIn(full: string | undefined, artifact: string): string | undefined {
  if (full === undefined) return undefined;
  const hyphen = artifact.indexOf('-');
  const rest = artifact.slice(hyphen + 1);
  const shared = artifact.slice(0, Math.max(hyphen, 0));
  if (full === artifact) return dotted(full.slice(0, Math.max(full.lastIndexOf('.'), 0)));
  if (full.endsWith(`.${artifact}`)) return dotted(full.slice(0, -artifact.length - 1));
  for (const ending of [rest, rest.replaceAll('-', '.')]) {
    if (shared !== '' && full.endsWith(`.${shared}.${ending}`))
      return dotted(full.slice(0, -ending.length - 1));
  }
  return undefined;
}

function dotted(group: string): string | undefined {
  return group.includes('.') && idForm.test(group) ? group : undefined;
}

function symbolicName(manifest: ReadonlyMap<string, string>): string | undefined {
  const name = manifest.get('bundle-symbolicname')?.split(';')[0]?.trim();
  return name !== undefined && idForm.test(name) ? name : undefined;
}
