/** What the name of a Java archive says. */
export interface ArchiveName {
  /** The name without its ending. */
  readonly stem: string;
  /** `ARTIFACT-VERSION`, as Maven names what it downloads; undefined where there is no version. */
  readonly artifact?: string;
  readonly version?: string;
}

/** Said behind the version of an artifact's variants (Maven calls them classifiers), and not part of it. */
const variants = [
  'all',
  'exec',
  'executable',
  'fat',
  'jar-with-dependencies',
  'no-deps',
  'nodep',
  'plain',
  'runner',
  'shaded',
  'standalone',
  'test-fixtures',
  'test-sources',
  'tests',
  'uber',
  'with-dependencies',
];
const platformVariant = /-(?:linux|osx|macos|windows|freebsd)(?:[-_][a-z0-9_]+)*$/;
/** Words that are part of a version though a number follows: `1.0-beta-2`, `9.4.0.Final-redhat-00001`. */
const qualifiers =
  /^(?:alpha|beta|b|build|cr|ea|final|ga|incubating|jdk|jre|android|m|milestone|patch|pre|preview|rc|redhat|release|rev|sec|snapshot|sp|v)$/i;

/** @param base name of the file, without folders; at most some hundred characters. */
export function parseArchiveName(base: string): ArchiveName {
  const stem = base.slice(0, base.lastIndexOf('.'));
  const start = versionStart(stem);
  if (start === undefined) return { stem };
  return { stem, artifact: stem.slice(0, start - 1), version: withoutVariant(stem.slice(start)) };
}

/** True for archives of source text or documentation, in which nothing can be run. */
export function isWithoutCode(base: string): boolean {
  return /-(?:sources|javadoc)\.[a-z]+$/.test(base);
}

/**
 * The place behind the first hyphen that a version follows, and behind a later one where a word stands between:
 * `log4j-1.2-api-2.17.1` is `log4j-1.2-api`. In `level-2-jar` there is none.
 */
function versionStart(stem: string): number | undefined {
  const parts = stem.split('-');
  let at = 0;
  let start: number | undefined;
  let wordBetween = false;
  for (const [index, part] of parts.entries()) {
    const isVersion = index > 0 && isVersionPart(part, parts[index + 1]);
    if (isVersion && (start === undefined || (wordBetween && part.includes('.')))) {
      start = at;
      wordBetween = false;
    } else if (start !== undefined && /^[a-z]+$/i.test(part) && !qualifiers.test(part)) {
      wordBetween = true;
    }
    at += part.length + 1;
  }
  return start;
}

/**
 * A number with dots; or one without, when nothing, more numbers, or a word of versions follows. `3.x`, as Debian names
 * some, is any version.
 */
function isVersionPart(part: string, next: string | undefined): boolean {
  if (!/^\d/.test(part) || part.endsWith('.x')) return false;
  return part.includes('.') || next === undefined || /^\d/.test(next) || qualifiers.test(next);
}

function withoutVariant(version: string): string {
  const variant = variants.find((word) => version.endsWith(`-${word}`));
  return (variant === undefined ? version : version.slice(0, -variant.length - 1)).replace(
    platformVariant,
    '',
  );
}
