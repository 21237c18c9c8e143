import { pub } from '../../../src/advisories/versions/pub.ts';
import { testValid, testVectors } from '../support/laws.ts';
import { vectorsOf } from '../support/vectors.ts';

testVectors(pub, [
  ['1.0.0+1', '>', '1.0.0'],
  ['1.0.0+2', '<', '1.0.0+10'],
  ['1.0.0+1', '<', '1.0.0+a'],
  ['1.0.0-rc+9', '<', '1.0.0'],
]);

testVectors(pub, vectorsOf('pub-versions.txt'));

testValid(pub, ['1.0.0', '1.0.0+1', '0.0.1-dev'], ['', 'any', '^1.0.0']);
