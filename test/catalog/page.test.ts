import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { catalogs } from '../../src/catalog/catalogs.ts';
import { osReleasePaths } from '../../src/catalog/os-release.ts';
import { releaseFilePaths } from '../../src/catalog/release-files.ts';
import { unreadFormats } from '../../src/catalog/unread.ts';

/** Run with `-u` to write the page anew. */
test('docs/packages.md lists every package format as the code has it', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/packages.md');
});

function page(): string {
  return [
    '# Package formats',
    '',
    'Generated from `src/catalog/catalogs.ts`; a test compares. Each package is reported with the layer that brought its version.',
    '`files`: the paths it owns; `checksums`: what its database says of their bytes; `source package`: the name and version that the',
    "distribution's advisories use.",
    '',
    '## Distributions',
    '',
    ...tableOf('system'),
    '',
    `The distribution itself is told by ${list(osReleasePaths)}, and where none of them exists by the first of these files`,
    `that says something: ${list([...releaseFilePaths, 'etc/debian_version'])}.`,
    'A distribution of which no package is found makes the scan incomplete.',
    '',
    '## Beside and on top of them',
    '',
    ...tableOf('language'),
    '',
    'A language package all of whose copies were installed by packages of the distribution says so (`ownedBy`).',
    '',
    '## What documents in the image say',
    '',
    ...tableOf('document'),
    '',
    'It counts where nothing else tells of the package: a package of a distribution whose database is read, or of a name and version',
    'that is found elsewhere, is not listed twice.',
    '',
    '## Known and not read',
    '',
    'An image with one of these makes the scan incomplete, because nobody looked at the packages in it:',
    '',
    '| format | where |',
    '|---|---|',
    ...unreadFormats.map(({ name, paths }) => `| ${name} | ${list(paths)} |`),
    '',
  ].join('\n');
}

function tableOf(scope: Catalog['scope']): string[] {
  const rows = catalogs
    .filter((catalog) => catalog.scope === scope)
    .map(
      ({ name, about, types }) =>
        `| ${name} | ${about.title} | ${list(types)} | ${list(about.looksAt)} | ${about.knows.join(', ')} |`,
    );
  return [
    '| catalog | packages of | purl types | where it looks | also knows |',
    '|---|---|---|---|---|',
    ...rows,
  ];
}

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}
