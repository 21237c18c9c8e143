import { dotted } from '../../../src/advisories/versions/dotted.ts';
import { testValid, testVectors } from '../support/laws.ts';
import { vectorsOf } from '../support/vectors.ts';

testVectors(dotted, [
  ['1.0', '<', '1.0.0'],
  ['1.0-1', '=', '1.0.1'],
  ['1.9', '<', '1.10'],
]);

testVectors(dotted, [...vectorsOf('cran-versions.txt'), ...vectorsOf('hackage-versions.txt')]);

testValid(dotted, ['1', '1.0-1', '0.1.0.0'], ['', '1.0a', '1.', '-1', '1..2']);
