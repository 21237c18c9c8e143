import { describeImport } from '../../advisories/describe.ts';
import { importAdvisories } from '../../advisories/import.ts';
import { openAdvisories } from '../../advisories/open.ts';
import { databasePath } from '../../advisories/path.ts';
import { updateAdvisories } from '../../advisories/update.ts';
import { fault } from '../../errors.ts';
import { formatDuration, parseTime } from '../../model/time.ts';
import type { Command } from '../command.ts';
import { listArgument } from '../options.ts';
import { progressLine } from '../progress.ts';

interface DatabaseOptions {
  readonly db?: string;
}

interface UpdateOptions extends DatabaseOptions {
  readonly from?: string;
  readonly ecosystem?: readonly string[];
}

/** `sekisho db …`: the vulnerability database. */
export const databaseCommand: Command = (program, context) => {
  const database = program.command('db').description('the vulnerability database');
  const pathOf = (options: DatabaseOptions): string => options.db ?? databasePath(context.env);

  database
    .command('update')
    .description('fetch OSV bulk exports (ECOSYSTEM/all.zip below an address) and import what is new')
    .option('--from <url>', 'base address (default: SEKISHO_DB_URL)')
    .option('--ecosystem <name>', 'only this ecosystem; may be repeated', listArgument)
    .option('--db <file>', 'the database file')
    .action(async (options: UpdateOptions) => {
      const baseUrl = options.from ?? context.env.SEKISHO_DB_URL;
      if (baseUrl === undefined) {
        throw fault('USAGE', { problem: 'where to update from is missing: --from URL, or SEKISHO_DB_URL' });
      }
      const progress = progressLine(context);
      try {
        const summary = await updateAdvisories({
          baseUrl,
          into: pathOf(options),
          ...(options.ecosystem === undefined ? {} : { ecosystems: options.ecosystem }),
          http: context.http,
          now: context.clock(),
          onProgress: progress.show,
        });
        progress.end();
        context.stdout.write(`${describeImport(summary)}\n`);
      } finally {
        progress.end();
      }
    });

  database
    .command('import <path...>')
    .description('import OSV bulk exports, folders of them, single OSV records, or the CISA KEV catalogue')
    .option('--db <file>', 'the database file')
    .action(async (paths: string[], options: DatabaseOptions) => {
      const progress = progressLine(context);
      try {
        const summary = await importAdvisories({
          paths,
          into: pathOf(options),
          now: context.clock(),
          onProgress: progress.show,
        });
        progress.end();
        context.stdout.write(`${describeImport(summary)}\n`);
      } finally {
        progress.end();
      }
    });

  database
    .command('info')
    .description('what is in the database and how old it is')
    .option('--db <file>', 'the database file')
    .option('--json', 'as JSON')
    .action((options: DatabaseOptions & { json?: boolean }) => {
      const opened = openAdvisories(pathOf(options));
      try {
        const { info } = opened;
        if (options.json === true) {
          context.stdout.write(`${JSON.stringify(info, null, 2)}\n`);
          return;
        }
        const age = formatDuration(context.clock() - parseTime(info.builtAt));
        context.stdout.write(`${info.path}\n`);
        context.stdout.write(
          `built      ${info.builtAt} (${age} ago), newest record ${info.newestRecordAt}\n`,
        );
        context.stdout.write(`digest     ${info.digest}\n`);
        context.stdout.write(
          `exploited  ${info.knownExploited} advisories marked as known to be exploited\n`,
        );
        for (const { name, advisories, packages } of info.ecosystems) {
          context.stdout.write(`${name.padEnd(20)} ${advisories} advisories, ${packages} packages\n`);
        }
      } finally {
        opened.close();
      }
    });
};
