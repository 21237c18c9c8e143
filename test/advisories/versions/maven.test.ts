import { maven } from '../../../src/advisories/versions/maven.ts';
import { testValid, testVectors } from '../support/laws.ts';
import { vectorsOf } from '../support/vectors.ts';

/** maven.apache.org/pom.html, "Version Order Specification", each rule by an example. */
testVectors(maven, [
  ['1-1.foo-bar1baz-.1', '=', '1-1.foo-bar-1-baz-0.1'],
  ['1.0.0', '=', '1'],
  ['1.ga', '=', '1'],
  ['1.final', '=', '1.0'],
  ['1-0.RELEASE', '=', '1'],
  ['1.0.0-foo.0.0', '=', '1-foo'],
  ['1.0.0-0.0.0', '=', '1'],
  ['1-alpha', '<', '1-beta'],
  ['1-beta', '<', '1-milestone'],
  ['1-milestone', '<', '1-rc'],
  ['1-rc', '<', '1-SNAPSHOT'],
  ['1-SNAPSHOT', '<', '1'],
  ['1', '<', '1-sp'],
  ['1-sp', '<', '1-abc'],
  ['1-abc', '<', '1-xyz'],
  ['1-xyz', '<', '1-1'],
  ['1-1', '<', '1.1'],
  ['1.foo', '=', '1-foo'],
  ['1-a1', '=', '1-alpha-1'],
  ['1-a', '>', '1'],
  ['2.13.4.2', '>', '2.13.4'],
  ['5.3.0.RELEASE', '<', '5.3.1'],
  ['31.1-jre', '<', '32.0.0-android'],
  ['1.0.0.Final', '=', '1'],
  ['1.0.x', '>', '1'],
  ['1.0.x', '<', '1-1'],
]);

testVectors(maven, vectorsOf('maven-versions.txt'));

/** Maven's order goes round in a circle where zeros stand before a qualifier; ours does not. */
const inTheCircle = '2.0.a < 2.0.0.a';
testVectors(
  maven,
  vectorsOf('maven-compare.txt').filter((vector) => vector.join(' ') !== inTheCircle),
);

testValid(
  maven,
  ['1', '1.0-SNAPSHOT', '2.0.0.Final', 'r03', '20040616', '1.0_01', 'v1-rev20', '1.0.0-2023-01-01T10.11.12Z'],
  ['', ' ', '[1.0,2.0)', '1.0 beta', '1,2', '-', '.'],
);
