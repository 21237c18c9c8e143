import { accountReaders } from '../../image/accounts.ts';
import type { OnMistake } from '../../model/mistake.ts';
import { type Inspection, type Inspector, inspectEach } from '../inspector.ts';
import { addInstruction } from './add-instruction.ts';
import { buildLeftovers } from './build-leftovers.ts';
import type { Check, CheckInput } from './check.ts';
import { duplicateIds } from './duplicate-ids.ts';
import { fileCapabilities } from './file-capabilities.ts';
import { healthcheck } from './healthcheck.ts';
import { indexUpdate } from './index-update.ts';
import { packageCaches } from './package-caches.ts';
import { emptyPasswords, passwordsInImage } from './passwords.ts';
import { rootUser } from './root-user.ts';
import { secretVariables } from './secret-variables.ts';
import { setuidFiles } from './setuid-files.ts';
import { unknownUser } from './unknown-user.ts';
import { worldWritableExecutables, worldWritableSystemFiles } from './world-writable.ts';

/** Every check: those of the CIS benchmark in the order of their rules, then ours; findings come in this order. */
export const checks: readonly Check[] = [
  rootUser,
  healthcheck,
  indexUpdate,
  setuidFiles,
  addInstruction,
  secretVariables,
  fileCapabilities,
  unknownUser,
  worldWritableExecutables,
  worldWritableSystemFiles,
  emptyPasswords,
  passwordsInImage,
  duplicateIds,
  packageCaches,
  buildLeftovers,
];

/**
 * What all checks say. No finding of a rule is good news only when `decidedRules` names it: then the image holds all that
 * the rule is decided from.
 */
export function runChecks(input: CheckInput, onMistake?: OnMistake): Required<Inspection> {
  return inspectEach(
    checks,
    ({ rule }) => ({ name: `the check ${rule}`, lost: 'nobody knows if the image keeps that rule' }),
    (check) => ({
      findings: check.run(input),
      problems: check.problems?.(input) ?? [],
      decidedRules: check.isDecidable(input) ? [check.rule] : [],
    }),
    onMistake,
  );
}

/** The checks, as one of the ways an image is looked at. */
export const checksInspector: Inspector = {
  name: 'checks',
  readers: [...accountReaders, ...checks.flatMap(({ readers }) => readers ?? [])],
  inspect: runChecks,
};
