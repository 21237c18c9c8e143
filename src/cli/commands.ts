import type { Command } from './command.ts';

/** A command that is loaded when it is asked for: a scan should not wait for the gate. */
export interface CommandEntry {
  /** First word of the command line. */
  readonly name: string;
  readonly load: () => Promise<Command>;
}

/** The command line, in the order of --help. */
export const commands: readonly CommandEntry[] = [
  { name: 'scan', load: async () => (await import('./commands/scan.ts')).scanCommand },
  { name: 'attest', load: async () => (await import('./commands/attest.ts')).attestCommand },
  { name: 'verify', load: async () => (await import('./commands/verify.ts')).verifyCommand },
  { name: 'runtime', load: async () => (await import('./commands/runtime.ts')).runtimeCommand },
  { name: 'base', load: async () => (await import('./commands/base.ts')).baseCommand },
  { name: 'db', load: async () => (await import('./commands/db.ts')).databaseCommand },
  { name: 'keygen', load: async () => (await import('./commands/keygen.ts')).keygenCommand },
  { name: 'gate', load: async () => (await import('./commands/gate.ts')).gateCommand },
  { name: 'try', load: async () => (await import('./commands/try.ts')).tryCommand },
];
