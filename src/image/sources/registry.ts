import { fault } from '../../errors.ts';
import { formatReference, type Reference, referenceTarget } from '../../model/reference.ts';
import { openRepository } from '../../registry/client.ts';
import type { Repository } from '../../registry/repository.ts';
import { chooseManifests } from '../choose.ts';
import { imagesFromStore } from '../from-store.ts';
import type { Image } from '../image.ts';
import { nearest } from '../nearest.ts';
import type { Source, SourceOptions } from '../source.ts';

/** `[docker://]HOST/REPO[:TAG][@DIGEST]`: a registry, over the OCI distribution-spec. */
export const registry: Source = (name, options) =>
  name.transport === 'registry' ? open(name.reference, options) : undefined;

async function open(reference: Reference, options: SourceOptions): Promise<readonly [Image, ...Image[]]> {
  const call = options.signal === undefined ? {} : { signal: options.signal };
  const wanted = options.platform === undefined ? {} : { platform: options.platform };
  const repository = openRepository(reference, options.registry);
  // Asked for once: a second look-up of a tag could see another image.
  const served = await repository.manifest(referenceTarget(reference), call);
  if (served === undefined) throw await notFound(repository, reference, options);
  const image = formatReference(reference);
  const chosen = await chooseManifests(repository, served, { image, ...wanted, ...call });
  return imagesFromStore(repository, chosen, {
    name: { transport: 'registry', reference },
    reference: image,
    repository: reference.repository,
    close: async () => {},
    ...wanted,
    ...call,
  });
}

async function notFound(
  repository: Repository,
  reference: Reference,
  options: SourceOptions,
): Promise<Error> {
  const image = formatReference(reference);
  const fallback = 'check the name, and that it was pushed';
  if (reference.digest !== undefined) return fault('IMAGE_NOT_FOUND', { image, hint: fallback });
  const tags = await tagsOrNone(repository, options);
  const meant = nearest(referenceTarget(reference), tags);
  return fault('IMAGE_NOT_FOUND', { image, hint: meant === undefined ? fallback : `did you mean ${meant}?` });
}

/** Only for the suggestion: that tags cannot be listed is no reason to hide that the image is not there. */
async function tagsOrNone(repository: Repository, { signal }: SourceOptions): Promise<readonly string[]> {
  try {
    return await repository.tags(signal === undefined ? {} : { signal });
  } catch {
    return [];
  }
}
