import type { FileReader } from '../../src/image/file-reader.ts';
import { elf } from '../fakes/elf.ts';
import { entryOf } from './read-file.ts';
import { fixtures, type Quoted, quotedIn } from './fixtures.ts';
import type { Seed } from './target.ts';

const maxPaths = 6;
const maxContents = 60;

/** Programs, of which there are no fixtures. */
const programs: readonly Seed[] = [
  { name: 'an ELF program', bytes: elf() },
  {
    name: 'an ELF library',
    bytes: elf({ type: 3, interpreter: '/lib64/ld-linux-x86-64.so.2', flags: 0x08000000 }),
  },
  { name: 'an ELF program of 32 bits', bytes: elf({ bits: 32, order: 'big', machine: 8, gap: 300 }) },
  { name: 'an ELF program with its tables last', bytes: elf({ tableLast: true, interpreter: '/lib/ld.so' }) },
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
  const written = quoted.flatMap(({ file, texts }) => {
    const paths = texts.filter((text) => isPath(text) && wants(text)).slice(0, maxPaths);
    if (paths.length === 0) return [];
    const contents = [
      ...texts
        .filter((text) => text.length > 12 && /[\n{:=<]/.test(text))
        .map((text) => ({ name: `a text in ${file}`, bytes: Buffer.from(text) })),
      ...files.filter(({ name }) => texts.some((text) => text.length > 3 && name.endsWith(`/${text}`))),
    ];
    return contents
      .slice(0, maxContents)
      .map((seed, index) => ({ ...seed, path: paths[index % paths.length] ?? '' }));
  });
  const anyPath = [...own, ...written][0]?.path ?? sourcePaths.find(wants);
  const made = anyPath === undefined ? [] : programs.map((seed) => ({ ...seed, path: anyPath }));
  return [...own.slice(0, 4 * maxContents), ...written.slice(0, 4 * maxContents), ...made];
}

const files: readonly Seed[] = [...fixtures('test/fixtures'), ...fixtures('registry-hook/samples')];
const quoted: readonly Quoted[] = quotedIn('test/catalog', 'test/inspect', 'test/image');
const sourcePaths = quotedIn('src/catalog', 'src/inspect', 'src/image')
  .flatMap(({ texts }) => texts)
  .filter(isPath);

function isPath(text: string): boolean {
  return text.length < 200 && /^[\w@.+ ~-]+(?:\/[\w@.+ ~:-]+)*$/.test(text);
}

/** `a/b/c`, `b/c`, `c`. */
function endsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}
