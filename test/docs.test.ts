import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultTable } from '../src/errors.ts';
import { toolVersion } from '../src/model/version.ts';

const root = join(import.meta.dirname, '..');
const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');

/** Run with `-u` to write the page anew. */
test('docs/errors.md lists every error as the code has it', async () => {
  const rows = faultTable().map(
    ({ code, message, remedy, exit, http }) => `| \`${code}\` | ${message} | ${remedy} | ${exit} | ${http} |`,
  );
  const page = [
    '# Errors',
    '',
    'Generated from `src/errors.ts`; a test compares. `{name}` stands for what was seen.',
    '',
    '| code | message | what to do | exit | HTTP |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../docs/errors.md');
});

test('the version in the code is the version of the package', () => {
  expect(manifest).toMatchObject({ version: toolVersion });
});

test('no dependency runs a script at install time', () => {
  expect(lock).not.toContain('hasInstallScript');
});

test('every dependency is pinned to one version and locked by an integrity hash', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest as Record<
    string,
    Record<string, string>
  >;
  const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  const { packages } = JSON.parse(lock) as { packages: Record<string, { integrity?: string }> };
  const unlocked = Object.entries(packages).filter(
    ([path, entry]) => path !== '' && entry.integrity === undefined,
  );
  expect(unlocked.map(([path]) => path)).toEqual([]);
});

test('docs/decisions.md names every dependency', () => {
  const page = readFileSync(join(root, 'docs', 'decisions.md'), 'utf8');
  const { dependencies, devDependencies } = manifest as Record<string, Record<string, string>>;
  const named = (name: string): boolean =>
    page.includes(`\`${name}\``) || page.includes(`\`${name.split('/')[1]}\``);
  const ours = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith('@types/'),
  );
  expect(ours.filter((name) => !named(name))).toEqual([]);
});
