import { rubygems } from '../../../src/advisories/versions/rubygems.ts';
import { testValid, testVectors } from '../support/laws.ts';
import { vectorsOf } from '../support/vectors.ts';

/** The documentation of Gem::Version, each rule by an example. */
testVectors(rubygems, [
  ['1.0', '=', '1'],
  ['1.9', '<', '1.10'],
  ['1.0.a', '<', '1.0'],
  ['1.0.a', '=', '1.a'],
  ['1.0.rc1', '<', '1.0.rc2'],
  ['1.0.rc1', '=', '1.0.rc.1'],
  ['1.0.rc9', '<', '1.0.rc10'],
  ['1.0.a', '<', '1.0.b'],
  ['1.0.A', '<', '1.0.a'],
  ['1.0-1', '=', '1.0.pre.1'],
  ['1.0-1', '<', '1.0'],
  ['1.0.a.0', '=', '1.0.a'],
  ['7.1.a', '<', '7.1.0.beta1'],
]);

testVectors(rubygems, vectorsOf('rubygems-versions.txt'));

testValid(
  rubygems,
  ['1', '1.2.3', '1.0.0.rc1', '2.0.0-x86', '7.1.a', ' 1.0 '],
  ['', 'a', '1.0_1', 'v1.0', '1..0', '1.0.', '>= 1.0', '1.0 beta'],
);
