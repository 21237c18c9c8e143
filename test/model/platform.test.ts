import { describe, expect, test } from 'vitest';
import { formatPlatform, parsePlatform, platformMatches } from '../../src/model/platform.ts';

describe('an architecture', () => {
  test.each([
    ['linux/x86_64', 'linux/amd64'],
    ['linux/aarch64/v8', 'linux/arm64'],
    ['linux/arm/v7', 'linux/arm/v7'],
    ['linux/constructor', 'linux/constructor'],
    ['linux/__proto__', 'linux/__proto__'],
  ])('has one name, whatever it is called: %s', (text, name) => {
    expect(formatPlatform(parsePlatform(text))).toBe(name);
  });

  test('that an image made up is no other', () => {
    const [a, b] = ['constructor', 'tostring'].map((architecture) => ({ os: 'linux', architecture }));
    expect(a !== undefined && b !== undefined && platformMatches(a, b)).toBe(false);
  });
});
