import { catalogs } from '../../src/catalog/catalogs.ts';
import { noHashes } from '../../src/image/content-hashes.ts';
import { type FileReader, isFileProblem } from '../../src/image/file-reader.ts';
import { zipArchive } from '../advisories/support/zip-archive.ts';
import { elf } from '../fakes/elf.ts';
import { appleProgram, universalProgram, windowsProgram } from '../fakes/foreign-program.ts';
import { goProgram, rustProgram } from '../fakes/program.ts';
import { fixtures, quotedIn } from './fixtures.ts';
import { entryOf, readFile } from './read-file.ts';
import { fileOf, samples } from './samples.ts';
import type { Seed } from './target.ts';

const maxPaths = 6;
const maxContents = 60;
const maxSeeds = 600;

const crates = { packages: [{ name: 'a', version: '1.0.0' }] };

/** Programs and archives, of which there are few fixtures. */
const binaries: readonly Seed[] = [
  { name: 'an ELF program', bytes: elf() },
  {
    name: 'an ELF library',
    bytes: elf({ type: 3, interpreter: '/lib64/ld-linux-x86-64.so.2', flags: 0x08000000 }),
  },
  { name: 'an ELF program of 32 bits', bytes: elf({ bits: 32, order: 'big', machine: 8, gap: 300 }) },
  { name: 'an ELF program with its tables last', bytes: elf({ tableLast: true, interpreter: '/lib/ld.so' }) },
  {
    name: 'a Go program',
    bytes: goProgram({
      modules: 'mod\ta.b/c\t(devel)\ndep\td.e/f\tv1.0.0\th1:x=\nbuild\t-ldflags="-X main.version=v1.2.3"\n',
    }),
  },
  {
    name: 'a Go program of old',
    bytes: goProgram({ form: 'pointers', modules: 'mod\ta.b/c\tv1.0.0\ndep\td.e/f\tv1.0.0\n=>\t./g\t\n' }),
  },
  {
    name: 'a Go program of Windows',
    bytes: goProgram({ form: 'pointers', modules: 'mod\ta.b/c\tv1.0.0\n', make: windowsProgram }),
  },
  {
    name: 'a Go program of macOS',
    bytes: goProgram({ form: 'pointers', modules: 'mod\ta.b/c\tv1.0.0\n', make: appleProgram }),
  },
  {
    name: 'a Rust program',
    bytes: rustProgram(crates),
  },
  {
    name: 'a Rust program of Windows',
    bytes: rustProgram(crates, { make: windowsProgram }),
  },
  {
    name: 'a Rust program of macOS',
    bytes: rustProgram(crates, { make: appleProgram, bits: 32 }),
  },
  {
    name: 'a universal file',
    bytes: universalProgram([
      goProgram({ modules: 'mod\ta.b/c\tv1.0.0\n', make: appleProgram }),
      rustProgram(crates, { make: appleProgram }),
    ]),
  },
  {
    name: 'a universal file with a table of long numbers',
    bytes: universalProgram([goProgram({ make: appleProgram }), appleProgram()], { bits: 64 }),
  },
  {
    name: 'a zip archive',
    bytes: zipArchive([
      {
        name: 'META-INF/MANIFEST.MF',
        bytes: Buffer.from('Manifest-Version: 1.0\nImplementation-Title: a\nImplementation-Version: 1\n'),
      },
      {
        name: 'META-INF/maven/g/a/pom.properties',
        bytes: Buffer.from('groupId=g\nartifactId=a\nversion=1.0\n'),
      },
      { name: 'node_modules/a/package.json', bytes: Buffer.from('{"name":"a","version":"1.0.0"}') },
      { name: 'EGG-INFO/PKG-INFO', bytes: Buffer.from('Metadata-Version: 2.1\nName: a\nVersion: 1.0\n') },
    ]),
  },
  { name: 'a short text', bytes: Buffer.from('a line\n'.repeat(15)) },
  {
    name: 'a larger program',
    bytes: Buffer.concat([elf(), Buffer.from('usage: a [-o stratum+tcp://host:1] '.repeat(600))]),
  },
  { name: 'a script', bytes: Buffer.from('#!/usr/bin/env -S python3 -u\nprint(1)\n') },
];

/**
 * Seeds for a reader, found without a table: any path that is written in a test, or where a catalog says that it
 * looks, and any end of the path of a fixture, that the reader opens; with it what stands in the same test, and the
 * fixtures that are named there.
 */
export function readerSeeds(reader: FileReader<unknown>): readonly Seed[] {
  const opens = (path: string, bytes: Buffer): boolean => {
    try {
      return reader.open(entryOf(path, bytes), noHashes) !== undefined;
    } catch {
      return true;
    }
  };
  // Some readers want files of some sizes only.
  const wants = (path: string): boolean => binaries.some(({ bytes }) => opens(path, bytes));
  const [family = ''] = reader.name.split('-');
  const places = examples().filter(wants).slice(0, maxPaths);
  const own = files().flatMap((seed) => {
    const path = endsOf(seed.name).find(wants);
    return path === undefined ? [] : [{ ...seed, path }];
  });
  const written = tests().flatMap(({ file, paths: known, named, plain }) => {
    const literal = known.filter(wants).slice(0, maxPaths);
    // Tests put paths together, too.
    const paths = literal.length === 0 && file.includes(`/${family}`) ? places : literal;
    return [
      ...named.flatMap((seed) => paths.map((path) => ({ ...seed, path }))),
      ...(paths.length === 0 ? [] : plain).map((seed, index) => ({
        ...seed,
        path: paths[index % paths.length] ?? '',
      })),
    ];
  });
  const anyPath = places[0] ?? [...own, ...written][0]?.path ?? sourcePaths().find(wants);
  const samplesOf = samples
    .filter(({ path }) => wants(path))
    .map((sample) => ({ ...sample, name: `${sample.name}, as it is`, bytes: fileOf(sample, sample.bytes) }));
  if (anyPath === undefined) return samplesOf;
  // Fixtures in a folder with the name of the reader, and programs, which any file may be.
  const related = files()
    .filter(({ name }) => name.split('/').includes(family) && !name.endsWith('.gz'))
    .slice(0, maxContents)
    .flatMap((seed) => (places.length === 0 ? [anyPath] : places).map((path) => ({ ...seed, path })));
  const made = binaries.map((seed) => ({ ...seed, path: anyPath }));
  return [...own, ...related, ...samplesOf, ...written, ...made]
    .filter(({ path, bytes }) => opens(path, bytes))
    .filter((_, index, all) => index % Math.ceil(all.length / maxSeeds) === 0);
}

export interface BalancedSeeds {
  /** The good ones make half of them, where there are some: many are files of another kind. */
  readonly all: readonly Seed[];
  /** Those that the reader finds something in. */
  readonly good: readonly Seed[];
}

const balanced = new Map<FileReader<unknown>, BalancedSeeds>();

/** Seeds for a reader, looked for once. */
export function balancedSeeds(reader: FileReader<unknown>): BalancedSeeds {
  const known = balanced.get(reader);
  if (known !== undefined) return known;
  const seeds = readerSeeds(reader);
  const good = seeds.filter((seed) => isRead(reader, seed));
  const missing = good.length === 0 ? 0 : Math.max(0, seeds.length - 2 * good.length);
  const more = Array.from({ length: missing }, (_, index) => good[index % good.length] as Seed);
  const made = { all: [...seeds, ...more], good };
  balanced.set(reader, made);
  return made;
}

/** True where the reader finds something, and nothing wrong. */
export function isRead(reader: FileReader<unknown>, { path = '', bytes }: Seed): boolean {
  const fact = readFile(reader, path, bytes, 0);
  return fact !== undefined && !isFileProblem(fact) && !hasProblems(fact);
}

function hasProblems(fact: unknown): boolean {
  const problems = typeof fact === 'object' && fact !== null && 'problems' in fact ? fact.problems : [];
  return Array.isArray(problems) && problems.length > 0;
}

/** What is looked for once, when it is first needed. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const files = once((): readonly Seed[] => [
  ...fixtures('test/fixtures'),
  ...fixtures('registry-hook/samples'),
]);

/** Where package managers have their databases, and where catalogs say that they look. */
const examples = once((): readonly string[] =>
  catalogs.flatMap((catalog) => [...catalog.databases, ...catalog.about.looksAt.map(exampleOf)]),
);

/** Fixtures by every end of their paths: tests name them so, with or without `.gz`. */
const fixturesByEnd = once(() => {
  const byEnd = new Map<string, Seed[]>();
  for (const seed of files()) {
    const path = seed.name.replace(/ unpacked$/, '');
    for (const end of new Set([...endsOf(path), ...endsOf(path.replace(/\.gz$/, ''))]))
      byEnd.set(end, [...(byEnd.get(end) ?? []), seed]);
  }
  return byEnd;
});

const tests = once(() =>
  quotedIn('test/catalog', 'test/inspect', 'test/image').map(({ file, texts }) => {
    const all = [...new Set(texts)];
    return {
      file,
      paths: all.filter(isPath),
      named: all
        .flatMap((text) => (text.length > 3 ? (fixturesByEnd().get(text) ?? []) : []))
        .slice(0, maxContents),
      plain: all
        .filter((text) => text.length > 12 && /[\n{:=<]/.test(text))
        .slice(0, maxContents)
        .map((text) => ({ name: `a text in ${file}`, bytes: Buffer.from(text) })),
    };
  }),
);

/** Paths in the source; also with the ends that stand in quotes beside them, of files that belong to others. */
const sourcePaths = once(() =>
  quotedIn('src/catalog', 'src/inspect', 'src/image').flatMap(({ texts }) => {
    const paths = texts.filter(isPath);
    const ends = texts.filter((text) => /^[-./][\w.-]{2,40}$/.test(text));
    return [...paths, ...[...paths, ...examples()].flatMap((path) => ends.map((end) => path + end))];
  }),
);

/** In a description `…` stands for any folders, and some words in capitals for any name. */
export function exampleOf(place: string): string {
  return place
    .replace('…', 'opt/x')
    .replaceAll(/\b(?:NAME|CATEGORY)\b/g, 'name')
    .replaceAll(/\bVERSION\b/g, '1.0')
    .replaceAll(/\bHASH\b/g, '0123456789abcdfghijklmnpqrsvwxyz');
}

function isPath(text: string): boolean {
  return text.length < 200 && !text.includes('..') && /^[\w@.+ ~-]+(?:\/[\w@.+ ~:-]+)*$/.test(text);
}

/** `a/b/c`, `b/c`, `c`. */
function endsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}
