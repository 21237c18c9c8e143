import { printable } from '../../errors.ts';
import { problemsOf, shown } from '../problems.ts';

/** A NuGet package whose files an application loads. */
export interface DotnetLibrary {
  readonly name: string;
  readonly version: string;
}

export interface DotnetLibraries {
  readonly libraries: readonly DotnetLibrary[];
  readonly problems: readonly string[];
}

const maxLibraries = 20_000;
// learn.microsoft.com/nuget/reference/nuspec, "id": at most 128 characters; and NuGet's versions, of up to four numbers.
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const versionForm = /^[0-9]{1,10}(?:\.[0-9]{1,10}){0,3}(?:[+-][0-9A-Za-z.+-]{1,200})?$/;

/** In front of the name of a runtime that was published together with the application. */
const runtimePrefix = 'runtimepack.';
const kinds: readonly unknown[] = ['package', 'runtimepack'];
/** Keys of a target's entry that name files. */
const fileKeys = ['runtime', 'native', 'runtimeTargets', 'resources'];

/**
 * Reads the `deps.json` that .NET's build writes beside an application or a framework (dotnet/runtime,
 * docs/design/features/host-component-dependencies-resolution.md). A package that brings no file is left out: the
 * framework's own copy is loaded in its place, or it only was a name for others.
 * @param path without leading slash, for the problems
 * @throws Error with a sentence, when it is not JSON or no such list
 */
export function parseDotnetDependencies(text: string, path: string): DotnetLibraries {
  const json = objectOf(JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text));
  const libraries = objectOf(json?.['libraries']);
  if (json === undefined || libraries === undefined) throw new Error('it lists no libraries');
  const withFiles = librariesWithFiles(json['targets']);
  const problems = problemsOf(path);
  const found: DotnetLibrary[] = [];
  for (const [key, about] of Object.entries(libraries)) {
    if (found.length >= maxLibraries) {
      problems.add(`it lists more than ${maxLibraries} libraries`);
      break;
    }
    if (!kinds.includes(objectOf(about)?.['type']) || !(withFiles?.has(key) ?? true)) continue;
    const slash = key.indexOf('/');
    const name = key.slice(key.startsWith(runtimePrefix) ? runtimePrefix.length : 0, Math.max(0, slash));
    const version = key.slice(slash + 1);
    if (nameForm.test(name) && versionForm.test(version)) found.push({ name, version });
    else problems.add(`it has a library that NuGet does not allow: ${shown(printable(key))}`);
  }
  return { libraries: found, problems: problems.sentences() };
}

/** Keys of libraries that have a file for some target; undefined when nothing is said of targets. */
function librariesWithFiles(targets: unknown): ReadonlySet<string> | undefined {
  const all = objectOf(targets);
  if (all === undefined) return undefined;
  const found = new Set<string>();
  for (const target of Object.values(all)) {
    for (const [key, about] of Object.entries(objectOf(target) ?? {})) {
      const entry = objectOf(about);
      const hasFiles = fileKeys.some((kind) => Object.keys(objectOf(entry?.[kind]) ?? {}).length > 0);
      if (hasFiles) found.add(key);
    }
  }
  return found;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
