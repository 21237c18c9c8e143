import { fileDigestReader } from '../../image/file-digests.ts';
import { type Inspector, inspectEach } from '../inspector.ts';
import { missing } from './missing.ts';
import { modified } from './modified.ts';
import type { IntegrityRule } from './rule.ts';
import { unownedExecutables } from './unowned-executables.ts';

/** Every way in which an image can differ from what its packages brought. */
export const integrityRules: readonly IntegrityRule[] = [modified, missing, unownedExecutables];

/** Compares the files of the image with what the package databases in it say of them. */
export const integrityInspector: Inspector = {
  name: 'integrity',
  readers: [fileDigestReader],
  inspect(input, onMistake) {
    const digests = new Map(
      input.view.facts(fileDigestReader).map(({ path, fact }) => [`/${path}`, fact] as const),
    );
    return inspectEach(
      integrityRules,
      ({ rule }) => ({ name: `the rule ${rule}`, lost: 'what it would have found is unknown' }),
      (rule) => rule.inspect({ ...input, digests }),
      onMistake,
    );
  },
};
