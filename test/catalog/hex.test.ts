import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeDiffId } from '../fakes/file-view.ts';
import { debian, fixture, inventoryOf, packageNamed, paragraph } from './support.ts';

/** As Elixir's compiler writes it. */
function application(name: string, version: string): string {
  return `{application,${name},\n             [{applications,[kernel,stdlib]},\n              {modules,['Elixir.A']},\n              {vsn,"${version}"}]}.\n`;
}

const lib = 'app/lib';

test('an application of a release is a package of Hex, with its files', () => {
  const inventory = inventoryOf(
    { 'bin/sh': '' },
    {
      [`${lib}/plug-1.15.3/ebin/plug.app`]: application('plug', '1.15.3'),
      [`${lib}/plug-1.15.3/ebin/Elixir.Plug.beam`]: '',
    },
  );
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages).toEqual([
    {
      purl: 'pkg:hex/plug@1.15.3',
      name: 'plug',
      version: '1.15.3',
      type: 'hex',
      layer: fakeDiffId(1),
      foundIn: [`/${lib}/plug-1.15.3/ebin/plug.app`],
      files: [`/${lib}/plug-1.15.3/ebin/Elixir.Plug.beam`, `/${lib}/plug-1.15.3/ebin/plug.app`],
    },
  ]);
});

test.each(['syslog_app', '"syslog_app"', '<<"syslog_app">>', "'syslog_app'"])(
  'an application that was published under another name (%s) is the package of that name',
  (name) => {
    const text = `{application,syslog,[{vsn,"4.0.0"},{licenses,["MIT"]},{ pkg_name , ${name} }]}.`;
    const { packages } = inventoryOf({ 'a/ebin/syslog.app': text });
    expect(packages).toMatchObject([
      { purl: 'pkg:hex/syslog_app@4.0.0', name: 'syslog_app', version: '4.0.0' },
    ]);
  },
);

test.each(['"../a"', '"a', '{a}', '""'])(
  'a name of a package that Hex does not allow (%s) is none',
  (name) => {
    const text = `{application,a,[{vsn,"1.0.0"},{pkg_name,${name}}]}.`;
    expect(inventoryOf({ 'a/ebin/a.app': text }).packages).toMatchObject([{ purl: 'pkg:hex/a@1.0.0' }]);
  },
);

test('what Erlang and Elixir bring themselves is not of Hex', () => {
  const { packages } = inventoryOf({
    'usr/lib/elixir/lib/logger/ebin/logger.app': fixture('hex/logger.app'),
    'usr/lib/erlang/lib/ssl-11.1/ebin/ssl.app': application('ssl', '11.1'),
    'usr/lib/erlang/lib/p1_tls-1.1.16/ebin/fast_tls.app': fixture('hex/fast_tls.app'),
  });
  expect(packages.map(({ purl }) => purl)).toEqual([
    'pkg:hex/fast_tls@1.1.16',
    'pkg:otp/logger@1.14.0',
    'pkg:otp/ssl@11.1',
  ]);
});

test.each([
  ['{application, \'a\', [{vsn, "1.0.0"}]}.', '1.0.0'],
  ['%% {application, b, [{vsn, "9"}]}.\n{application,a,[\n% {vsn,"2"},\n{vsn,"1.0.0"}]}.', '1.0.0'],
  ['{ application , a , [ { vsn , "1.0.0-rc.1+x" } ] } .', '1.0.0-rc.1+x'],
  ['{application,a,[{description,"100% of it"},{vsn,"1.0.0"}]}.', '1.0.0'],
  ['{application,a,[{vsn,git}]}.', ''],
  ['{application,a,[{vsn," 1.0.0 "}]}.', '1.0.0'],
  ['{application,a,[]}.', ''],
])('%j is read as Erlang reads it', (text, version) => {
  expect(inventoryOf({ 'a/ebin/a.app': text }).packages).toMatchObject([{ name: 'a', version }]);
});

describe('nothing is installed where', () => {
  test.each([
    ['the file has another name', 'a/ebin/b.app', application('a', '1.0.0')],
    ['the code is not compiled', 'a/src/a.app.src', application('a', '1.0.0')],
    ['the folder is another', 'a/src/a.app', application('a', '1.0.0')],
    ['the file is of something else', 'a/ebin/a.app', 'an application\n'],
    ['the file is empty', 'a/ebin/a.app', ''],
  ])('%s', (_, path, text) => {
    const { packages, problems } = inventoryOf({ [path]: text });
    expect([packages, problems]).toEqual([[], []]);
  });
});

test('an application that Debian installed belongs to the package of Debian', () => {
  const path = 'usr/lib/erlang/lib/p1_tls-1.1.16/ebin/fast_tls.app';
  const inventory = inventoryOf({
    'etc/os-release': debian,
    'var/lib/dpkg/status': paragraph('erlang-p1-tls', '1.1.16-2'),
    'var/lib/dpkg/info/erlang-p1-tls.list': `/${path}\n`,
    [path]: fixture('hex/fast_tls.app'),
  });
  expect(packageNamed(inventory, 'fast_tls').ownedBy).toMatch(/^pkg:deb\/debian\/erlang-p1-tls@/);
});

test('a text is read in a time that grows no faster than it', () => {
  const texts = [
    '{ application , '.repeat(100_000),
    `{application,a,${'{vsn,"'.repeat(200_000)}`,
    `{application,a,${'{pkg_name,'.repeat(200_000)}`,
    `{application,a,{pkg_name,${' '.repeat(500_000)}`,
    `{application,a,${'{ '.repeat(500_000)}`,
    '%'.repeat(1_000_000),
    '"\\'.repeat(500_000),
  ];
  for (const text of texts) {
    const start = performance.now();
    inventoryOf({ 'a/ebin/a.app': text });
    expect(performance.now() - start).toBeLessThan(2000);
  }
});

test('no text makes it throw', () => {
  const word = fc.constantFrom('{application,a,', '{vsn,"', '"}', '%', '\n', "'", '1.0.0');
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 20 }), (words) => {
      expect(inventoryOf({ 'a/ebin/a.app': words.join('') }).problems).toEqual([]);
    }),
  );
});
