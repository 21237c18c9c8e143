import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';

/** ARCHITECTURE.md: a file imports from lower ranks and from its own room, never from a sibling, never upward. */
const ranks: Readonly<Record<string, number>> = {
  'src/errors.ts': 0,
  'src/model': 1,
  'src/io': 2,
  'src/verdict': 2,
  'src/compliance': 2,
  'src/report': 2,
  'src/store': 2,
  'src/registry': 3,
  'src/image': 4,
  'src/catalog': 5,
  'src/advisories': 5,
  'src/inspect': 5,
  'src/runtime': 5,
  'src/attest': 5,
  'src/scan': 6,
  'src/gate': 6,
  'src/checkpoint': 7,
  'src/index.ts': 8,
  'registry-hook': 8,
  'src/cli': 9,
  action: 9,
};

/** A package is known to few rooms, so that it can be replaced in one place. */
const packages: Readonly<Record<string, readonly string[]>> = {
  '@actions/core': ['action'],
  '@cyclonedx/cyclonedx-library': ['src/attest'],
  '@sigstore/bundle': ['src/attest'],
  '@sigstore/sign': ['src/attest'],
  '@sigstore/verify': ['src/attest'],
  'ae-cvss-calculator': ['src/advisories'],
  commander: ['src/cli'],
  'node-fetch': ['src/io'],
  'packageurl-js': ['src/attest', 'src/catalog', 'src/verdict', 'src/advisories'],
  'prom-client': ['registry-hook'],
  semver: ['src/advisories', 'src/catalog', 'src/report'],
  yaml: ['src/verdict', 'registry-hook'],
  yauzl: ['src/advisories'],
  zod: [
    'src/scan',
    'src/model',
    'src/verdict',
    'src/registry',
    'src/image',
    'src/advisories',
    'src/attest',
    'registry-hook',
  ],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const root = join(import.meta.dirname, '..');

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => posix.join(entry.parentPath.slice(root.length + 1), entry.name))
    .filter((path) => !path.includes('/dist/'));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [
    ...text.matchAll(/^\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]/gm),
    ...text.matchAll(/^\s*import\s+['"]([^'"]+)['"]/gm),
    ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ].map((match) => match[1] ?? '');
  return specifiers.map((to) => ({
    from: file,
    to: to.startsWith('.') ? posix.join(dirname(file), to) : to,
  }));
}

/** `@scope/name` of `@scope/name/part`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function roomOf(file: string): string | undefined {
  return Object.keys(ranks).find((room) => file === room || file.startsWith(`${room}/`));
}

function isLawful({ from, to }: Import): boolean {
  const here = roomOf(from);
  const there = roomOf(to);
  if (here === undefined || there === undefined) return false;
  return here === there || (ranks[there] ?? 0) < (ranks[here] ?? 0);
}

/** The shortest way from a file nobody imports to `target`: how the offending import is reached. */
function chainTo(target: string, imports: readonly Import[]): string[] {
  const chain = [target];
  const seen = new Set(chain);
  for (;;) {
    const importer = imports.find((i) => i.to === chain[0] && !seen.has(i.from));
    if (importer === undefined) return chain;
    chain.unshift(importer.from);
    seen.add(importer.from);
  }
}

const files = ['src', 'registry-hook', 'action'].flatMap(sourceFiles);
const imports = files.flatMap(importsOf);
const local = imports.filter((i) => i.to.endsWith('.ts'));

test('every source file stands in a room of the house', () => {
  expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
});

test('a file imports from lower ranks and from its own room only', () => {
  const offences = local
    .filter((i) => !isLawful(i))
    .map((i) =>
      [...chainTo(i.from, local), i.to].map((f) => `${f} [${ranks[roomOf(f) ?? ''] ?? '?'}]`).join(' → '),
    );
  expect(offences).toEqual([]);
});

test('no chain of imports comes back to where it began', () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of local) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('a package is imported only by the rooms that are listed for it', () => {
  const offences = imports
    .filter((i) => !i.to.endsWith('.ts') && !i.to.startsWith('node:') && !i.to.endsWith('.json'))
    .filter((i) => !(packages[packageOf(i.to)]?.includes(roomOf(i.from) ?? '') ?? false))
    .map((i) => `${i.from} → ${i.to}`);
  expect(offences).toEqual([]);
});

test('only the public library re-exports', () => {
  const offenders = files.filter(
    (file) =>
      file !== 'src/index.ts' &&
      /^export\s+(?:\*|(?:type\s+)?\{[^}]*\})\s+from\s/m.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(offenders).toEqual([]);
});

test('sources import with explicit .ts endings and name nothing default', () => {
  const offenders = files.filter((file) => /^export default\b/m.test(readFileSync(join(root, file), 'utf8')));
  expect(offenders).toEqual([]);
  expect(imports.filter((i) => i.to.startsWith('src/') && !/\.(ts|json)$/.test(i.to))).toEqual([]);
});
