import { catalogs } from '../../src/catalog/catalogs.ts';
import type { FileReader } from '../../src/image/file-reader.ts';
import { zipArchive } from '../advisories/support/zip-archive.ts';
import { elf } from '../fakes/elf.ts';
import { fixtures, type Quoted, quotedIn } from './fixtures.ts';
import { entryOf } from './read-file.ts';
import type { Seed } from './target.ts';

const maxPaths = 6;
const maxContents = 60;

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
  { name: 'a script', bytes: Buffer.from('#!/usr/bin/env -S python3 -u\nprint(1)\n') },
];

/**
 * Seeds for a reader, found without a table: any path that is written in a test or in the source, and any end of the
 * path of a fixture, that the reader opens; with it what stands in the same test, and fixtures that are named there.
 */
export function readerSeeds(reader: FileReader<unknown>): readonly Seed[] {
  const wants = (path: string): boolean => {
    try {
      return reader.open(entryOf(path, Buffer.alloc(64))) !== undefined;
    } catch {
      return true;
    }
  };
  const own = files.flatMap((seed) => {
    const path = endsOf(seed.name).find(wants);
    return path === undefined ? [] : [{ ...seed, path }];
  });
  const places = databases.filter(wants).slice(0, maxPaths);
  const [family = ''] = reader.name.split('-');
  const written = quoted.flatMap(({ file, texts }) => {
    const literal = [...new Set(texts)].filter((text) => isPath(text) && wants(text)).slice(0, maxPaths);
    // Tests put paths together, too.
    const paths = literal.length === 0 && file.includes(`/${family}`) ? places : literal;
    const named = files.filter(({ name }) => texts.some((text) => text.length > 3 && isNamed(name, text)));
    const plain = texts
      .filter((text) => text.length > 12 && /[\n{:=<]/.test(text))
      .map((text) => ({ name: `a text in ${file}`, bytes: Buffer.from(text) }));
    return [
      ...named.slice(0, maxContents).flatMap((seed) => paths.map((path) => ({ ...seed, path }))),
      ...(paths.length === 0 ? [] : plain)
        .slice(0, maxContents)
        .map((seed, index) => ({ ...seed, path: paths[index % paths.length] ?? '' })),
    ];
  });
  // Fixtures in a folder with the name of the reader, at the places where a package manager has its database.
  const fallback = sourcePaths.find(wants);
  const related = files
    .filter(({ name }) => name.split('/').includes(family) && !name.endsWith('.gz'))
    .slice(0, maxContents)
    .flatMap((seed) =>
      (places.length === 0 && fallback !== undefined ? [fallback] : places).map((path) => ({
        ...seed,
        path,
      })),
    );
  const anyPath = [...own, ...written, ...related][0]?.path ?? fallback;
  const made = anyPath === undefined ? [] : binaries.map((seed) => ({ ...seed, path: anyPath }));
  return [...own.slice(0, 4 * maxContents), ...related, ...written.slice(0, 4 * maxContents), ...made];
}

const files: readonly Seed[] = [...fixtures('test/fixtures'), ...fixtures('registry-hook/samples')];
/** Where package managers have their databases, and where catalogs say that they look. */
const databases = catalogs.flatMap((catalog) => [
  ...catalog.databases,
  ...catalog.about.looksAt.map(exampleOf),
]);
const quoted: readonly Quoted[] = quotedIn('test/catalog', 'test/inspect', 'test/image');
/** Paths in the source; also with the ends that stand in quotes beside them, of files that belong to others. */
const sourcePaths = quotedIn('src/catalog', 'src/inspect', 'src/image').flatMap(({ texts }) => {
  const paths = texts.filter(isPath);
  const ends = texts.filter((text) => /^[-./][\w.-]{2,40}$/.test(text));
  return [...paths, ...[...paths, ...databases].flatMap((path) => ends.map((end) => path + end))];
});

/** In a description `…` stands for any folders, and some words in capitals for any name. */
function exampleOf(place: string): string {
  return place
    .replace('…', 'opt/x')
    .replaceAll(/\b(?:NAME|CATEGORY)\b/g, 'name')
    .replaceAll(/\bVERSION\b/g, '1.0')
    .replaceAll(/\bHASH\b/g, '0123456789abcdfghijklmnpqrsvwxyz');
}

function isPath(text: string): boolean {
  return text.length < 200 && /^[\w@.+ ~-]+(?:\/[\w@.+ ~:-]+)*$/.test(text);
}

/** Tests name their fixtures by the end of a path, with or without `.gz`. */
function isNamed(fixture: string, text: string): boolean {
  const path = fixture.replace(/ unpacked$/, '');
  return [text, `${text}.gz`].some((end) => path.endsWith(`/${end}`));
}

/** `a/b/c`, `b/c`, `c`. */
function endsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}
