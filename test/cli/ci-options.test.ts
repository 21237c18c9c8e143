import { Command } from 'commander';
import { expect, test } from 'vitest';
import { scanCommand } from '../../src/cli/commands/scan.ts';
import { createHttp } from '../../src/io/http.ts';
import { actionFile } from '../action/action-file.ts';
import { declaredInputs } from '../gitlab/component.ts';

/** Options that are called otherwise where `as` or `format` would say nothing. */
const renamed: Readonly<Record<string, string>> = { as: 'repository' };

/** What an option would be good for in a job, and why it is not an input. */
const leftOut: Readonly<Record<'action' | 'component', Readonly<Record<string, string>>>> = {
  action: {},
  component: {
    format: 'the reports that GitLab reads and the JSON report are always written',
    db: 'it is in the cache of the job',
  },
};

function scanOptions(): readonly string[] {
  const program = new Command();
  scanCommand(program, {
    env: {},
    stdout: process.stdout,
    stderr: process.stderr,
    clock: () => 0,
    http: createHttp(),
    workingDirectory: '.',
    exit: () => undefined,
    signal: new AbortController().signal,
  });
  const scan = program.commands.find((command) => command.name() === 'scan');
  return scan?.options.map(({ long }) => long?.slice(2) ?? '') ?? [];
}

test.each([
  ['action', () => Object.keys(actionFile().inputs)],
  ['component', () => Object.keys(declaredInputs())],
] as const)('every option of sekisho scan is an input of the %s, or it is known why not', (where, inputs) => {
  const options = scanOptions();
  expect(options.length).toBeGreaterThan(10);
  const known = inputs();
  const missing = options
    .filter((option) => !(option in leftOut[where]))
    .filter((option) => !known.includes(renamed[option] ?? option));
  expect(missing).toEqual([]);
});
