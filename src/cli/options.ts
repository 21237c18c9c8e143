import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { CheckpointEnvironment, CheckpointRequest, ReportFormat } from '../checkpoint/request.ts';
import { fault, isFault, reasonOf, stackOf } from '../errors.ts';
import { parseImageName, type Reference } from '../model/reference.ts';
import { parseDuration } from '../model/time.ts';
import type { CommandContext } from './command.ts';
import { debugTimings } from './debug-timings.ts';
import { noProgress, progressLine } from './progress.ts';

/** Options of every command that opens and scans an image. */
export interface ImageOptions {
  readonly policy?: string;
  readonly platform?: string;
  readonly as?: string;
  readonly base?: string;
  readonly knownBases?: string;
  readonly vex?: readonly string[];
  readonly malwareHashes?: string;
  readonly clamd?: string;
  readonly db?: string;
  readonly dbMaxAge?: number;
  readonly dbWarnAge?: number;
  readonly plainHttp?: boolean;
}

/** What IMAGE can be, for --help. */
export const imageForms =
  'HOST/REPOSITORY[:TAG][@DIGEST], oci:DIR[:TAG], docker-archive:FILE[:REF], docker-daemon:REF or rootfs:DIR';
export const registryForm = 'HOST/REPOSITORY[:TAG][@DIGEST]';

/** The reference of an image that must be in a registry. @throws REFERENCE_MALFORMED USAGE */
export function registryReference(text: string): Reference {
  const name = parseImageName(text);
  if (name.transport === 'registry') return name.reference;
  throw fault('USAGE', {
    problem: `${text} is not in a registry, so nothing is signed beside it: name it as ${registryForm}`,
  });
}

export function withImageOptions(command: Command): Command {
  return withRegistryOption(command.argument('<image>', imageForms))
    .option('--policy <file>', 'judge under this policy (default: sekisho.yaml, if it is there)')
    .option('--platform <os/arch>', 'which image of a multi-platform index; all: every one')
    .option('--as <repository>', 'judge a local image as if it were in this repository')
    .option('--base <image>', 'the image it is built on, to tell its findings from yours')
    .option('--known-bases <folder>', 'base images to recognise (default: those of sekisho base add)')
    .option('--vex <file>', 'OpenVEX, CycloneDX or CSAF: what does not apply; may be repeated', listArgument)
    .option('--malware-hashes <file>', 'sha256 of malware, one a line')
    .option('--clamd <address>', 'show every file to a clamd: unix:PATH or tcp:HOST:PORT')
    .option('--db <file>', 'vulnerability database (default: in the cache folder)')
    .option('--db-warn-age <duration>', 'warn of a database older than this (default: 3d)', durationArgument)
    .option('--db-max-age <duration>', 'refuse a database older than this (default: 14d)', durationArgument);
}

export function withRegistryOption(command: Command): Command {
  return command.option('--plain-http', 'speak plain HTTP to a registry that is not on this machine');
}

/** Reads `90m`, `36h`, `14d`; returns milliseconds. */
export function durationArgument(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    throw new InvalidArgumentError(isFault(error) ? `${error.message}: ${error.remedy}` : reasonOf(error));
  }
}

/** `NAME` or `NAME=FILE`, collected over several uses. */
export function formatArgument(text: string, before: readonly ReportFormat[] = []): readonly ReportFormat[] {
  const equals = text.indexOf('=');
  if (equals === 0 || text === '') throw new InvalidArgumentError('the name of the format is missing');
  if (equals < 0) return [...before, { name: text }];
  const file = text.slice(equals + 1);
  if (file === '') throw new InvalidArgumentError('the file after = is missing');
  return [...before, { name: text.slice(0, equals), file }];
}

export function listArgument(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** `--platform all`. */
export const everyPlatform = 'all';

export const defaultPolicyFile = 'sekisho.yaml';

export function imageRequest(
  image: string,
  options: ImageOptions,
  context: CommandContext,
): Omit<CheckpointRequest, 'formats' | 'attest'> {
  const found = existsSync(resolve(context.workingDirectory, defaultPolicyFile))
    ? defaultPolicyFile
    : undefined;
  const policyFile = options.policy ?? found;
  return {
    image,
    ...(policyFile === undefined ? {} : { policyFile }),
    ...(options.platform === undefined || options.platform === everyPlatform
      ? {}
      : { platform: options.platform }),
    ...(options.as === undefined ? {} : { as: options.as }),
    ...(options.base === undefined ? {} : { base: options.base }),
    ...(options.vex === undefined ? {} : { vex: options.vex }),
    ...(options.malwareHashes === undefined ? {} : { malwareHashes: options.malwareHashes }),
    ...(options.clamd === undefined ? {} : { clamd: options.clamd }),
    ...(options.knownBases === undefined ? {} : { knownBases: options.knownBases }),
    ...(options.db === undefined ? {} : { advisories: options.db }),
    ...(options.dbMaxAge === undefined ? {} : { databaseMaxAgeMs: options.dbMaxAge }),
    ...(options.dbWarnAge === undefined ? {} : { databaseWarnAgeMs: options.dbWarnAge }),
    plainHttp: options.plainHttp ?? false,
  };
}

/** Progress goes to a terminal only, and its line is wiped before anything else is printed. */
export function checkpointEnvironment(
  context: CommandContext,
): CheckpointEnvironment & { readonly endProgress: () => void } {
  // Its lines would be written over by the progress.
  const progress = context.debug === true ? noProgress : progressLine(context);
  return {
    env: context.env,
    clock: context.clock,
    http: context.http,
    terminal: { colour: wantsColour(context), width: context.stdout.columns || 120 },
    onProgress: progress.show,
    endProgress: progress.end,
    ...(context.debug === true
      ? {
          timings: debugTimings((line) => context.stderr.write(line)),
          onMistake: (error) => context.stderr.write(`${stackOf(error)}\n`),
        }
      : {}),
    signal: context.signal,
  };
}

/** no-color.org: NO_COLOR set to anything but the empty string turns colour off. */
export function wantsColour(context: CommandContext): boolean {
  return context.stdout.isTTY === true && !context.env.NO_COLOR && context.env.TERM !== 'dumb';
}
