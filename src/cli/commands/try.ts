import { relative } from 'node:path';
import { startTryOut } from '../../../registry-hook/try/try.ts';
import { printable } from '../../errors.ts';
import { toolVersion } from '../../model/version.ts';
import type { Command } from '../command.ts';
import { progressLine } from '../progress.ts';
import { untilAborted } from './gate.ts';

interface TryOptions {
  readonly listen?: string;
  readonly data: string;
  readonly once?: boolean;
}

/** `sekisho try`: the whole checkpoint on sample images, on this machine alone. */
export const tryCommand: Command = (program, context) => {
  program
    .command('try')
    .description('see it work: a gate, a registry and four sample images on this machine')
    .option('--listen <host:port>', 'where to pull from (default: 127.0.0.1:8080)')
    .option('--data <dir>', 'where everything is kept', '.sekisho')
    .option('--once', 'stop after the pulls were shown')
    .action(async (options: TryOptions) => {
      const progress = progressLine(context);
      const write = (text: string): unknown => context.stdout.write(text);
      const { gate, configuration, pulls, signing } = await startTryOut(
        { ...options, workingDirectory: context.workingDirectory, onStep: progress.show },
        { env: context.env, clock: context.clock, http: context.http, log: () => undefined },
      );
      progress.end();
      const here = (path: string): string => relative(context.workingDirectory, path) || '.';
      const behind = new URL(gate.upstream).host;
      write(`Sekisho ${toolVersion} · gate on ${gate.url} · registry behind it on ${behind}`);
      write(` · policy ${here(configuration.policyFile)}\n\n`);
      write(
        `  made 4 sample images from real npm packages, signed 3 of them with ${here(configuration.dataDirectory)}/key.key\n\n`,
      );
      const width = Math.max(...pulls.map(({ image }) => image.length));
      for (const { image, outcome, message } of pulls) {
        write(`  docker pull ${image.padEnd(width)}   ${outcome.padEnd(7)}   ${printable(message)}\n`);
      }
      const db = here(signing.database);
      write('\nNext:\n');
      const policy = here(configuration.policyFile);
      write(`  npx sekisho scan ${behind}/samples/oldcart:1.0.0 --db ${db} --policy ${policy}\n`);
      write('      see what was found (scanned behind the gate: the gate would not serve it)\n');
      write(`  npx sekisho verify ${behind}/samples/greeter:1.0.1 --policy ${policy}\n`);
      write('      see why it is denied\n');
      write(`  docker pull ${new URL(gate.url).host}/samples/greeter:1.0.0\n`);
      write('      pull it for real, if Docker is installed\n');
      write('  npx sekisho db update, then npx sekisho scan YOUR-IMAGE\n');
      write('      scan your own, with the advisories of today\n');
      write('  docs/gate.md puts the gate before your registry\n\n');
      if (options.once !== true) {
        write(
          `Stop with Ctrl-C; everything is kept in ${here(configuration.dataDirectory)}/ (delete it to start over).\n`,
        );
        await untilAborted(context.signal);
      }
      await gate.close();
    });
};
