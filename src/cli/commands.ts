import type { Command } from './command.ts';
import { attestCommand } from './commands/attest.ts';
import { databaseCommand } from './commands/db.ts';
import { gateCommand } from './commands/gate.ts';
import { keygenCommand } from './commands/keygen.ts';
import { runtimeCommand } from './commands/runtime.ts';
import { scanCommand } from './commands/scan.ts';
import { tryCommand } from './commands/try.ts';
import { verifyCommand } from './commands/verify.ts';

/** The command line, in the order of --help. */
export const commands: readonly Command[] = [
  scanCommand,
  attestCommand,
  verifyCommand,
  runtimeCommand,
  databaseCommand,
  keygenCommand,
  gateCommand,
  tryCommand,
];
