import { pep440 } from '../../../src/advisories/versions/pep440.ts';
import { testValid, testVectors } from '../support/laws.ts';
import { vectorsOf } from '../support/vectors.ts';

/** PEP 440, each rule by an example. */
testVectors(pep440, [
  ['1!0.1', '>', '2024.1'],
  ['0!1.0', '=', '1.0'],
  ['1.0', '=', '1.0.0'],
  ['1.1', '<', '1.10'],
  ['1.0.dev1', '<', '1.0a1'],
  ['1.0a1.dev1', '<', '1.0a1'],
  ['1.0a2', '<', '1.0b1'],
  ['1.0b2', '<', '1.0rc1'],
  ['1.0rc1', '<', '1.0'],
  ['1.0', '<', '1.0.post1'],
  ['1.0.post1.dev1', '<', '1.0.post1'],
  ['1.0.post1.dev1', '>', '1.0'],
  ['1.0a1.post1', '>', '1.0a1'],
  ['1.0', '<', '1.0+local'],
  ['1.0+local', '<', '1.0.post1'],
  ['1.0+abc', '<', '1.0+5'],
  ['1.0+1', '<', '1.0+1.1'],
  ['1.0+ubuntu-1', '=', '1.0+ubuntu.1'],
  ['1.0-1', '=', '1.0.post1'],
  ['1.0.post', '=', '1.0.post0'],
  ['1.0alpha1', '=', '1.0a1'],
  ['1.0-preview_1', '=', '1.0rc1'],
  ['v1.0', '=', '1.0'],
  [' 1.0RC1 ', '=', '1.0rc1'],
  ['1.0.rev3', '=', '1.0.post3'],
]);

testVectors(pep440, vectorsOf('pypi-versions.txt'));

testValid(
  pep440,
  ['1', '1.0', '2024.12.1', '1!2.0', '1.0a1', '1.0.post1.dev2+abc.1', '0.0.0', 'V1.0', '1.0-r4'],
  ['', 'latest', '1.0-p1', '1.x', '1..0', '1.0+', '1.0+a..b', '0.3.2d', '1!', '==1.0'],
);
