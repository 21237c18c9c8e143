import { z } from 'zod';
import { fault } from '../../src/errors.ts';
import { isDigest } from '../../src/model/digest.ts';
import { parsedBy } from '../../src/model/parsed-by.ts';
import { isRepository, isTag } from '../../src/model/reference.ts';
import type { Hook, PushEvent } from './hook.ts';

/**
 * CNCF Distribution's notification envelope (also of self-managed GitLab's registry):
 * application/vnd.docker.distribution.events.v2+json. Layers, pulls and deletions share the stream; the repository and
 * the digest are the registry's words and are looked up again before anything is believed.
 */
const envelopeSchema = z.object({
  events: z
    .array(
      z.object({
        id: z.string().max(256),
        action: z.string().max(64),
        target: z.object({
          mediaType: z.string().max(256).optional(),
          digest: z.string().max(256).optional(),
          repository: z.string().max(512).optional(),
          tag: z.string().max(256).optional(),
        }),
      }),
    )
    .max(1_000),
});

const manifestTypes =
  /^application\/vnd\.(?:oci\.image\.(?:manifest|index)|docker\.distribution\.manifest(?:\.list)?)\./;

export const distributionHook: Hook = {
  name: 'distribution',
  parse(body) {
    const result = parsedBy(envelopeSchema, body);
    if (typeof result === 'string') {
      throw fault('EVENT_MALFORMED', { hook: 'distribution', reason: result });
    }
    return result.data.events.flatMap(({ id, action, target }): PushEvent[] => {
      const { digest, repository, tag } = target;
      if (action !== 'push' || !manifestTypes.test(target.mediaType ?? '')) return [];
      if (!isDigest(digest) || repository === undefined || !isRepository(repository)) return [];
      return [{ id, repository, digest, ...(tag !== undefined && isTag(tag) ? { tag } : {}) }];
    });
  },
};
