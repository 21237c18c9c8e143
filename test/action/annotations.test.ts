import { expect, test } from 'vitest';
import { annotationsOf } from '../../action/annotations.ts';
import { finding, report } from './sample.ts';

function failing(count: number): ReturnType<typeof report> {
  return report({
    blocking: Array.from({ length: count }, (_, index) => finding({ rule: `CVE-2026-${1000 + index}` })),
  });
}

test('up to nine reasons are shown each: with the failure itself they are the ten GitHub keeps', () => {
  expect(annotationsOf([failing(9)], 'error').length).toBe(9);
});

test('more reasons than GitHub keeps end in their count', () => {
  const shown = annotationsOf([failing(40)], 'error');
  expect(shown.length).toBe(9);
  expect(shown.at(-1)).toEqual({
    level: 'error',
    title: 'More',
    message: '32 more reasons are in the job summary',
  });
});

test('warnings are at most ten', () => {
  expect(annotationsOf([failing(10)], 'warning').length).toBe(10);
  expect(annotationsOf([failing(11)], 'warning').length).toBe(10);
});

test('a passed image has none', () => {
  expect(annotationsOf([report({ findings: [finding()] })], 'warning')).toEqual([]);
});

test('what could not be looked at is shown when the verdict does not name it', () => {
  expect(annotationsOf([report({ problems: ['a file is too large'] })], 'error')).toEqual([
    { level: 'error', title: 'Not looked at', message: 'a file is too large' },
  ]);
});

test('of several platforms each says which it is of', () => {
  const arm = report({ problems: ['a file is too large'], image: { platform: 'linux/arm64' } });
  expect(annotationsOf([report({}), arm], 'error').map(({ message }) => message)).toEqual([
    'linux/arm64: a file is too large',
  ]);
});
