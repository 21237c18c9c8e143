import { accountReaders } from '../../image/accounts.ts';
import type { Finding } from '../../model/scan-report.ts';
import type { Inspector } from '../inspector.ts';
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

/** The findings of all checks. No finding of a rule is good news only when `decidedRules` names the rule. */
export function runChecks(input: CheckInput): Finding[] {
  return checks.flatMap((check) => check.run(input));
}

/** Rules for which the image holds all that they are decided from: without a finding, it keeps them. */
export function decidedRules(input: CheckInput): string[] {
  return checks.filter((check) => check.isDecidable(input)).map(({ rule }) => rule);
}

/** What the checks needed and could not read, one printable sentence each: with one of them a scan is not complete. */
export function checkProblems(input: CheckInput): string[] {
  return checks.flatMap((check) => check.problems?.(input) ?? []);
}

/** The checks, as one of the ways an image is looked at. */
export const checksInspector: Inspector = {
  name: 'checks',
  readers: [...accountReaders, ...checks.flatMap(({ readers }) => readers ?? [])],
  inspect: (input) => ({
    findings: runChecks(input),
    problems: checkProblems(input),
    decidedRules: decidedRules(input),
  }),
};
