import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { distributions, otherDistributions } from '../../src/advisories/distributions.ts';
import { languages } from '../../src/advisories/languages.ts';
import { orderOf } from '../../src/advisories/versions/orders.ts';

const path = join(import.meta.dirname, '..', '..', 'docs', 'advisories.md');

/** What stands between the marks is to be replaced by what this test says it expected. */
test('docs/advisories.md lists every ecosystem as the code has it', () => {
  const page = readFileSync(path, 'utf8');
  const [, between] = /<!-- ecosystems -->\n([\s\S]*?)\n<!-- \/ecosystems -->/.exec(page) ?? [];
  expect(between).toBe(section());
});

function section(): string {
  return [
    '| ecosystem | distribution (`ID` of os-release) | packages | order of versions | advisories name |',
    '|---|---|---|---|---|',
    ...distributions.map(
      ({ family, ids, type, names }) =>
        `| ${family} | ${ids.map(code).join(', ')} | ${code(type)} | ${orderNameOf(family)} | ${names} packages |`,
    ),
    '',
    '| ecosystem | purl type | order of versions | names |',
    '|---|---|---|---|',
    ...languages.map(
      ({ ecosystem, type, names = 'as they are' }) =>
        `| ${ecosystem} | ${code(type)} | ${orderNameOf(ecosystem)} | ${names} |`,
    ),
    '',
    `Known, and without advisories in OSV: ${[...otherDistributions.values()].join(', ')}; conda, Nix.`,
  ].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function orderNameOf(ecosystem: string): string {
  return orderOf(ecosystem)?.name ?? '';
}
