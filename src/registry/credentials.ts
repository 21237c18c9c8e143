import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fault, isFault, reasonOf } from '../errors.ts';
import { readSmallFile } from '../io/file-chunks.ts';
import { parseSafely } from '../model/parsed-by.ts';
import type { Credential, CredentialSource } from './credential.ts';
import { askCredentialHelper } from './credential-helper.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const entrySchema = z.object({
  auth: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
  registrytoken: z.string().optional(),
});

const configSchema = z.object({
  auths: z.record(z.string(), entrySchema).nullish(),
  credHelpers: z.record(z.string(), z.string()).nullish(),
  credsStore: z.string().nullish(),
});

/** Far more than a login to every registry there is. */
const maxConfigBytes = 4 * 1024 ** 2;

const maxPlaceLength = 200;

/** The key that `docker login` has written for Docker Hub since its first registry. */
const hubKey = 'https://index.docker.io/v1/';
const hubHosts: ReadonlySet<string> = new Set(['registry-1.docker.io', 'index.docker.io', 'docker.io']);

/**
 * Credentials from Docker's configuration: `$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`; none when there
 * is no such file. For a host the order is its own helper (`credHelpers`), the store for all (`credsStore`), then what
 * stands in the file (`auths`). The file is read at each call, so a login counts at once.
 * @param environment DOCKER_CONFIG, HOME (USERPROFILE); helpers are started with all of it
 * @returns a source that throws CREDENTIALS_UNUSABLE
 */
export function dockerCredentials(environment: Environment): CredentialSource {
  const home = environment.HOME ?? environment.USERPROFILE ?? homedir();
  const path = join(environment.DOCKER_CONFIG || join(home, '.docker'), 'config.json');
  return async (host) => {
    const unusable = (reason: string): Error => fault('CREDENTIALS_UNUSABLE', { host, path, reason });
    const config = await readConfig(path, unusable);
    if (config === undefined) return undefined;
    const names = namesOf(host);
    const own = Object.entries(config.credHelpers ?? {}).find(([key]) => isKeyOf(key, names));
    // A helper knows a registry by the key that was used to log in, and for Docker Hub that is the historic one.
    const asked = hubHosts.has(host.toLowerCase()) ? hubKey : host;
    for (const helper of [own?.[1], config.credsStore]) {
      if (helper === undefined || helper === null || helper === '') continue;
      const found = await askCredentialHelper(helper, asked, { environment, unusable });
      if (found !== undefined) return found;
    }
    const entries = Object.entries(config.auths ?? {}).filter(([key]) => isKeyOf(key, names));
    for (const [, entry] of entries) {
      const found = toCredential(entry, unusable);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

async function readConfig(
  path: string,
  unusable: (reason: string) => Error,
): Promise<z.infer<typeof configSchema> | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readSmallFile(path, maxConfigBytes);
  } catch (error) {
    if (isFault(error) && isNotThere(error.cause)) return undefined;
    throw unusable(isFault(error) ? String(error.facts.reason ?? error.message) : reasonOf(error));
  }
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's message quotes what stands around the mistake, which may be a password.
    throw unusable('it is not JSON');
  }
  const result = parseSafely(configSchema, json);
  if (result.success) return result.data;
  const place = result.issues[0]?.path.join('.') ?? '';
  throw unusable(`${place.slice(0, maxPlaceLength) || 'it'} is not what it should be`);
}

function isNotThere(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function namesOf(host: string): ReadonlySet<string> {
  const name = host.toLowerCase();
  return hubHosts.has(name) ? hubHosts : new Set([name]);
}

/** Whole hosts are compared, never parts of them: a key for `example.com` says nothing about `example.com.evil.org`. */
function isKeyOf(key: string, names: ReadonlySet<string>): boolean {
  const match = /^(?:https?:\/\/)?([^/]+)(?:\/(?:v[12]\/?)?)?$/.exec(key.toLowerCase());
  return match?.[1] !== undefined && names.has(match[1]);
}

function toCredential(
  entry: z.infer<typeof entrySchema>,
  unusable: (reason: string) => Error,
): Credential | undefined {
  if (entry.registrytoken) {
    if (!/^[\x21-\x7e]+$/.test(entry.registrytoken)) throw unusable('its "registrytoken" cannot be sent');
    return { kind: 'bearer', token: entry.registrytoken };
  }
  if (entry.identitytoken) return { kind: 'identity', token: entry.identitytoken };
  if (entry.auth) {
    const decoded = Buffer.from(entry.auth, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    if (colon < 1) throw unusable('its "auth" is not the base64 of a user name, a colon and a password');
    // Docker pads what it encodes with zero bytes.
    const password = decoded.slice(colon + 1).replace(/\0+$/, '');
    return { kind: 'basic', username: decoded.slice(0, colon), password };
  }
  if (entry.username && entry.password) {
    return { kind: 'basic', username: entry.username, password: entry.password };
  }
  return undefined;
}
