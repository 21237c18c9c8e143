import { fault } from '../errors.ts';
import { type InspectorName, inspectorNames } from '../inspect/inspector.ts';

/** What a scan can be narrowed to. Packages are always found: the rest is said of them. */
export const scanParts: readonly string[] = ['packages', 'vulnerabilities', 'executables', ...inspectorNames];

/** The parts of one scan. */
export interface Parts {
  /** As they are named in the report, sorted; undefined for all of them. */
  readonly only: readonly string[] | undefined;
  readonly matched: boolean;
  /** Whether executables are listed: inspectors need them. */
  readonly executables: boolean;
  readonly inspectors: readonly InspectorName[];
}

/** @param only names of `scanParts`; undefined for all. @throws USAGE for another name */
export function partsOf(only: readonly string[] | undefined): Parts {
  const unknown = only?.find((name) => !scanParts.includes(name));
  if (unknown !== undefined) {
    throw fault('USAGE', {
      problem: `${unknown} is no part of a scan: choose among ${scanParts.join(', ')}`,
    });
  }
  const has = (name: string): boolean => only === undefined || only.includes(name);
  const inspectors = inspectorNames.filter(has);
  return {
    only: only === undefined ? undefined : [...new Set(['packages', ...only])].sort(),
    matched: has('vulnerabilities'),
    executables: has('executables') || inspectors.length > 0,
    inspectors,
  };
}
