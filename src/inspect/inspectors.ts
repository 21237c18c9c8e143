import { noTimings, type Timings } from '../model/timings.ts';
import { checksInspector } from './checks/checks.ts';
import type { InspectInput, Inspection, Inspector } from './inspector.ts';
import { integrityInspector } from './integrity/integrity.ts';
import { malwareInspector } from './malware/malware.ts';
import { secretsInspector } from './secrets/secrets.ts';

/** Every way an image is looked at; findings come in this order. */
export const inspectors: readonly Inspector[] = [
  checksInspector,
  integrityInspector,
  secretsInspector,
  malwareInspector,
];

/** What these inspectors found. */
export function inspect(
  input: InspectInput,
  chosen: readonly Inspector[] = inspectors,
  timings: Timings = noTimings,
): Required<Inspection> {
  const inspections = chosen.map((inspector) => {
    const inspected = timings.start(inspector.name);
    const inspection = inspector.inspect(input);
    inspected(`${inspection.findings.length} findings`);
    return inspection;
  });
  return {
    findings: inspections.flatMap(({ findings }) => findings),
    problems: inspections.flatMap(({ problems }) => problems),
    decidedRules: inspections.flatMap(({ decidedRules }) => decidedRules ?? []),
  };
}
