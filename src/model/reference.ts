import { fault } from '../errors.ts';
import { type Digest, isDigest } from './digest.ts';

/** An image in a registry. `host` is what to connect to; Docker Hub's short names are already written out. */
export interface Reference {
  readonly host: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** An image name with its transport, after skopeo's (containers-transports(5)). */
export type ImageName =
  | { readonly transport: 'registry'; readonly reference: Reference }
  | { readonly transport: 'oci'; readonly path: string; readonly tag?: string }
  | { readonly transport: 'docker-archive'; readonly path: string; readonly reference?: string }
  | { readonly transport: 'docker-daemon'; readonly reference: string }
  | { readonly transport: 'rootfs'; readonly path: string };

// OCI distribution-spec v1.1, "Pulling manifests".
const repositoryForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const hostForm = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?$/;
const maxRepositoryLength = 255;

const hubHost = 'registry-1.docker.io';

export function isRepository(text: string): boolean {
  return text.length <= maxRepositoryLength && repositoryForm.test(text);
}

export function isTag(text: string): boolean {
  return tagForm.test(text);
}

/**
 * Reads `[docker://]HOST/REPO[:TAG][@DIGEST]`, `oci:DIR[:TAG]`, `docker-archive:FILE[:REF]`, `docker-daemon:REF` or
 * `rootfs:DIR`.
 * @throws REFERENCE_MALFORMED
 */
export function parseImageName(text: string): ImageName {
  const colon = text.indexOf(':');
  const transport = text.slice(0, Math.max(colon, 0));
  const rest = text.slice(colon + 1);
  switch (transport) {
    case 'oci': {
      const { path, suffix } = splitPath(text, rest);
      if (suffix !== undefined && !isTag(suffix)) throw malformed(text, `${suffix} is not a tag`);
      return { transport, path, ...(suffix === undefined ? {} : { tag: suffix }) };
    }
    case 'docker-archive': {
      const { path, suffix } = splitPath(text, rest);
      return { transport, path, ...(suffix === undefined ? {} : { reference: suffix }) };
    }
    case 'docker-daemon':
      if (rest === '') throw malformed(text, 'the name of the image in the engine is missing');
      return { transport, reference: rest };
    case 'rootfs':
      if (rest === '') throw malformed(text, 'the folder is missing');
      return { transport, path: rest };
    default:
      if (/^(?:\.{0,2}\/|[A-Za-z]:[\\/])/.test(text)) {
        throw malformed(text, 'a file or folder needs what it is before it');
      }
      return { transport: 'registry', reference: parseReference(text) };
  }
}

/** @throws REFERENCE_MALFORMED */
export function parseReference(text: string): Reference {
  let rest = text.startsWith('docker://') ? text.slice('docker://'.length) : text;
  let digest: Digest | undefined;
  const at = rest.indexOf('@');
  if (at >= 0) {
    const written = rest.slice(at + 1);
    if (!isDigest(written)) throw malformed(text, `${written} is not a digest`);
    digest = written;
    rest = rest.slice(0, at);
  }
  let tag: string | undefined;
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  if (colon >= 0 && rest.includes('/')) {
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
  } else if (colon >= 0) {
    // A name without a slash is Docker Hub's: what follows the colon is a tag, not a port.
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
  }
  if (tag !== undefined && !isTag(tag)) throw malformed(text, `${tag} is not a tag`);
  const { host, repository } = splitHost(rest);
  if (!hostForm.test(host)) throw malformed(text, `${host} is not a host name`);
  if (!isRepository(repository)) throw malformed(text, `${repository} is not a repository name`);
  return {
    host,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

export function formatReference(reference: Reference): string {
  const host = reference.host === hubHost ? 'docker.io' : reference.host;
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${host}/${reference.repository}${tag}${digest}`;
}

/** The tag or digest to ask the registry for: a digest wins, and without either it is `latest`, as engines do. */
export function referenceTarget(reference: Reference): string {
  return reference.digest ?? reference.tag ?? 'latest';
}

export function formatImageName(name: ImageName): string {
  switch (name.transport) {
    case 'registry':
      return formatReference(name.reference);
    case 'oci':
      return `oci:${name.path}${name.tag === undefined ? '' : `:${name.tag}`}`;
    case 'docker-archive':
      return `docker-archive:${name.path}${name.reference === undefined ? '' : `:${name.reference}`}`;
    case 'docker-daemon':
      return `docker-daemon:${name.reference}`;
    case 'rootfs':
      return `rootfs:${name.path}`;
  }
}

/** True for the names and addresses of this machine: the only hosts spoken to over plain HTTP unasked. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function splitHost(name: string): { readonly host: string; readonly repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  // As the engines read it: a first part without dot, colon or "localhost" is a Docker Hub namespace.
  if (first === '' || !(/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())) {
    return { host: hubHost, repository: slash < 0 ? `library/${name}` : name };
  }
  const host = first === 'docker.io' || first === 'index.docker.io' ? hubHost : first;
  const rest = name.slice(slash + 1);
  return { host, repository: host === hubHost && !rest.includes('/') ? `library/${rest}` : rest };
}

function splitPath(text: string, rest: string): { readonly path: string; readonly suffix?: string } {
  // A Windows drive letter's colon is part of the path.
  const colon = rest.indexOf(':', /^[A-Za-z]:[\\/]/.test(rest) ? 2 : 0);
  const path = colon < 0 ? rest : rest.slice(0, colon);
  if (path === '') throw malformed(text, 'the path is missing');
  return colon < 0 ? { path } : { path, suffix: rest.slice(colon + 1) };
}

function malformed(text: string, reason: string): Error {
  return fault('REFERENCE_MALFORMED', { text, reason });
}
