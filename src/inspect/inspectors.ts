import type { OnMistake } from '../model/mistake.ts';
import { noTimings, type Timings } from '../model/timings.ts';
import { checksInspector } from './checks/checks.ts';
import {
  type InspectInput,
  type Inspection,
  type Inspector,
  type InspectorName,
  inspectEach,
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

export interface InspectOptions {
  readonly timings?: Timings;
  readonly onMistake?: OnMistake;
}

/** What these inspectors found; one that throws is a problem of its own. */
export function inspect(
  input: InspectInput,
  chosen: readonly Inspector[] = inspectorsOf(inspectorNames),
  { timings = noTimings, onMistake }: InspectOptions = {},
): Required<Inspection> {
  return inspectEach(
    chosen,
    ({ name }) => ({ name: `the part ${name} of the scan`, lost: 'what it would have found is unknown' }),
    (inspector) => {
      const inspected = timings.start(inspector.name);
      const inspection = inspector.inspect(input, onMistake);
      inspected(`${inspection.findings.length} findings`);
      return inspection;
    },
    onMistake,
  );
}
