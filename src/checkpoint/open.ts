import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AdvisoryDatabase } from '../advisories/database.ts';
import { openAdvisories } from '../advisories/open.ts';
import { databasePath } from '../advisories/path.ts';
import { fault, isFault, printable } from '../errors.ts';
import type { Image } from '../image/image.ts';
import { openEveryPlatform, openImage } from '../image/open.ts';
import type { OpenOptions } from '../image/source.ts';
import type { WalkProgress } from '../image/walk.ts';
import { cacheDirectory, readTextFile } from '../io/files.ts';
import { sha256 } from '../model/digest.ts';
import { parsePlatform } from '../model/platform.ts';
import type { Policy } from '../model/policy.ts';
import { type ImageName, parseImageName } from '../model/reference.ts';
import { noTimings } from '../model/timings.ts';
import type { RegistryOptions } from '../registry/client.ts';
import type { InventoryOptions } from '../scan/inventory.ts';
import { partsOf } from '../scan/parts.ts';
import { refuseStale } from './database-age.ts';
import type { CheckpointEnvironment, ScanRequest } from './request.ts';

interface ImageRequest {
  readonly image: string;
  readonly platform?: string;
  readonly plainHttp?: boolean;
}

/** Opens the image for `use`, with what a walk of it needs, and closes it afterwards. @throws what `openImage` throws */
export async function withImage<Result>(
  request: ImageRequest,
  environment: CheckpointEnvironment,
  use: (image: Image, options: InventoryOptions) => Promise<Result>,
): Promise<Result> {
  environment.onProgress?.(`opening ${request.image}`);
  const opening = (environment.timings ?? noTimings).start(`open ${printable(request.image)}`);
  const image = await orHint(request.image, (name) => openImage(name, openOptions(request, environment)));
  opening(`${image.layers.length} layers`);
  return closing(image, () => use(image, inventoryOptions(environment)));
}

/** As `withImage`, with the images of every platform; of what is no index, the one image. */
export async function withEveryPlatform<Result>(
  request: Omit<ImageRequest, 'platform'>,
  environment: CheckpointEnvironment,
  use: (images: readonly [Image, ...Image[]], options: InventoryOptions) => Promise<Result>,
): Promise<Result> {
  environment.onProgress?.(`opening ${request.image}`);
  const images = await orHint(request.image, (name) =>
    openEveryPlatform(name, openOptions(request, environment)),
  );
  return closing(images[0], () => use(images, inventoryOptions(environment)));
}

/** What no registry has, and what is here under that name, was meant to be this. */
async function orHint<Result>(text: string, open: (name: ImageName) => Promise<Result>): Promise<Result> {
  const name = parseImageName(text);
  try {
    return await open(name);
  } catch (error) {
    if (!isFault(error) || name.transport !== 'registry' || !existsSync(text)) throw error;
    const [kind, forms] = statSync(text).isDirectory()
      ? ['folder', `oci:${text} or rootfs:${text}`]
      : ['file', `docker-archive:${text}`];
    const problem = `${text} is not opened as an image of a registry (${error.message}); for the ${kind} of that name write ${forms}`;
    throw fault('USAGE', { problem }, { cause: error });
  }
}

async function closing<Result>(image: Image, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } finally {
    await image.close();
  }
}

function openOptions(request: ImageRequest, environment: CheckpointEnvironment): OpenOptions {
  const { env, signal } = environment;
  return {
    ...(request.platform === undefined ? {} : { platform: parsePlatform(request.platform) }),
    registry: registryOptions(request, environment),
    environment: env,
    ...(signal === undefined ? {} : { signal }),
  };
}

function inventoryOptions({
  env,
  onProgress,
  onReading,
  timings,
  onMistake,
  signal,
}: CheckpointEnvironment): InventoryOptions {
  return {
    cacheDir: join(cacheDirectory(env), 'layers'),
    ...(onProgress === undefined ? {} : { onProgress: (progress) => onProgress(progressText(progress)) }),
    ...(onReading === undefined ? {} : { onReading }),
    ...(timings === undefined ? {} : { timings }),
    ...(onMistake === undefined ? {} : { onMistake }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/**
 * Opens the vulnerability database for `use` and closes it afterwards.
 * @throws ADVISORIES_TOO_OLD, and what `openAdvisories` throws
 */
export async function withAdvisories<Result>(
  request: Pick<ScanRequest, 'advisories' | 'databaseMaxAgeMs' | 'only'>,
  environment: CheckpointEnvironment,
  use: (advisories: AdvisoryDatabase) => Promise<Result>,
): Promise<Result> {
  if (!partsOf(request.only).matched) return use(noAdvisories);
  const opening = (environment.timings ?? noTimings).start('open the database');
  const advisories = openAdvisories(request.advisories ?? databasePath(environment.env));
  try {
    refuseStale(advisories.info.builtAt, request, environment.clock());
    opening();
    return await use(advisories);
  } finally {
    advisories.close();
  }
}

/** For a scan that matches nothing; its report says so. */
const noAdvisories: AdvisoryDatabase = {
  info: {
    path: '',
    builtAt: '',
    newestRecordAt: '',
    digest: sha256(''),
    ecosystems: [],
    knownExploited: 0,
    epss: 0,
  },
  match: () => ({ findings: [], unmatched: [], unversioned: [], problems: [] }),
  close() {},
};

/** @throws FILE_UNREADABLE POLICY_MALFORMED */
export async function readPolicy(file: string): Promise<Policy> {
  // Loaded here: a scan without a policy should not wait for the YAML parser.
  const { parsePolicy } = await import('../verdict/policy-file.ts');
  return parsePolicy(readTextFile(file), file);
}

/** What every client of a registry is made with. */
export function registryOptions(
  request: { readonly plainHttp?: boolean },
  environment: Pick<CheckpointEnvironment, 'env' | 'http'>,
): RegistryOptions {
  const { env, http } = environment;
  return {
    http,
    plainHttp: request.plainHttp ?? false,
    // Loaded when a registry asks: an image on this machine needs none.
    credentials: async (host) => {
      const { dockerCredentials } = await import('../registry/credentials.ts');
      return dockerCredentials(env)(host);
    },
  };
}

function progressText({ layer, layers, bytes, totalBytes }: WalkProgress): string {
  const megabytes = (count: number): string => `${(count / 1e6).toFixed(0)} MB`;
  const total = totalBytes === undefined ? '' : ` of ${megabytes(totalBytes)}`;
  return `reading layer ${layer} of ${layers}: ${megabytes(bytes)}${total}`;
}
