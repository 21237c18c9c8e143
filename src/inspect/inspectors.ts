import type { FileReader } from '../image/file-reader.ts';
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

/** What a walk has to see for `inspect`, each reader once. */
export function inspectorReaders(): readonly FileReader<unknown>[] {
  return [...new Set(inspectors.flatMap(({ readers }) => readers))];
}

/** What all inspectors found. */
export function inspect(input: InspectInput, timings: Timings = noTimings): Required<Inspection> {
  const inspections = inspectors.map((inspector) => {
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
