import { isFileProblem } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import { peSignatureAt } from '../image/pe-program.ts';
import { programReader } from '../image/program.ts';
import type { Program } from '../image/program-format.ts';
import { ownTexts } from '../io/own-text.ts';
import type { Package } from '../model/scan-report.ts';
import type { CatalogResult } from './catalog.ts';
import { readDotnetBundle } from './dotnet/bundle.ts';
import type { DotnetLibraries } from './dotnet/dependencies.ts';
import { mayBeGo, readGoBuildInfo } from './go/build-info.ts';
import { type GoModules, parseGoModules } from './go/modules.ts';
import { originOf } from './origin.ts';
import { type RustAudit, readRustAudit, rustSection } from './rust-audit.ts';

/** What a program says was built into it. */
export interface ProgramFact {
  readonly go?: GoModules & { readonly goVersion: string };
  readonly rust?: RustAudit;
  readonly dotnet?: DotnetLibraries;
  /** Packed so that nothing of it can be read. */
  readonly packed?: true;
}

// An application with all of .NET in one file has 200 MB.
const maxBytes = 1024 * 1024 * 1024;

/** One pass over every program, for all catalogs that look into programs. */
export const builtInReader = programReader<ProgramFact>({
  name: 'built-in',
  version: 4,
  maxBytes,
  needsConstants: mayBeGo,
  sections: [rustSection],
  parse: (program, { path }) => parseProgram(program, path),
});

/** The first section of a PE file that UPX packed. */
const packedSection = Buffer.from('UPX0\0\0\0\0');
/** In an ELF file UPX writes its mark behind the checksum that follows its two or three program headers (`l_info`). */
const packedMark = Buffer.from('UPX!');
const packedPlaces = [64 + 3 * 56 + 4, 64 + 2 * 56 + 4, 52 + 3 * 32 + 4, 52 + 2 * 32 + 4];

function parseProgram(program: Program, path: string): ProgramFact | undefined {
  if (isPacked(program.head)) return { packed: true };
  const info = readGoBuildInfo(program);
  if (info !== undefined) {
    return ownTexts({ go: { goVersion: info.goVersion, ...parseGoModules(info.modules, path) } });
  }
  const rust = readRustAudit(program, path);
  const dotnet = readDotnetBundle(program, path);
  if (rust === undefined && dotnet === undefined) return undefined;
  return { ...(rust === undefined ? {} : { rust }), ...(dotnet === undefined ? {} : { dotnet }) };
}

function isPacked(head: Buffer): boolean {
  if (peSignatureAt(head) !== undefined) return head.includes(packedSection);
  return packedPlaces.some((at) => head.subarray(at, at + packedMark.length).equals(packedMark));
}

/** A package without what is the same for all that programs have built in. */
export type BuiltIn = Pick<Package, 'purl' | 'name' | 'version' | 'type'>;

/** What one catalog makes of the facts. */
export interface BuiltInCatalog {
  packages(fact: ProgramFact): readonly BuiltIn[];
  problems(fact: ProgramFact): readonly string[];
  /** @param path of the program, without leading slash */
  notes?(fact: ProgramFact, path: string): readonly string[];
}

/** The packages that programs have built in, each with the layer that brought it. */
export function builtInPackages(view: FileView, catalog: BuiltInCatalog): CatalogResult {
  const origin = originOf(view, view.history(builtInReader), (facts) =>
    isFileProblem(facts) ? [] : facts.flatMap((fact) => catalog.packages(fact).map(({ purl }) => purl)),
  );
  const packages: Package[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  for (const { path, fact: facts } of view.facts(builtInReader)) {
    if (isFileProblem(facts)) continue;
    // The programs for several machines in one file are nearly always of the same source.
    const builtIn = new Map(facts.flatMap((fact) => catalog.packages(fact)).map((one) => [one.purl, one]));
    problems.push(...new Set(facts.flatMap((fact) => catalog.problems(fact))));
    notes.push(...new Set(facts.flatMap((fact) => catalog.notes?.(fact, path) ?? [])));
    for (const one of builtIn.values())
      packages.push({ ...one, layer: origin(path, one.purl), foundIn: [`/${path}`] });
  }
  return { packages, problems, notes };
}
