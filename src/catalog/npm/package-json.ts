import { valid } from 'semver';
import { shownValue } from '../problems.ts';

// docs.npmjs.com, package.json "name": 214 characters, URL-safe; capitals are left from before they were refused.
const nameForm = /^(?:@[A-Za-z0-9~-][A-Za-z0-9._~-]*\/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*$/;
const maxNameLength = 214;

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

/**
 * Reads the package.json of an installed package; undefined for one that lacks a name or a version, which could never
 * have been published: test data of another package, or a file that only sets the module type.
 * @throws Error with a sentence, when it is not JSON or its name or version is not one that npm allows.
 */
export function parsePackageJson(text: string): InstalledPackage | undefined {
  const json = parseObject(text);
  const { name, version } = json;
  if (name === undefined || version === undefined) return undefined;
  if (typeof name !== 'string' || name.length > maxNameLength || !nameForm.test(name)) {
    throw new Error(`its name is not one that npm allows: ${shownValue(name)}`);
  }
  const exact = typeof version === 'string' ? valid(version, { loose: true }) : null;
  if (exact === null) throw new Error(`its version is not a semantic version: ${shownValue(version)}`);
  return { name, version: exact };
}

function parseObject(text: string): { readonly name?: unknown; readonly version?: unknown } {
  // npm and Node.js both skip a byte order mark.
  const json: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Error('it is no JSON object');
  return json;
}
