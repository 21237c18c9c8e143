import { describe, expect, test } from 'vitest';
import { isForBuild, rpmModuleOf } from '../../src/advisories/rpm-modules.ts';
import { rpm } from './support/packages.ts';

const fixedIn = (version: string) => ({
  ranges: [
    [
      { kind: 'introduced', version: '0' },
      { kind: 'fixed', version },
    ] as const,
  ],
  versions: [],
});

describe('the module of a package', () => {
  const version = '7.4.19-2.module_el8.6.0+2750+78feabcb';

  test('is in its purl', () => {
    const label = 'php%3A7.4%3A8060020211223%3Ad63f516d';
    const purl = `pkg:rpm/almalinux/php@${version}?arch=x86_64&rpmmod=${label}&upstream=php.src.rpm`;
    expect(rpmModuleOf(rpm('php', version, undefined, purl))).toEqual({ name: 'php', stream: '7.4' });
  });

  test('has no name where only the release tells of it', () => {
    expect(rpmModuleOf(rpm('php', version))).toEqual({});
    expect(rpmModuleOf(rpm('php', '7.4.19-2.module+el8.6.0+1+2'))).toEqual({});
  });

  test('is none for other packages', () => {
    expect(rpmModuleOf(rpm('modules', '1.0-1.el9'))).toBeUndefined();
    expect(rpmModuleOf(rpm('php', '1-1', undefined, 'pkg:rpm/a/php@1?rpmmod='))).toBeUndefined();
    expect(rpmModuleOf(rpm('php', '1-1', undefined, 'pkg:rpm/a/php@1?rpmmod=%ff%'))).toBeUndefined();
  });
});

describe('an advisory', () => {
  const modular = fixedIn('7.4.30-1.module_el8.7.0+1+2');
  const plain = fixedIn('7.4.30-1.el8');
  const php74 = { name: 'php', stream: '7.4' };

  test.each([
    ['a modular build speaks for a modular package', php74, modular, true],
    ['a modular build does not speak for another package', undefined, modular, false],
    ['a plain build does not speak for a modular package', php74, plain, false],
    ['a plain build speaks for a plain package', undefined, plain, true],
    ['every version speaks for any build', php74, fixedIn('0'), true],
  ])('of %s', (_, module, said, expected) => {
    expect(isForBuild(module, said, () => '')).toBe(expected);
  });

  test.each([
    ['Moderate: php:7.4 security update', true],
    ['Moderate: php:8.0 security update', false],
    ['php:7.4, php:8.0 and php:8.1 bug fix update.', true],
    ['Moderate: php security update', true],
    ['Moderate: perl:5.32 security update', true],
    ['Moderate: php-extras:8.0 security update', true],
  ])('titled %j speaks for stream 7.4 of php: %s', (title, expected) => {
    expect(isForBuild(php74, modular, () => title)).toBe(expected);
  });

  test('of any stream may be meant for a package that does not tell its stream', () => {
    expect(isForBuild({}, modular, () => 'Moderate: php:8.0 security update')).toBe(true);
  });
});
