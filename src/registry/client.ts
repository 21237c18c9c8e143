import { fault } from '../errors.ts';
import { createHttp, type Http } from '../io/http.ts';
import { isRepository } from '../model/reference.ts';
import type { Clock } from '../model/time.ts';
import { getBlob, getBlobBytes, putBlob } from './blobs.ts';
import type { CredentialSource } from './credential.ts';
import { getManifest, putManifest } from './manifests.ts';
import { listReferrers, putReferrer } from './referrers.ts';
import type { Remote } from './remote.ts';
import type { Repository } from './repository.ts';
import { openSession } from './session.ts';
import { listTags } from './tags.ts';

export interface RegistryOptions {
  /** Default: one client for all, without a proxy. */
  readonly http?: Http;
  /** Speaks plain HTTP; default false. Loopback is always spoken to over plain HTTP. */
  readonly plainHttp?: boolean;
  /** Default none: anonymous. */
  readonly credentials?: CredentialSource;
  /** An `Authorization` header to send as it is, to this registry alone; there is no token dance then. */
  readonly authorization?: string;
  /** For the lifetime of tokens; default `Date.now`. */
  readonly now?: Clock;
}

/** One pool of kept connections for whoever passes no client: repositories are opened often, and never closed. */
const sharedHttp = createHttp();

/**
 * A repository of a registry over the OCI distribution-spec v1.1. Nothing is sent until something is asked of it.
 * @throws REFERENCE_MALFORMED
 */
export function openRepository(
  target: { readonly host: string; readonly repository: string },
  options: RegistryOptions = {},
): Repository {
  const { host, repository: name } = target;
  if (!isRepository(name)) {
    throw fault('REFERENCE_MALFORMED', {
      text: `${host}/${name}`,
      reason: `${name} is not a repository name`,
    });
  }
  if (!isHost(host)) {
    throw fault('REFERENCE_MALFORMED', { text: `${host}/${name}`, reason: `${host} is not a host name` });
  }
  const session = openSession({
    http: options.http ?? sharedHttp,
    host,
    repository: name,
    plainHttp: options.plainHttp ?? false,
    credentials: options.credentials,
    authorization: options.authorization,
    now: options.now ?? Date.now,
  });
  const remote: Remote = { host, name, session };
  return {
    host,
    name,
    manifest: (wanted, call = {}) => getManifest(remote, wanted, call),
    blob: (descriptor, call = {}) => getBlob(remote, descriptor, call),
    blobBytes: (descriptor, maxBytes, call = {}) => getBlobBytes(remote, descriptor, maxBytes, call),
    tags: (call = {}) => listTags(remote, call),
    referrers: (subject, call = {}) => listReferrers(remote, subject, call),
    pushBlob: (content, mediaType, call = {}) => putBlob(remote, content, mediaType, call),
    pushReferrer: (bytes, mediaType, call = {}) => putReferrer(remote, bytes, mediaType, call),
    pushManifest: async (bytes, mediaType, wanted, call = {}) =>
      (await putManifest(remote, bytes, mediaType, wanted, call)).descriptor,
  };
}

function isHost(host: string): boolean {
  return !/[/?#@\\\s]/.test(host) && URL.canParse(`https://${host}`);
}
