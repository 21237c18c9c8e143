import { CommanderError, Command as Program } from 'commander';
import { fault, isFault, printable, reasonOf, stackOf } from '../errors.ts';
import { createHttp } from '../io/http.ts';
import { systemClock } from '../model/time.ts';
import { toolVersion } from '../model/version.ts';
import type { CommandContext } from './command.ts';
import { commands } from './commands.ts';
import { refuseEmptyValues } from './empty-values.ts';

/**
 * Runs the command line; returns the exit code: 0 done and acceptable, 1 the policy says no, 2 wrong usage or
 * configuration, 3 could not be completed.
 */
export async function main(args: readonly string[]): Promise<number> {
  let code: 0 | 1 | 2 | 3 = 0;
  const http = createHttp({ environment: process.env });
  // `sekisho scan … | head`: who stopped reading wants no stack trace. The answer was not delivered, so it is not 0.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      report(fault('FILE_UNWRITABLE', { path: 'standard output', reason: reasonOf(error) }), false);
    }
    process.exit(3);
  });
  const abort = new AbortController();
  const interrupt = (): void => abort.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    const context: CommandContext = {
      env: process.env,
      workingDirectory: process.cwd(),
      clock: systemClock(process.env),
      http,
      stdout: process.stdout,
      stderr: process.stderr,
      signal: abort.signal,
      debug: args.includes('--debug'),
      exit: (decided) => {
        code = decided;
      },
    };
    // Help, and a first word that is no command, need to know all of them.
    const named = commands.filter(({ name }) => name === args.find((word) => !word.startsWith('-')));
    const program = new Program('sekisho')
      .description('A checkpoint for container images: scan, sign, gate, and the runtime policy.')
      .version(toolVersion)
      .exitOverride()
      .showSuggestionAfterError()
      .showHelpAfterError(`  see ${['sekisho', ...named.map(({ name }) => name)].join(' ')} --help`)
      .configureHelp({ showGlobalOptions: true })
      .configureOutput({ writeErr: (text) => process.stderr.write(text) })
      .option('--debug', 'show where an error came from, and how long each stage of a scan takes')
      .hook('preAction', (_, command) => refuseEmptyValues(command));
    const wanted = args[0] === '--version' || args[0] === '-V' ? [] : named.length === 0 ? commands : named;
    for (const { load } of wanted) (await load())(program, context);
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // What stops at a signal throws the signal's reason; a Fault says more, as how much was published until then.
    const stopped = abort.signal.aborted && !isFault(error);
    return report(stopped ? fault('INTERRUPTED', {}, { cause: error }) : error, args.includes('--debug'));
  } finally {
    http.close();
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
}

function report(error: unknown, debug: boolean): number {
  // Commander has printed its own sentence; help and version are not errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isFault(error)) {
    process.stderr.write(`${error.message}\n  ${error.remedy}\n`);
  } else {
    process.stderr.write(
      `unexpected error: ${printable(reasonOf(error))}\n  run again with --debug and report what it prints\n`,
    );
  }
  if (debug) process.stderr.write(`${stackOf(error)}\n`);
  return isFault(error) ? error.exitCode : 3;
}
