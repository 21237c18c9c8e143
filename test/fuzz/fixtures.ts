import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Seed } from './target.ts';

const root = join(import.meta.dirname, '..', '..');
const maxSeedBytes = 2 * 1024 * 1024;

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** The files of a folder of the repository, small enough to be read a million times; `.gz` also unpacked. */
export function fixtures(folder: string, keep: (path: string) => boolean = () => true): readonly Seed[] {
  const small = filesIn(folder).filter(
    (path) => keep(path) && statSync(join(root, path)).size <= maxSeedBytes,
  );
  return small.flatMap((path) => {
    const bytes = readFileSync(join(root, path));
    const unpacked = path.endsWith('.gz') ? gunzipSync(bytes) : undefined;
    return [
      { name: path, bytes },
      ...(unpacked === undefined || unpacked.length > maxSeedBytes
        ? []
        : [{ name: `${path} unpacked`, bytes: unpacked }]),
    ];
  });
}

/** One source file of the tests, or of what they test: the texts in quotes in it. */
export interface Quoted {
  readonly file: string;
  readonly texts: readonly string[];
}

/** What test files write down of inputs: most small inputs are in no fixture. */
export function quotedIn(...folders: readonly string[]): readonly Quoted[] {
  return folders
    .flatMap(filesIn)
    .filter((path) => path.endsWith('.ts'))
    .map((file) => ({ file, texts: textsOf(readFileSync(join(root, file), 'utf8')) }));
}

/** Comments, texts in quotes, and templates, of which the parts around expressions count. */
const tokens = /\/\/[^\n]*|\/\*.*?\*\/|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/gs;

function textsOf(source: string): readonly string[] {
  return [...source.matchAll(tokens)]
    .flatMap(([, single, template]) => single ?? template?.split(/\$\{[^}]*\}/) ?? [])
    .filter((text) => text !== '')
    .map(unescaped);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', b: '\b' };

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gis,
    (_, byte, unit, one: string | undefined) => {
      const code: string | undefined = byte ?? unit;
      return code === undefined
        ? (escapes[one ?? ''] ?? one ?? '')
        : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
}
