import { fault } from '../errors.ts';
import type { ReportWriter } from './writer.ts';

/** A writer that is loaded when its format is asked for: none should wait for the others. */
export interface WriterEntry {
  /** As in `--format NAME`. */
  readonly name: string;
  readonly load: () => Promise<ReportWriter>;
}

export const writers: readonly WriterEntry[] = [
  { name: 'table', load: async () => (await import('./table.ts')).table },
  { name: 'json', load: async () => (await import('./json.ts')).json },
  { name: 'gitlab', load: async () => (await import('./gitlab.ts')).gitlab },
];

/** The writer of a format. @throws USAGE */
export async function writerOf(name: string): Promise<ReportWriter> {
  const entry = writers.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry.load();
  const known = writers.map((candidate) => candidate.name).join(', ');
  throw fault('USAGE', { problem: `no report format is called ${name}; known formats: ${known}` });
}
