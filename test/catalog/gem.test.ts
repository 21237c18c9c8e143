import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseGemSpecification } from '../../src/catalog/gem.ts';
import { fakeDiffId } from '../fakes/file-view.ts';
import { debian, inventoryOf, packageNamed, paragraph } from './support.ts';

const gems = 'usr/local/bundle';

/** As RubyGems 3 writes it. */
function specification(name: string, version: string, platform = 'ruby'): string {
  return [
    '# -*- encoding: utf-8 -*-',
    `# stub: ${name} ${version} ${platform} lib`,
    '',
    'Gem::Specification.new do |s|',
    `  s.name = "${name}".freeze`,
    `  s.version = "${version}"`,
    ...(platform === 'ruby' ? [] : [`  s.platform = "${platform}".freeze`]),
    '  s.summary = "A gem".freeze',
    'end',
    '',
  ].join('\n');
}

test('gems are the specifications in a folder of that name, those of Ruby itself too', () => {
  const inventory = inventoryOf({
    [`${gems}/specifications/rack-3.0.8.gemspec`]: specification('rack', '3.0.8'),
    'usr/local/lib/ruby/gems/3.3.0/specifications/default/bigdecimal-3.1.5.gemspec': specification(
      'bigdecimal',
      '3.1.5',
    ),
    [`${gems}/specifications/nokogiri-1.16.0-x86_64-linux.gemspec`]: specification(
      'nokogiri',
      '1.16.0',
      'x86_64-linux',
    ),
  });
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages.map(({ purl }) => purl)).toEqual([
    'pkg:gem/bigdecimal@3.1.5',
    'pkg:gem/nokogiri@1.16.0?platform=x86_64-linux',
    'pkg:gem/rack@3.0.8',
  ]);
});

test.each([
  `${gems}/gems/rack-3.0.8/rack.gemspec`,
  `${gems}/cache/rack-3.0.8.gem`,
  `${gems}/bundler/gems/rack-0123456789ab/rack.gemspec`,
  `${gems}/specifications/rack.rb`,
  `${gems}/specifications/more/rack-3.0.8.gemspec`,
  `${gems}/myspecifications/rack-3.0.8.gemspec`,
])('%s is no installed gem', (path) => {
  expect(inventoryOf({ [path]: specification('rack', '3.0.8') }).packages).toEqual([]);
});

test('a gem owns its specification and what was unpacked for it', () => {
  const inventory = inventoryOf({
    [`${gems}/specifications/rack-3.0.8.gemspec`]: specification('rack', '3.0.8'),
    [`${gems}/gems/rack-3.0.8/lib/rack.rb`]: '',
    [`${gems}/gems/rack-3.0.9/lib/rack.rb`]: '',
  });
  expect(inventory.packages).toEqual([
    {
      purl: 'pkg:gem/rack@3.0.8',
      name: 'rack',
      version: '3.0.8',
      type: 'gem',
      layer: fakeDiffId(0),
      foundIn: [`/${gems}/specifications/rack-3.0.8.gemspec`],
      files: [`/${gems}/gems/rack-3.0.8/lib/rack.rb`, `/${gems}/specifications/rack-3.0.8.gemspec`],
    },
  ]);
});

test('a gem that a distribution installed belongs to its package', () => {
  const path = 'usr/share/rubygems-integration/all/specifications/rake-13.0.6.gemspec';
  const inventory = inventoryOf({
    'etc/os-release': debian,
    'var/lib/dpkg/status': paragraph('rake', '13.0.6-3'),
    'var/lib/dpkg/info/rake.list': `/.\n/${path}\n`,
    [path]: specification('rake', '13.0.6'),
  });
  const gem = inventory.packages.find(({ type }) => type === 'gem');
  expect(gem?.ownedBy).toBe(
    packageNamed({ ...inventory, packages: inventory.packages.filter(({ type }) => type === 'deb') }, 'rake')
      .purl,
  );
});

test('a specification that cannot be read is a problem', () => {
  const inventory = inventoryOf({ 'a/specifications/x.gemspec': 'puts "hello"' });
  expect(inventory.problems).toEqual([
    '/a/specifications/x.gemspec: its name is missing or not one that RubyGems allows: ',
  ]);
});

describe('a specification', () => {
  test.each([
    [specification('rake', '13.0.6'), { name: 'rake', version: '13.0.6' }],
    [
      specification('google-protobuf', '4.26.0.rc.1', 'x86_64-linux'),
      { name: 'google-protobuf', version: '4.26.0.rc.1', platform: 'x86_64-linux' },
    ],
    ['  s.name = "a"\n  s.version = "1"\n', { name: 'a', version: '1' }],
    ["  spec.name = 'a'.freeze\r\n  spec.version = '1.0'.freeze\r\n", { name: 'a', version: '1.0' }],
    [
      '  s.name = "a"\n  s.version = "1"\n  s.platform = "java".freeze\n',
      { name: 'a', version: '1', platform: 'java' },
    ],
  ])('%j is read', (text, expected) => {
    expect(parseGemSpecification(text)).toEqual(expected);
  });

  test.each([
    ['', 'its name is missing'],
    ['  s.name = "a"\n', 'its version is missing'],
    ['  s.name = `id`\n  s.version = "1"\n', 'its name is missing'],
    ['  s.name = "a"\n  s.version = A::VERSION\n', 'its version is missing'],
    ['  s.name = "a#{1}"\n  s.version = "1"\n', 'its name is missing or not one that RubyGems allows: a#{1}'],
    ['# stub: ../a 1.0 ruby lib\n', 'its name is missing or not one that RubyGems allows: ../a'],
    ['# stub: a latest ruby lib\n', 'its version is missing or not one that RubyGems allows: latest'],
    ['# stub: a 1.0 a/b lib\n', 'its platform is not one that RubyGems allows: a/b'],
    ['\n'.repeat(200) + specification('a', '1'), 'its name is missing'],
    [`# stub: ${'a'.repeat(256)} 1 ruby lib`, 'its name is missing'],
  ])('%j is refused', (text, reason) => {
    expect(() => parseGemSpecification(text)).toThrow(reason);
  });

  test('of any text gives a gem that RubyGems allows, or a sentence', () => {
    const part = fc.constantFrom(
      '# stub: ',
      's.name = "',
      's.version = "',
      '"',
      '\n',
      ' ',
      '1.0',
      'a',
      '.freeze',
      'ruby',
      '\\',
      "'",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
        try {
          const { name, version } = parseGemSpecification(parts.join(''));
          expect(`${name} ${version}`).toMatch(/^[\w.-]+ \d[\w.-]*$/);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
