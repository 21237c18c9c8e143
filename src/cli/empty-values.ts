import type { Command as Program } from 'commander';
import { fault } from '../errors.ts';

/**
 * Refuses what was given and is empty: in a script it is a variable that was never set, and to leave an option out is
 * not the same as to ask for nothing.
 * @throws USAGE
 */
export function refuseEmptyValues(command: Program): void {
  for (const [index, text] of command.args.entries()) {
    if (text === '') throw empty(command.registeredArguments[index]?.name() ?? 'an argument');
  }
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    const values = Array.isArray(value) ? value : [value];
    if (values.includes('')) throw empty(option.long ?? option.flags);
  }
}

function empty(name: string): Error {
  return fault('USAGE', { problem: `${name} is empty: write a value, or leave it out` });
}
