import type { Catalog } from './catalog.ts';
import { languagePackageUrl } from './package-url.ts';
import { type BuiltIn, builtInPackages, builtInReader, type ProgramFact } from './program-packages.ts';

/** The crates that are built into Rust programs, where they were built with cargo-auditable. */
export const cargo: Catalog = {
  name: 'cargo',
  about: {
    title: 'Rust crates, in programs built with cargo-auditable',
    looksAt: ['… (programs: ELF, PE, Mach-O)'],
    knows: [],
  },
  types: ['cargo'],
  scope: 'language',
  readers: [builtInReader],
  databases: [],
  packages: (view) =>
    builtInPackages(view, { packages: packagesIn, problems: ({ rust }) => rust?.problems ?? [] }),
};

function packagesIn({ rust }: ProgramFact): BuiltIn[] {
  return (rust?.crates ?? []).map(({ name, version }) => ({
    purl: languagePackageUrl('cargo', { name, version }),
    name,
    version,
    type: 'cargo',
  }));
}
