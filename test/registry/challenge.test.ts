import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChallenges } from '../../src/registry/challenge.ts';

function plain(header: string) {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('WWW-Authenticate', () => {
  test.each([
    [
      'quoted commas',
      'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:a/b:pull,push"',
      [
        [
          'bearer',
          {
            realm: 'https://auth.example/token',
            service: 'registry.example',
            scope: 'repository:a/b:pull,push',
          },
        ],
      ],
    ],
    ['a bare value', 'BASIC Realm=x', [['basic', { realm: 'x' }]]],
    ['spaces around', 'Bearer  realm = "x" , service= y', [['bearer', { realm: 'x', service: 'y' }]]],
    ['escapes', 'Basic realm="say \\"hi\\" \\\\"', [['basic', { realm: 'say "hi" \\' }]]],
    [
      'several challenges',
      'Negotiate, Basic realm="x", Bearer realm="y",service=z',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
        ['bearer', { realm: 'y', service: 'z' }],
      ],
    ],
    [
      'a bare token after the scheme',
      'Negotiate YWJj==, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    ['a parameter given twice', 'Bearer realm="first",realm="second"', [['bearer', { realm: 'first' }]]],
    ['a scheme alone', 'Basic', [['basic', {}]]],
  ])('is read with %s', (_, header, expected) => {
    expect(plain(header)).toEqual(expected);
  });

  test.each([
    ['', []],
    [',,, ,', []],
    ['"Bearer" realm="x"', []],
    ['Bearer realm="never closed', [['bearer', {}]]],
    [
      'Bearer realm="a" garbage=(',
      [
        ['bearer', { realm: 'a' }],
        ['garbage', {}],
      ],
    ],
  ])('gives no more than what is well-formed: %j', (header, expected) => {
    const found = plain(header);
    expect(found.slice(0, 1)).toEqual(expected.slice(0, 1));
    expect(found.flatMap(([, parameters]) => Object.keys(parameters as object))).not.toContain('garbage');
  });

  test('of any form is read to an end', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (header) => {
        expect(parseChallenges(header).length).toBeLessThanOrEqual(header.length);
      }),
    );
  });

  test('gives back every parameter that was written', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const value = fc.stringMatching(/^[ -~]{0,20}$/);
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }), (parameters) => {
        const written = Object.entries(parameters).map(
          ([key, text]) => `${key}="${text.replace(/["\\]/g, '\\$&')}"`,
        );
        expect(plain(`Bearer ${written.join(',')}`)).toEqual([['bearer', parameters]]);
      }),
    );
  });
});
