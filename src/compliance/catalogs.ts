import type { ComplianceResult, Finding } from '../model/scan-report.ts';
import type { Control, ControlCatalog, Decider } from './catalog.ts';
import { cisDocker } from './cis-docker.ts';

export const controlCatalogs: readonly ControlCatalog[] = [cisDocker];

export interface ComplianceInput {
  /** With their status: a waived finding still breaks a control (it is accepted, not gone), a suppressed one does not. */
  readonly findings: readonly Finding[];
  /** Rules that were really decided for this image. */
  readonly decidedRules: readonly string[];
  /** False when the scan could not look at everything. */
  readonly complete: boolean;
  /** True when the packages were matched with an advisory database. */
  readonly advisoriesMatched: boolean;
}

/** The result of every control of every catalog, sorted by catalog and control; `pass` only for what was looked at. */
export function evaluateCompliance(input: ComplianceInput): ComplianceResult[] {
  return controlCatalogs
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((catalog) =>
      catalog.controls.toSorted(byNumber).map((control) => evaluate(catalog.id, control, input)),
    );
}

interface Outcome {
  readonly result: ComplianceResult['result'];
  readonly why: string;
  readonly broken: readonly Finding[];
}

function evaluate(
  catalog: string,
  { control, title, decider }: Control,
  input: ComplianceInput,
): ComplianceResult {
  const { result, why, broken } = decide(decider, input);
  return { catalog, control, title, result, why, findings: [...new Set(broken.map(({ id }) => id))].sort() };
}

function decide(decider: Decider, input: ComplianceInput): Outcome {
  const present = input.findings.filter(({ status }) => status !== 'suppressed');
  switch (decider.by) {
    case 'rules': {
      const { rules, kind } = decider;
      const broken = present.filter((finding) => rules.includes(finding.rule) || finding.kind === kind);
      const undecided = rules.filter((rule) => !input.decidedRules.includes(rule)).join(', ');
      if (broken.length > 0) return failed(broken);
      if (undecided !== '')
        return notChecked(`the image does not hold all that ${undecided} is decided from`);
      return passed(`${rules.join(', ')} found nothing`);
    }
    case 'fixed-vulnerabilities': {
      const broken = present.filter(({ kind, fixedIn }) => kind === 'vulnerability' && fixedIn !== undefined);
      if (broken.length > 0) return failed(broken);
      if (!input.advisoriesMatched) return notChecked('the packages were not matched with advisories');
      if (!input.complete) return notChecked('the scan is not complete');
      return passed('no known vulnerability has a fix that is not installed');
    }
    case 'nothing':
      return notChecked(decider.why);
  }
}

function failed(broken: readonly Finding[]): Outcome {
  const waived = broken.filter(({ status }) => status === 'waived').length;
  const count = broken.length === 1 ? '1 finding' : `${broken.length} findings`;
  return { result: 'fail', why: waived === 0 ? count : `${count}, ${waived} waived`, broken };
}

function passed(why: string): Outcome {
  return { result: 'pass', why, broken: [] };
}

function notChecked(why: string): Outcome {
  return { result: 'not-checked', why, broken: [] };
}

/** 4.9 before 4.10. */
function byNumber(a: Control, b: Control): number {
  const [left, right] = [a, b].map(({ control }) => control.split('.').map(Number)) as [number[], number[]];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? 0);
}
