import { valid } from 'semver';
import { lines } from '../lines.ts';
import { problemsOf, shown } from '../problems.ts';

/** A module that was built into a program. */
export interface GoModule {
  readonly path: string;
  /** `v1.2.3`; `(devel)` for a folder, or whatever else the version was not known of. */
  readonly version: string;
  /** The version as the version control system has it, where `version` does not know: a pseudo-version. */
  readonly revision?: string;
}

export interface GoModules {
  /** Of the package `main`; undefined for a program built without modules. */
  readonly main?: GoModule;
  readonly dependencies: readonly GoModule[];
  readonly problems: readonly string[];
}

export const develVersion = '(devel)';

const maxModules = 20_000;
const maxPathLength = 1024;
// golang.org/ref/mod, "Module paths": elements between slashes, none of them empty, or with a dot first or last.
const pathElement = String.raw`[A-Za-z0-9_~+-](?:[A-Za-z0-9._~+-]*[A-Za-z0-9_~+-])?`;
const pathForm = new RegExp(`^(?=[A-Za-z0-9])${pathElement}(?:/${pathElement})*$`);
const pseudoVersion = /^v0\.0\.0-[0-9]{14}-[0-9a-f]{12}(?:\+|$)/;

interface Line {
  readonly path: string;
  readonly version: string;
}

/**
 * Reads module information (runtime/debug, "ParseBuildInfo"). A module that was replaced is its replacement; one that
 * was replaced by a folder keeps its name and has no known version.
 * @param path of the program without leading slash, for the problems
 */
export function parseGoModules(text: string, path: string): GoModules {
  const problems = problemsOf(path);
  const modules: { readonly isMain: boolean; line: Line }[] = [];
  const settings = new Map<string, string>();
  for (const line of lines(text)) {
    const [word, first = '', second = ''] = line.split('\t', 4);
    const last = modules.at(-1);
    if (word === 'mod' || word === 'dep') {
      // Older releases of Go left out the version of what was in a folder.
      modules.push({
        isMain: word === 'mod',
        line: { path: first, version: second === '' && first !== '' ? develVersion : second },
      });
      if (modules.length <= maxModules) continue;
      problems.add(`it has more than ${maxModules} modules`);
      break;
    }
    if (word === '=>' && last !== undefined)
      last.line = replaced(last.line, { path: first, version: second });
    if (word === 'build') {
      const equals = first.indexOf('=');
      settings.set(first.slice(0, Math.max(0, equals)), first.slice(equals + 1));
    }
  }
  const allowed = modules.filter(({ line }) => {
    const isValid =
      line.path.length <= maxPathLength &&
      pathForm.test(line.path) &&
      (line.version === develVersion || isVersion(line.version));
    if (!isValid)
      problems.add(`it has a module that Go does not allow: ${shown(line.path)} ${shown(line.version)}`);
    return isValid;
  });
  const main = allowed.find(({ isMain }) => isMain)?.line;
  return {
    ...(main === undefined ? {} : { main: mainModule(main, settings) }),
    dependencies: allowed.filter(({ isMain }) => !isMain).map(({ line }) => line),
    problems: problems.sentences(),
  };
}

function replaced(module: Line, by: Line): Line {
  const isFolder = by.path.startsWith('.') || by.path.startsWith('/');
  return isFolder || by.version === '' ? { path: module.path, version: develVersion } : by;
}

/**
 * A pseudo-version without a release in it says when, and not after which release: it would be older than every fix.
 */
function mainModule({ path, version }: Line, settings: ReadonlyMap<string, string>): GoModule {
  if (version !== develVersion && !pseudoVersion.test(version)) return { path, version };
  const linked = linkedVersion(path, settings.get('-ldflags') ?? '');
  if (linked !== undefined) return { path, version: linked };
  const revision = version === develVersion ? pseudoVersionOf(settings) : version;
  return { path, version: develVersion, ...(revision === undefined ? {} : { revision }) };
}

/** golang.org/ref/mod, "Pseudo-versions": `v0.0.0-20240131120000-0123456789ab`. */
function pseudoVersionOf(settings: ReadonlyMap<string, string>): string | undefined {
  const revision = /^[0-9a-f]{12}/.exec(settings.get('vcs.revision') ?? '')?.[0];
  const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(settings.get('vcs.time') ?? '');
  if (revision === undefined || time === null) return undefined;
  return `v0.0.0-${time.slice(1).join('')}-${revision}`;
}

/**
 * The version that `go build -ldflags "-X main.version=v1.2.3"` wrote, when it is certain: into a variable `version`
 * of the package main or of the main module, a full semantic version, and no other beside it.
 */
function linkedVersion(module: string, flags: string): string | undefined {
  const found = new Set<string>();
  for (const [, target = '', value = ''] of flags.matchAll(
    /-X[ =]\\?["']?([\w./~-]{1,512})=([\w.+-]{1,128})/g,
  )) {
    const dot = target.lastIndexOf('.');
    const owner = target.slice(0, Math.max(0, dot));
    const isOwn = owner === 'main' || owner === module || owner.startsWith(`${module}/`);
    if (!isOwn || target.slice(dot + 1).toLowerCase() !== 'version') continue;
    const version = value.startsWith('v') ? value : `v${value}`;
    found.add(isVersion(version) && !pseudoVersion.test(version) ? version : '');
  }
  const [only] = found;
  return found.size === 1 && only !== '' ? only : undefined;
}

/** golang.org/ref/mod, "Versions": a semantic version behind a `v`. */
function isVersion(text: string): boolean {
  // The library would let blanks around it pass, and a second `v`.
  return /^v\d[\w.+-]*$/.test(text) && valid(text.slice(1)) !== null;
}
