import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { peer } from './peers.ts';
import { freePort, mustRun, startProcess, temporaryFolder } from './processes.ts';

export interface RealRegistry {
  /** `127.0.0.1:PORT`, as it stands in an image reference. */
  readonly host: string;
  readonly url: string;
  /** Whether `GET /v2/NAME/referrers/DIGEST` is answered; without it a client writes the fallback tag. */
  readonly hasReferrersApi: boolean;
  readonly pid: number;
  log(): string;
  stop(): Promise<void>;
}

export interface DistributionOptions {
  /** Basic authentication with this one account; default none. */
  readonly account?: { readonly username: string; readonly password: string };
  /** Where push and pull events go; default nowhere. */
  readonly notifications?: { readonly url: string; readonly headers?: Readonly<Record<string, string>> };
  /** Whether manifests and blobs can be deleted; default true. */
  readonly deletable?: boolean;
}

/** Distribution 2.8 from Debian, on 127.0.0.1 with its own data folder: the registry without the referrers API. */
export async function startDistribution(options: DistributionOptions = {}): Promise<RealRegistry> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const configuration = {
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(folder, 'registry') },
      delete: { enabled: options.deletable ?? true },
    },
    http: { addr: `127.0.0.1:${port}`, secret: randomBytes(16).toString('hex') },
    ...(options.account && { auth: await htpasswd(folder, options.account) }),
    ...(options.notifications && { notifications: endpoints(options.notifications) }),
  };
  // JSON is YAML: no writer is needed.
  const file = join(folder, 'registry.yml');
  await writeFile(file, JSON.stringify(configuration));
  const server = await startProcess({
    command: peer('docker-registry'),
    args: ['serve', file],
    ready: { url: `http://127.0.0.1:${port}/v2/` },
  });
  return registry(port, false, server);
}

/** go-containerregistry's registry, in memory on 127.0.0.1: the registry with the referrers API. */
export async function startGgcrRegistry(): Promise<RealRegistry> {
  const port = await freePort();
  const server = await startProcess({
    command: peer('registry-ggcr'),
    args: [`127.0.0.1:${port}`],
    ready: { url: `http://127.0.0.1:${port}/v2/` },
  });
  return registry(port, true, server);
}

function registry(
  port: number,
  hasReferrersApi: boolean,
  server: Pick<RealRegistry, 'pid' | 'log' | 'stop'>,
): RealRegistry {
  const host = `127.0.0.1:${port}`;
  const { pid, log, stop } = server;
  return { host, url: `http://${host}`, hasReferrersApi, pid, log, stop };
}

async function htpasswd(
  folder: string,
  account: { readonly username: string; readonly password: string },
): Promise<Readonly<Record<string, unknown>>> {
  // Distribution takes bcrypt only; perl is on every Debian, htpasswd is not. The salt's last character
  // carries two bits, so it is a fixed one that fits.
  const salt = `$2y$05$${randomBytes(16).toString('base64').replace(/[+=]/g, '.').slice(0, 21)}.`;
  const { stdout } = await mustRun(peer('perl'), ['-e', 'my $p = <STDIN>; print crypt($p, $ARGV[0])', salt], {
    input: account.password,
  });
  const path = join(folder, 'htpasswd');
  await writeFile(path, `${account.username}:${stdout}\n`);
  return { htpasswd: { realm: 'interop', path } };
}

function endpoints(notifications: NonNullable<DistributionOptions['notifications']>): unknown {
  const headers = Object.entries(notifications.headers ?? {}).map(([name, value]) => [name, [value]]);
  return {
    endpoints: [
      {
        name: 'interop',
        url: notifications.url,
        headers: Object.fromEntries(headers),
        timeout: '5s',
        threshold: 3,
        backoff: '100ms',
      },
    ],
  };
}
