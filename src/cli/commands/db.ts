import type { DatabaseInfo } from '../../advisories/database.ts';
import { describeImport, describeInfo } from '../../advisories/describe.ts';
import { importAdvisories } from '../../advisories/import.ts';
import { readDatabaseInfo } from '../../advisories/open.ts';
import { databasePath } from '../../advisories/path.ts';
import { updateAdvisories } from '../../advisories/update.ts';
import { fault, isFault } from '../../errors.ts';
import type { Reference } from '../../model/reference.ts';
import { formatDuration, parseTime } from '../../model/time.ts';
import { openRepository } from '../../registry/client.ts';
import { dockerCredentials } from '../../registry/credentials.ts';
import type { Repository } from '../../registry/repository.ts';
import type { Command, CommandContext } from '../command.ts';
import { listArgument, registryForm, registryReference, withRegistryOption } from '../options.ts';
import { progressLine } from '../progress.ts';

interface DatabaseOptions {
  readonly db?: string;
}

/** Where OSV publishes its bulk exports (google.github.io/osv.dev/data, "Data dumps"). */
const publicExport = 'https://osv-vulnerabilities.storage.googleapis.com';

interface UpdateOptions extends DatabaseOptions {
  readonly from?: string;
  readonly kev?: string;
  readonly epss?: string;
  readonly ecosystem?: readonly string[];
  readonly strict?: boolean;
}

interface RegistryOptions extends DatabaseOptions {
  readonly plainHttp?: boolean;
}

const databaseOption = ['--db <file>', 'the database file (default: in the cache folder)'] as const;
const strictOption = [
  '--strict',
  'exit with 3 when not all could be brought up to date, also when a usable database stays',
] as const;

/** `sekisho db …`: the vulnerability database. */
export const databaseCommand: Command = (program, context) => {
  const database = program.command('db').description('the vulnerability database');
  const pathOf = (options: DatabaseOptions): string => options.db ?? databasePath(context.env);
  const say = (text: string): unknown => context.stdout.write(`${text}\n`);

  database
    .command('update')
    .description('fetch OSV bulk exports (ECOSYSTEM/all.zip below an address) and import what is new')
    .option('--from <url>', `base address (default: SEKISHO_DB_URL, else ${publicExport})`)
    .option('--kev <url>', 'also the CISA catalogue of known exploited vulnerabilities, at this address')
    .option('--epss <url>', 'also the EPSS scores of FIRST (CSV, packed or not), at this address')
    .option('--ecosystem <name>', 'only this ecosystem; may be repeated', listArgument)
    .option(...strictOption)
    .option(...databaseOption)
    .action(async (options: UpdateOptions) => {
      const into = pathOf(options);
      await keepingUsable(context, options, into, async (onProgress) => {
        const { failed, ...summary } = await updateAdvisories({
          baseUrl: options.from ?? (context.env.SEKISHO_DB_URL || publicExport),
          ...(options.kev === undefined ? {} : { knownExploitedUrl: options.kev }),
          ...(options.epss === undefined ? {} : { epssUrl: options.epss }),
          into,
          ...(options.ecosystem === undefined ? {} : { ecosystems: options.ecosystem }),
          http: context.http,
          now: context.clock(),
          onProgress,
          signal: context.signal,
        });
        for (const { name, reason } of failed) {
          context.stderr.write(`${name} is not updated, what there was of it stays: ${reason}\n`);
        }
        if (failed.length > 0 && options.strict === true) context.exit(3);
        return describeImport(summary);
      });
    });

  database
    .command('import <path...>')
    .description(
      'import OSV bulk exports, folders of them, single OSV records, the CISA KEV catalogue, or EPSS scores',
    )
    .option(...databaseOption)
    .action(async (paths: string[], options: DatabaseOptions) => {
      const work = { paths, into: pathOf(options), now: context.clock(), signal: context.signal };
      await withProgress(context, async (onProgress) =>
        describeImport(await importAdvisories({ ...work, onProgress })),
      );
    });

  database
    .command('info')
    .description('what is in the database and how old it is')
    .option(...databaseOption)
    .option('--json', 'as JSON')
    .action((options: DatabaseOptions & { json?: boolean }) => {
      const info = readDatabaseInfo(pathOf(options));
      say(
        options.json === true
          ? JSON.stringify(info, null, 2)
          : describeInfo(info, context.clock()).join('\n'),
      );
    });

  withRegistryOption(database.command('push'))
    .description('push the database into a registry, for sites that cannot reach OSV')
    .argument('<reference>', 'HOST/REPOSITORY[:TAG]')
    .option(...databaseOption)
    .action(async (text: string, options: RegistryOptions) => {
      const reference = registryReference(text);
      if (reference.digest !== undefined) {
        throw fault('USAGE', { problem: `${text} has a digest: what is pushed gets its own` });
      }
      // Loaded here: no other command packs.
      const { pushAdvisories } = await import('../../advisories/push.ts');
      const repository = repositoryOf(reference, options, context);
      await withProgress(context, async (onProgress) => {
        onProgress('packing and pushing the vulnerability database');
        const { signal } = context;
        const { descriptor, info } = await pushAdvisories(pathOf(options), repository, tagOf(reference), {
          signal,
        });
        return `pushed ${reference.host}/${reference.repository}:${tagOf(reference)}@${descriptor.digest}, built ${info.builtAt}`;
      });
    });

  withRegistryOption(database.command('pull'))
    .description('pull a database that db push wrote, and put it in the place of the one here')
    .argument('<reference>', registryForm)
    .option(...strictOption)
    .option(...databaseOption)
    .action(async (text: string, options: RegistryOptions & { strict?: boolean }) => {
      const reference = registryReference(text);
      const into = pathOf(options);
      const { pullAdvisories } = await import('../../advisories/pull.ts');
      const repository = repositoryOf(reference, options, context);
      await keepingUsable(context, options, into, async (onProgress) => {
        onProgress('pulling the vulnerability database');
        const { digest, unchanged, info } = await pullAdvisories(repository, {
          target: reference.digest ?? tagOf(reference),
          into,
          now: context.clock(),
          signal: context.signal,
        });
        return `${unchanged ? 'unchanged' : 'pulled'} ${digest}, built ${info.builtAt}`;
      });
    });
};

function tagOf({ tag }: Reference): string {
  return tag ?? 'latest';
}

function repositoryOf(reference: Reference, options: RegistryOptions, context: CommandContext): Repository {
  return openRepository(reference, {
    http: context.http,
    plainHttp: options.plainHttp ?? false,
    credentials: dockerCredentials(context.env),
  });
}

/** Shows progress while it works, then what came of it. */
async function withProgress(
  context: CommandContext,
  work: (onProgress: (text: string) => void) => Promise<string>,
): Promise<void> {
  const progress = progressLine(context);
  try {
    const text = await work(progress.show);
    progress.end();
    context.stdout.write(`${text}\n`);
  } finally {
    progress.end();
  }
}

/**
 * A database that could not be brought up to date does not stop a pipeline as long as there is a usable one: it is said
 * which stays, and how old it is. Its age is judged where it is used, by `--db-max-age`.
 */
async function keepingUsable(
  context: CommandContext,
  { strict = false }: { readonly strict?: boolean },
  path: string,
  work: (onProgress: (text: string) => void) => Promise<string>,
): Promise<void> {
  try {
    await withProgress(context, work);
  } catch (error) {
    const stays = context.signal.aborted ? undefined : usableCopy(path);
    if (!isFault(error) || error.exitCode !== 3 || stays === undefined) throw error;
    const age = formatDuration(context.clock() - parseTime(stays.builtAt));
    context.stderr.write(
      `the vulnerability database is not updated, the one of ${stays.builtAt} (${age} old) stays: ${error.message}\n`,
    );
    if (strict) context.exit(3);
  }
}

function usableCopy(path: string): DatabaseInfo | undefined {
  try {
    return readDatabaseInfo(path);
  } catch {
    // Whatever it is, it is none to go on with: the error of the update says what happened.
    return undefined;
  }
}
