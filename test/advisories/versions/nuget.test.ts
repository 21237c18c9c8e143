import { nuget } from '../../../src/advisories/versions/nuget.ts';
import { testValid, testVectors } from '../support/laws.ts';
import { vectorsOf } from '../support/vectors.ts';

/** learn.microsoft.com/nuget/concepts/package-versioning, each rule by an example. */
testVectors(nuget, [
  ['1.0', '=', '1.0.0.0'],
  ['1.00', '=', '1.0'],
  ['1.0.0.1', '>', '1.0.0'],
  ['1.0.0-alpha', '<', '1.0.0'],
  ['1.0.0-Alpha', '=', '1.0.0-alpha'],
  ['1.0.0-alpha.2', '<', '1.0.0-alpha.11'],
  ['1.0.0-1', '<', '1.0.0-a'],
  ['1.0.0-alpha', '<', '1.0.0-alpha.1'],
  ['1.0.0+a', '=', '1.0.0+b'],
  ['1.0.0.1-rc', '>', '1.0.0'],
]);

testVectors(nuget, vectorsOf('nuget-versions.txt'));

testValid(
  nuget,
  ['1', '1.0', '1.2.3.4', '1.0.0-preview.7.24405.7', '6.0.0-rc.2+sha.abc', 'v1.0.0'],
  ['', '1.2.3.4.5', '1.x', '1.0-', '1.0-a..b', '[1.0]', 'latest'],
);
