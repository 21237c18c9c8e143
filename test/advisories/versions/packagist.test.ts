import { packagist } from '../../../src/advisories/versions/packagist.ts';
import { testValid, testVectors } from '../support/laws.ts';
import { vectorsOf } from '../support/vectors.ts';

/** composer/semver and php.net/version_compare, each rule by an example. */
testVectors(packagist, [
  ['v1.0', '=', '1.0.0.0'],
  ['1.0.1', '>', '1.0-patch1'],
  ['1.0-dev', '<', '1.0-alpha'],
  ['1.0-alpha1', '<', '1.0-beta1'],
  ['1.0-b1', '=', '1.0.0-beta1'],
  ['1.0-beta9', '<', '1.0-beta10'],
  ['1.0-RC1', '>', '1.0-beta10'],
  ['1.0-rc1', '<', '1.0'],
  ['1.0', '<', '1.0-pl1'],
  ['1.0-stable', '=', '1.0'],
  ['1.x-dev', '>', '1.999'],
  ['1.x-dev', '<', '2.0'],
  ['1.0.0+build', '=', '1.0.0'],
  ['dev-main', '<', '0.0.1-dev'],
]);

/**
 * Those of PHP alone: Composer takes 1.0 for 1.0.0, and no version has a number sign, which to PHP is any number.
 */
const ofPhp = /^1\.0\.0 > 1\.0$|#/;
testVectors(
  packagist,
  vectorsOf('packagist-versions.txt').filter((vector) => !ofPhp.test(vector.join(' '))),
);

testValid(
  packagist,
  ['1', 'v5.4.0', '1.0.0-beta2', '2.x-dev', '1.0.0.0-patch1', '20240101', '1.0.*', '1.0+no-dev'],
  ['', 'dev-main', 'main', '1.0 || 2.0', '^1.0', '1.2.3.#'],
);
