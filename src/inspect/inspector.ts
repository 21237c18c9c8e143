import type { FileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { FileChecksum } from '../model/file-checksum.ts';
import type { ImageConfig } from '../model/manifest.ts';
import { type OnMistake, type Part, survive } from '../model/mistake.ts';
import type { Executable, Finding, OperatingSystem, Package } from '../model/scan-report.ts';

/** What is known of an image when its findings are made. */
export interface InspectInput {
  readonly config: ImageConfig;
  readonly view: FileView;
  readonly os: OperatingSystem | null;
  readonly packages: readonly Package[];
  /** purl types of the packages that distributions bring. */
  readonly systemTypes: readonly string[];
  /** purl of the package that each file belongs to, by absolute path. */
  readonly owners: ReadonlyMap<string, string>;
  /** What package databases say of the bytes of their files. */
  readonly checksums: readonly FileChecksum[];
  readonly executables: readonly Executable[];
}

/** Every way an image is looked at; findings come in this order. */
export const inspectorNames = ['checks', 'integrity', 'secrets', 'malware'] as const;

export type InspectorName = (typeof inspectorNames)[number];

/**
 * One way to look for what is wrong in an image. A new one is a name above, a folder beside this file and a line in
 * `inspectors.ts`.
 */
export interface Inspector {
  readonly name: InspectorName;
  /** What it wants to see while layers are walked. */
  readonly readers: readonly FileReader<unknown>[];
  inspect(input: InspectInput, onMistake?: OnMistake): Inspection;
}

export interface Inspection {
  readonly findings: readonly Finding[];
  /** What was there to be looked at and could not be, one printable sentence each: then the scan is not complete. */
  readonly problems: readonly string[];
  /** Rules that could be decided: without a finding of one, the image keeps it. */
  readonly decidedRules?: readonly string[];
}

/** What the members of a family say together; one that throws is a problem, and decides nothing. */
export function inspectEach<Member>(
  members: readonly Member[],
  partOf: (member: Member) => Part,
  ask: (member: Member) => Inspection,
  onMistake?: OnMistake,
): Required<Inspection> {
  const inspections = members.map((member) =>
    survive<Inspection>(
      partOf(member),
      () => ask(member),
      (problem) => ({ findings: [], problems: [problem] }),
      onMistake,
    ),
  );
  return {
    findings: inspections.flatMap(({ findings }) => findings),
    problems: inspections.flatMap(({ problems }) => problems),
    decidedRules: inspections.flatMap(({ decidedRules }) => decidedRules ?? []),
  };
}
