import type { Catalog } from './catalog.ts';
import { develVersion, type GoModule } from './go/modules.ts';
import { languagePackageUrl } from './package-url.ts';
import { shown } from './problems.ts';
import { type BuiltIn, builtInPackages, builtInReader, type ProgramFact } from './program-packages.ts';

/**
 * The modules that are built into Go programs, and Go's standard library as the package `stdlib`: its advisories are
 * the ones that a program needs to be built again for. Symbols and debugging information are not needed.
 */
export const go: Catalog = {
  name: 'go',
  about: { title: 'Go modules, in programs', looksAt: ['… (programs: ELF, PE, Mach-O)'], knows: [] },
  types: ['golang'],
  scope: 'language',
  readers: [builtInReader],
  databases: [],
  packages: (view) =>
    builtInPackages(view, {
      packages: packagesIn,
      problems: ({ go: built }) => built?.problems ?? [],
      notes: notesOn,
    }),
};

function packagesIn({ go: built }: ProgramFact): BuiltIn[] {
  if (built === undefined) return [];
  const release = releaseOf(built.goVersion);
  const main = built.main === undefined ? [] : [built.main];
  const library = release === undefined ? [] : [{ path: 'stdlib', version: release }];
  return [...library, ...main, ...built.dependencies].map(packageOf);
}

function notesOn({ go: built, packed }: ProgramFact, path: string): string[] {
  if (packed) return [`/${shown(path)} is packed with UPX: what was built into it was not looked at`];
  if (built === undefined || releaseOf(built.goVersion) !== undefined) return [];
  return [
    `/${shown(path)} was built by ${shown(built.goVersion)}, which is no release of Go: its standard library was not looked at`,
  ];
}

function packageOf({ path, version, revision }: GoModule): BuiltIn {
  const slash = path.lastIndexOf('/');
  // A version that is not known is left out of the purl, unless a revision names the source exactly.
  const exact = version === develVersion ? (revision ?? '') : version;
  const purl = languagePackageUrl('golang', {
    namespace: slash < 0 ? undefined : path.slice(0, slash),
    name: path.slice(slash + 1),
    version: exact,
  });
  return { purl, name: path, version, type: 'golang' };
}

/** `1.22.0` of `go1.22`, `1.21.0-rc.2` of `go1.21rc2`: as advisories of the standard library write it. */
function releaseOf(goVersion: string): string | undefined {
  const parts = /^go(1)\.(\d{1,4})(?:\.(\d{1,4}))?(?:(rc|beta)(\d{1,3}))?(?:$|[ +-])/.exec(goVersion);
  if (parts === null) return undefined;
  const [, major, minor, patch = '0', kind, number] = parts;
  return `${major}.${minor}.${patch}${kind === undefined ? '' : `-${kind}.${number}`}`;
}
