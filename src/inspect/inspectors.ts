import { noTimings, type Timings } from '../model/timings.ts';
import { checksInspector } from './checks/checks.ts';
import {
  type InspectInput,
  type Inspection,
  type Inspector,
  type InspectorName,
  inspectorNames,
} from './inspector.ts';
import { integrityInspector } from './integrity/integrity.ts';
import { malwareInspector } from './malware/malware.ts';
import { secretsInspector } from './secrets/secrets.ts';

const byName: Readonly<Record<InspectorName, Inspector>> = {
  checks: checksInspector,
  integrity: integrityInspector,
  secrets: secretsInspector,
  malware: malwareInspector,
};

/** The inspectors of these names. */
export function inspectorsOf(names: readonly InspectorName[]): readonly Inspector[] {
  return names.map((name) => byName[name]);
}

/** What these inspectors found. */
export function inspect(
  input: InspectInput,
  chosen: readonly Inspector[] = inspectorsOf(inspectorNames),
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
