import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem } from '../model/scan-report.ts';
import { lines } from './lines.ts';
import { shown } from './problems.ts';
import { readReleaseFiles } from './release-files.ts';

/** os-release(5): the first of these that exists counts. */
export const osReleasePaths: readonly string[] = ['etc/os-release', 'usr/lib/os-release'];

const debianVersionPath = 'etc/debian_version';

// Real files are under 1 KiB.
const maxBytes = 64 * 1024;
// os-release(5): ID is lower case, and both hold no white space; Alpine's edge has an underscore in VERSION_ID.
const idForm = /^[a-z0-9._-]{1,64}$/;
const versionIdForm = /^[A-Za-z0-9._~+-]{1,64}$/;
const maxNameLength = 256;

/** Reads `ID`, `VERSION_ID` and `PRETTY_NAME`; a file without a usable `ID` is a problem. */
export const osReleaseReader = wholeFileReader<OperatingSystem>({
  name: 'os-release',
  version: 1,
  maxBytes,
  wants: (path) => osReleasePaths.includes(path),
  parse: (bytes) => parseOsRelease(bytes.toString('utf8')),
});

/** Reads the release of a Debian that has no `VERSION_ID`: `12.11`, or `trixie/sid` before the release. */
export const debianVersionReader = wholeFileReader<string>({
  name: 'debian-version',
  version: 1,
  maxBytes,
  wants: (path) => path === debianVersionPath,
  parse: (bytes) => bytes.toString('utf8').trim().slice(0, maxNameLength),
});

/**
 * What the image says it is; null when it does not say it, or in an os-release file that cannot be read (which
 * `readPackages` reports as a problem). Without an os-release file, the files that distributions had before it count.
 *
 * Debian's testing and unstable have no `VERSION_ID`, and cannot be told apart: both are `sid`, a release that no
 * stable advisory is written for.
 */
export function readOs(view: FileView): OperatingSystem | null {
  const path = osReleasePaths.map((p) => view.resolve(p)?.path).find((p) => p !== undefined);
  if (path === undefined) return readReleaseFiles(view) ?? oldDebian(view);
  const fact = view.facts(osReleaseReader).find((located) => located.path === path)?.fact;
  if (fact === undefined || isFileProblem(fact)) return null;
  if (fact.id !== 'debian' || fact.versionId !== undefined) return fact;
  const versionId = debianRelease(view);
  return versionId === undefined ? fact : { ...fact, versionId };
}

/**
 * Reads the text of an os-release file, with the shell quoting of os-release(5).
 * @throws Error with a sentence, when `ID` is missing or a value is not what the manual page allows.
 */
export function parseOsRelease(text: string): OperatingSystem {
  const values = new Map<string, string>();
  for (const line of lines(text)) {
    const assignment = line.trim();
    const equals = assignment.indexOf('=');
    if (assignment.startsWith('#') || equals < 0) continue;
    values.set(assignment.slice(0, equals), assignment.slice(equals + 1));
  }
  const writtenId = unquote(values.get('ID') ?? '');
  const id = writtenId.toLowerCase();
  const versionId = unquote(values.get('VERSION_ID') ?? '');
  const name = unquote(values.get('PRETTY_NAME') ?? values.get('NAME') ?? '').slice(0, maxNameLength);
  if (id === '') throw new Error('it has no ID, so the distribution is unknown');
  if (!idForm.test(id))
    throw new Error(`its ID is not one word of at most 64 letters, digits and . _ - (${shown(writtenId)})`);
  if (versionId !== '' && !versionIdForm.test(versionId)) {
    const form = 'one word of at most 64 letters, digits and . _ ~ + -';
    throw new Error(`its VERSION_ID is not ${form} (${shown(versionId)})`);
  }
  return { id, ...(versionId === '' ? {} : { versionId }), ...(name === '' ? {} : { name }) };
}

function unquote(value: string): string {
  const quote = value[0];
  if (quote !== '"' && quote !== "'") return value.replace(/\\(.)/g, '$1');
  if (value.length < 2 || !value.endsWith(quote)) {
    const isClosed = value.includes(quote, 1);
    throw new Error(
      `${isClosed ? 'text follows a closing quotation mark' : 'a quotation mark is not closed'}: ${shown(value)}`,
    );
  }
  const inner = value.slice(1, -1);
  // In double quotes a backslash escapes only the shell's own characters; in single quotes it is itself.
  return quote === '"' ? inner.replace(/\\([$"\\`])/g, '$1') : inner;
}

/** Debian 6 and before. */
function oldDebian(view: FileView): OperatingSystem | null {
  const versionId = debianRelease(view);
  return versionId === undefined ? null : { id: 'debian', versionId };
}

function debianRelease(view: FileView): string | undefined {
  const fact = view.facts(debianVersionReader)[0]?.fact;
  if (typeof fact !== 'string') return undefined;
  if (fact.endsWith('/sid')) return 'sid';
  return /^(\d{1,4})(?:\.\d+)*$/.exec(fact)?.[1];
}
