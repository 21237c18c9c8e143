import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileGlob, globProblem } from '../../src/verdict/glob.ts';

test.each([
  ['**', ['a', 'a/b/c', '.x', 'a/.b'], ['']],
  ['*', ['a', '.a'], ['', 'a/b']],
  ['apps/**', ['apps/a', 'apps/a/b', 'apps/.a'], ['apps', 'xapps/a', 'a/apps/b', 'apps-x/a']],
  ['apps/*', ['apps/a'], ['apps', 'apps/a/b']],
  ['**/x', ['x', 'a/x', 'a/b/x'], ['ax', 'x/a']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a', 'b', 'a/bx', 'xa/b']],
  ['a/**/b/**/c', ['a/b/c', 'a/b/b/c', 'a/x/b/y/c'], ['a/c/b', 'a/b']],
  ['team-*/app?', ['team-/app1', 'team-x/apps'], ['team-x/app', 'team/app1', 'team-x/y/app1']],
  ['*a*b*', ['ab', 'xaxbx', 'aab'], ['ba', 'a', 'b']],
  ['v1.2', ['v1.2'], ['v1x2', 'v1.20']],
  ['[id]+(x)', ['[id]+(x)'], ['i', 'dx']],
  ['?', ['é', '𝕏'], ['', 'ab']],
])('%s covers %o and not %o', (pattern, covered, others) => {
  const covers = compileGlob(pattern);
  expect(covered.filter((name) => !covers(name))).toEqual([]);
  expect(others.filter(covers)).toEqual([]);
});

test('patterns that could be read in two ways are refused', () => {
  const good = ['**', '*', 'a/**', '**/a', 'a*b/c?', '.env', '...'];
  const bad = [
    '',
    '/a',
    'a/',
    'a//b',
    './a',
    'a/../b',
    'a**',
    '**a/b',
    '***',
    'a\\*',
    'a\n',
    '\u202ea',
    'x'.repeat(1025),
  ];
  expect(good.map(globProblem).filter((problem) => problem !== undefined)).toEqual([]);
  expect(bad.filter((pattern) => globProblem(pattern) === undefined)).toEqual([]);
});

test('a name made to be slow is answered all the same', () => {
  // A backtracking regular expression of the first pattern needs minutes for the first name.
  const names = ['a'.repeat(300), 'a/'.repeat(2000), 'a'.repeat(4096)];
  const patterns = ['**/*a*a*a*a*b', '**/a/**/a/**/a/**/b', `${'*a'.repeat(500)}b`, '**/**/**/**/b'];
  expect(patterns.flatMap((pattern) => names.filter(compileGlob(pattern)))).toEqual([]);
});

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 4 });
const names = fc.array(letters, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const patterns = fc
  .array(
    fc.oneof(
      fc.constant('**'),
      fc
        .array(fc.constantFrom('a', 'b', '.', '?', '*'), { minLength: 1, maxLength: 4 })
        .map((part) => part.join('').replace(/\*+/g, '*')),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join('/'));

test('it agrees with the regular expression a pattern stands for', () => {
  const expressionOf = (pattern: string): RegExp => {
    const parts = pattern.split('/');
    const source = parts.map((part, index) => {
      const last = index === parts.length - 1;
      if (part === '**') return last ? '(?:[^/]+/)*[^/]+' : '(?:[^/]+/)*';
      const one = part.replace(
        /[.*?]/g,
        (character) => ({ '.': '\\.', '*': '[^/]*', '?': '[^/]' })[character] ?? '',
      );
      return last ? one : `${one}/`;
    });
    return new RegExp(`^${source.join('')}$`);
  };
  fc.assert(
    fc.property(patterns, names, (pattern, name) => {
      expect([pattern, name, compileGlob(pattern)(name)]).toEqual([
        pattern,
        name,
        expressionOf(pattern).test(name),
      ]);
    }),
    { numRuns: 2000 },
  );
});
