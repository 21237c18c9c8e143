import type { Examine } from './examine.ts';
import { findings } from './findings.ts';
import { ignored } from './ignored.ts';
import { imageList } from './image-list.ts';
import { runtimePolicy } from './runtime-policy.ts';
import { sbom } from './sbom.ts';
import { scan } from './scan.ts';
import { signedBy } from './signed-by.ts';
import { tagBinding } from './tag-binding.ts';
import { verdict } from './verdict.ts';

/** What is looked at for an image, in the order it is explained. */
export const imageChecks: readonly Examine[] = [
  imageList,
  signedBy,
  scan,
  findings,
  verdict,
  sbom,
  tagBinding,
  runtimePolicy,
  ignored,
];

/**
 * What is looked at for an index. It runs nothing itself: each of its images is decided when it is pulled by digest,
 * so of the index only its name has to hold.
 */
export const indexChecks: readonly Examine[] = [imageList, tagBinding, ignored];
