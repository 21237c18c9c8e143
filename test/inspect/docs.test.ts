import { expect, test } from 'vitest';
import { checks } from '../../src/inspect/checks/checks.ts';
import { honestyRules } from '../../src/inspect/honesty/honesty.ts';
import { integrityRules } from '../../src/inspect/integrity/integrity.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

/** Run with `-u` to write the page anew. */
test('docs/checks.md lists every rule as the code has it', async () => {
  const checkRows = checks.map(
    ({ rule, title, severity, reason, remedy }) =>
      `| \`${rule}\` | ${cell(title)} | ${severity} | ${cell(reason)} | \`${cell(remedy)}\` |`,
  );
  const integrityRows = integrityRules.map(
    ({ rule, title, reason, remedy }) =>
      `| \`${rule}\` | ${cell(title)} | ${cell(reason)} | ${cell(remedy)} |`,
  );
  const honestyRows = honestyRules.map(
    ({ rule, title, severity, reason, remedy }) =>
      `| \`${rule}\` | ${cell(title)} | ${severity} | ${cell(reason)} | ${cell(remedy)} |`,
  );
  const page = [
    '# Checks',
    '',
    'Generated from `src/inspect`; a test compares. A policy names rules: `block: { misconfigurations: [CIS-4.1, empty-password] }`,',
    '`block: { integrity: [modified] }`. Severities are the usual ones: a rule may tell a worse or a milder case as such.',
    '',
    '## How the image is made',
    '',
    '| rule | title | severity | why it matters | what to do |',
    '|---|---|---|---|---|',
    ...checkRows,
    '',
    '## What differs from the packages',
    '',
    '| rule | title | why it matters | what to do |',
    '|---|---|---|---|',
    ...integrityRows,
    '',
    '## What the scan cannot know',
    '',
    '| rule | title | severity | why it matters | what to do |',
    '|---|---|---|---|---|',
    ...honestyRows,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/checks.md');
});
