import { describe, expect, test } from 'vitest';
import type { Digest } from '../../src/model/digest.ts';
import { parsePolicy } from '../../src/verdict/policy-file.ts';
import { imageListed, type ListedImage, ruleFor } from '../../src/verdict/rule.ts';
import { digest, policy } from './samples.ts';

function ruleNameFor(repository: string, ...patterns: readonly string[][]): string | undefined {
  const rules = patterns.map((list) => `{ repositories: ${JSON.stringify(list)} }`).join(', ');
  return ruleFor(parsePolicy(`version: 1\nrules: [${rules}]`, 'p.yaml'), repository)?.repositories[0];
}

test('the first rule in file order that covers a repository applies', () => {
  const rules = [['base/**', 'apps/base'], ['apps/*'], ['apps/**'], ['**']];
  expect(ruleNameFor('apps/base', ...rules)).toBe('base/**');
  expect(ruleNameFor('apps/shop', ...rules)).toBe('apps/*');
  expect(ruleNameFor('apps/shop/web', ...rules)).toBe('apps/**');
  expect(ruleNameFor('other', ...rules)).toBe('**');
});

test('a repository that no pattern covers has no rule', () => {
  expect(ruleNameFor('other', ['apps/**'])).toBeUndefined();
});

test('** covers every repository, nested or not, and the names of local images', () => {
  const names = ['a', 'a/b/c/d/e', 'library/alpine', '.hidden/x', 'my folder', 'Build_1', 'café'];
  expect(names.filter((name) => ruleNameFor(name, ['**']) === undefined)).toEqual([]);
});

test('a name that is no plain name is covered by no rule', () => {
  const names = [
    '',
    '/apps/x',
    'apps//x',
    'apps/',
    '.',
    '..',
    'apps/../prod/x',
    './apps/x',
    'apps/%2e%2e/prod',
    'apps\\x',
    'apps/x:latest',
    'apps/x@sha256',
    'apps/x\n',
    'apps/\u202ex',
    'apps/\u0000',
    'apps/**',
    'x'.repeat(256),
  ];
  expect(names.filter((name) => ruleNameFor(name, ['apps/**'], ['**']) !== undefined)).toEqual([]);
});

describe('image lists', () => {
  const image: ListedImage = { repository: 'apps/legacy/web', tag: '1.2.3', digest };
  const other = `sha256:${'0'.repeat(64)}` as Digest;
  const listed = (entry: string, changes: Partial<ListedImage> = {}) =>
    imageListed({ images: { deny: [entry], allow: [] } }, { ...image, ...changes })?.entry;

  test.each([
    [digest, {}],
    ['apps/legacy/web:1.2.3', {}],
    ['apps/legacy/*:1.*', {}],
    ['apps/**:*', {}],
    ['**:1.2.?', {}],
    ['apps/**:*', { digest: null }],
  ])('%s names apps/legacy/web:1.2.3 with %o', (entry, changes) => {
    expect(listed(entry, changes)).toBe(entry);
  });

  test.each([
    [other, {}],
    [digest, { digest: null }],
    ['apps/legacy/web:1.2', {}],
    ['apps/*:*', {}],
    ['apps/legacy:*', {}],
    ['apps/**:1.*', { repository: 'apps/../x' }],
  ])('%s does not name it with %o', (entry, changes) => {
    expect(listed(entry, changes)).toBeUndefined();
  });

  test('without a tag only entries for every tag apply', () => {
    const pulledByDigest: ListedImage = { repository: 'apps/legacy/web', digest };
    const entriesOf = (deny: string[]) => imageListed({ images: { deny, allow: [] } }, pulledByDigest)?.entry;
    expect(entriesOf(['apps/**:1.*'])).toBeUndefined();
    expect(entriesOf(['apps/**:?*'])).toBeUndefined();
    expect(entriesOf(['apps/**:1.*', 'apps/**:*'])).toBe('apps/**:*');
  });

  test('deny outweighs allow', () => {
    const images = { deny: [digest], allow: ['apps/**:*'] };
    expect(imageListed({ images }, image)).toEqual({ list: 'deny', entry: digest });
    expect(imageListed({ images: { ...images, deny: [] } }, image)).toEqual({
      list: 'allow',
      entry: 'apps/**:*',
    });
    expect(imageListed({ images: { deny: [], allow: [] } }, image)).toBeUndefined();
  });
});

test.each([
  'apps/legacy',
  'sha256:abcd',
  'sha512:',
  'apps:**',
  'apps/{a,b}:*',
  'Apps/x:*',
  'apps/x:',
  'host:5000/x:*',
])('images.deny refuses %s, which could never name an image', (entry) => {
  expect(() => policy({ rule: `images: { deny: [${JSON.stringify(entry)}] }` })).toThrow(
    expect.objectContaining({ code: 'POLICY_MALFORMED' }),
  );
});
