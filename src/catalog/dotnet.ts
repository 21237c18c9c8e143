import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { type DotnetLibraries, type DotnetLibrary, parseDotnetDependencies } from './dotnet/dependencies.ts';
import { originOf } from './origin.ts';
import { languagePackageUrl } from './package-url.ts';
import { type BuiltIn, builtInPackages, builtInReader } from './program-packages.ts';

const maxBytes = 16 * 1024 * 1024;

const dependenciesReader = wholeFileReader<DotnetLibraries>({
  name: 'dotnet-dependencies',
  version: 1,
  maxBytes,
  keepsText: false,
  wants: (path) => path.endsWith('.deps.json'),
  parse: (bytes, path) => parseDotnetDependencies(bytes.toString('utf8'), path),
});

/**
 * NuGet packages as .NET loads them: what the `deps.json` of each application lists and brings files of, the shared
 * frameworks (which have one too), and applications that were published as one file.
 */
export const dotnet: Catalog = {
  name: 'dotnet',
  about: {
    title: '.NET: NuGet packages of applications, shared frameworks, applications in one file',
    looksAt: ['…/NAME.deps.json', '… (programs: ELF, PE, Mach-O)'],
    knows: [],
  },
  types: ['nuget'],
  scope: 'language',
  readers: [dependenciesReader, builtInReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const bundled = builtInPackages(view, {
    packages: ({ dotnet: built }) => (built?.libraries ?? []).map(packageOf),
    problems: ({ dotnet: built }) => built?.problems ?? [],
  });
  const origin = originOf(view, view.history(dependenciesReader), (fact) =>
    isFileProblem(fact) ? [] : fact.libraries.map((library) => packageOf(library).purl),
  );
  const packages: Package[] = [...bundled.packages];
  const problems: string[] = [...bundled.problems];
  for (const { path, fact } of view.facts(dependenciesReader)) {
    if (isFileProblem(fact)) continue;
    problems.push(...fact.problems);
    for (const library of fact.libraries) {
      const found = packageOf(library);
      packages.push({ ...found, layer: origin(path, found.purl), foundIn: [`/${path}`] });
    }
  }
  return { packages, problems };
}

function packageOf({ name, version }: DotnetLibrary): BuiltIn {
  return { purl: languagePackageUrl('nuget', { name, version }), name, version, type: 'nuget' };
}
