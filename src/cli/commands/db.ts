import { describeImport } from '../../advisories/describe.ts';
import { importAdvisories } from '../../advisories/import.ts';
import { openAdvisories } from '../../advisories/open.ts';
import { databasePath } from '../../advisories/path.ts';
import { updateAdvisories } from '../../advisories/update.ts';
import { formatDuration, parseTime } from '../../model/time.ts';
import type { Command } from '../command.ts';
import { listArgument } from '../options.ts';
import { progressLine } from '../progress.ts';

interface DatabaseOptions {
  readonly db?: string;
}

/** Where OSV publishes its bulk exports (google.github.io/osv.dev/data, "Data dumps"). */
const publicExport = 'https://osv-vulnerabilities.storage.googleapis.com';

interface UpdateOptions extends DatabaseOptions {
  readonly from?: string;
  readonly kev?: string;
  readonly ecosystem?: readonly string[];
}

/** `sekisho db …`: the vulnerability database. */
export const databaseCommand: Command = (program, context) => {
  const database = program.command('db').description('the vulnerability database');
  const pathOf = (options: DatabaseOptions): string => options.db ?? databasePath(context.env);

  database
    .command('update')
    .description('fetch OSV bulk exports (ECOSYSTEM/all.zip below an address) and import what is new')
    .option('--from <url>', `base address (default: SEKISHO_DB_URL, else ${publicExport})`)
    .option('--kev <url>', 'also the CISA catalogue of known exploited vulnerabilities, at this address')
    .option('--ecosystem <name>', 'only this ecosystem; may be repeated', listArgument)
    .option('--db <file>', 'the database file (default: in the cache folder)')
    .action(async (options: UpdateOptions) => {
      const progress = progressLine(context);
      try {
        const summary = await updateAdvisories({
          baseUrl: options.from ?? (context.env.SEKISHO_DB_URL || publicExport),
          ...(options.kev === undefined ? {} : { knownExploitedUrl: options.kev }),
          into: pathOf(options),
          ...(options.ecosystem === undefined ? {} : { ecosystems: options.ecosystem }),
          http: context.http,
          now: context.clock(),
          onProgress: progress.show,
          signal: context.signal,
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
    .option('--db <file>', 'the database file (default: in the cache folder)')
    .action(async (paths: string[], options: DatabaseOptions) => {
      const progress = progressLine(context);
      try {
        const summary = await importAdvisories({
          paths,
          into: pathOf(options),
          now: context.clock(),
          onProgress: progress.show,
          signal: context.signal,
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
    .option('--db <file>', 'the database file (default: in the cache folder)')
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
        const width = (texts: readonly unknown[]): number =>
          Math.max(...texts.map((text) => `${text}`.length));
        const nameWidth = width(info.ecosystems.map(({ name }) => name));
        const advisoriesWidth = width(info.ecosystems.map(({ advisories }) => advisories));
        const packagesWidth = width(info.ecosystems.map(({ packages }) => packages));
        for (const { name, advisories, packages } of info.ecosystems) {
          const counts = `${`${advisories}`.padStart(advisoriesWidth)} advisories  ${`${packages}`.padStart(packagesWidth)} packages`;
          context.stdout.write(`${name.padEnd(nameWidth)}  ${counts}\n`);
        }
      } finally {
        opened.close();
      }
    });
};
