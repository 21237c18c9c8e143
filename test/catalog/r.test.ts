import { describe, expect, test } from 'vitest';
import { fakeDiffId } from '../fakes/file-view.ts';
import { debian, fixture, inventoryOf, packageNamed, paragraph } from './support.ts';

const library = 'usr/local/lib/R/site-library';

function description(name: string, version: string, more: Readonly<Record<string, string>> = {}): string {
  const fields = {
    Package: name,
    Version: version,
    Title: 'A Package',
    Built: 'R 4.3.1; ; 2024-01-01; unix',
    ...more,
  };
  return Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

test('an installed package is the folder that its DESCRIPTION names, with its files', () => {
  const inventory = inventoryOf(
    { 'bin/sh': '' },
    {
      [`${library}/jsonlite/DESCRIPTION`]: fixture('r/jsonlite.DESCRIPTION'),
      [`${library}/jsonlite/libs/jsonlite.so`]: '',
    },
  );
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages).toEqual([
    {
      purl: 'pkg:cran/jsonlite@1.8.4',
      name: 'jsonlite',
      version: '1.8.4',
      type: 'cran',
      layer: fakeDiffId(1),
      foundIn: [`/${library}/jsonlite/DESCRIPTION`],
      files: [`/${library}/jsonlite/DESCRIPTION`, `/${library}/jsonlite/libs/jsonlite.so`],
    },
  ]);
});

test.each([
  ['usr/lib/R/library/MASS', '7.3-60'],
  ['app/renv/library/linux-ubuntu-jammy/R-4.3/x86_64-pc-linux-gnu/MASS', '7.3-60'],
  ['app/packrat/lib/x86_64-pc-linux-gnu/4.2.1/MASS', '7.3.60'],
])('a library may be anywhere: %s', (folder, version) => {
  const { packages } = inventoryOf({ [`${folder}/DESCRIPTION`]: description('MASS', version) });
  expect(packages.map(({ purl }) => purl)).toEqual([`pkg:cran/MASS@${version}`]);
});

test.each([
  [{ git_url: 'https://git.bioconductor.org/packages/a' }, 'bioconductor'],
  [{ biocViews: 'Infrastructure' }, 'bioconductor'],
  [{ Repository: 'Bioconductor 3.18' }, 'bioconductor'],
  [{ biocViews: 'Infrastructure', Repository: 'CRAN' }, 'cran'],
  [{ RemoteType: 'github' }, 'cran'],
  [{}, 'cran'],
])('a package with %j is of %s', (more, type) => {
  const { packages } = inventoryOf({ [`${library}/a.b/DESCRIPTION`]: description('a.b', '1.0.1', more) });
  expect(packages).toMatchObject([{ type, name: 'a.b', version: '1.0.1' }]);
});

describe('nothing is installed where', () => {
  test.each([
    ['a package was not built', `${library}/a/DESCRIPTION`, description('a', '1.0', { Built: '' })],
    ['the folder has another name', `${library}/b/DESCRIPTION`, description('a', '1.0')],
    ['there is no folder', 'DESCRIPTION', description('DESCRIPTION', '1.0')],
    ['the file is of something else', 'srv/a/DESCRIPTION', 'This is a description.\n'],
    ['the file is empty', 'srv/a/DESCRIPTION', ''],
    ['the file has another name', `${library}/a/DESCRIPTION.md`, description('a', '1.0')],
  ])('%s', (_, path, text) => {
    const { packages, problems } = inventoryOf({ [path]: text });
    expect([packages, problems]).toEqual([[], []]);
  });
});

test.each(['', '1', 'latest', '1.0\u001b[1m', '1.0-', `1.${'1'.repeat(30)}`])(
  'a built package of the version %j is a problem',
  (version) => {
    const { packages, problems } = inventoryOf({ [`${library}/a/DESCRIPTION`]: description('a', version) });
    expect(packages).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^\/usr\/local\/lib\/R\/site-library\/a\/DESCRIPTION: its version is missing or not one/,
    );
  },
);

test('a package that Debian installed belongs to the package of Debian', () => {
  const path = 'usr/lib/R/site-library/jsonlite/DESCRIPTION';
  const inventory = inventoryOf({
    'etc/os-release': debian,
    'var/lib/dpkg/status': paragraph('r-cran-jsonlite', '1.8.4+dfsg-1'),
    'var/lib/dpkg/info/r-cran-jsonlite.list': `/${path}\n`,
    [path]: fixture('r/jsonlite.DESCRIPTION'),
  });
  expect(packageNamed(inventory, 'jsonlite').ownedBy).toMatch(/^pkg:deb\/debian\/r-cran-jsonlite@/);
});
