import type { Inspection } from '../inspect/inspector.ts';
import type { BarePackage, Executable, OperatingSystem, Package } from '../model/scan-report.ts';

/** What can be said of an image before its packages are matched: plain JSON, the same at any time. */
export interface Inspected {
  readonly os: OperatingSystem | null;
  /** With all their files, which may still be text (`model/written.ts`). */
  readonly packages: readonly Package[];
  /** The same packages, to be matched: their files need not be there. */
  readonly barePackages: readonly BarePackage[];
  /** May still be text. */
  readonly executables: readonly Executable[];
  /** What could not be looked at while the packages were found, one sentence each. */
  readonly problems: readonly string[];
  /** What was seen then and could not be named, one sentence each. */
  readonly notes: readonly string[];
  readonly inspection: Required<Inspection>;
}
