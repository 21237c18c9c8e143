import { join } from 'node:path';
import { unmountUnder } from './mounts.ts';
import { pathWithDebianFolders, peer } from './peers.ts';
import {
  onStopEverything,
  type RunOptions,
  type RunResult,
  run,
  startProcess,
  temporaryFolder,
} from './processes.ts';

export interface DockerDaemon {
  /** Path of the API's unix socket. */
  readonly socket: string;
  /** The folder of the client's config.json (`docker login` writes there), empty at the start. */
  readonly configFolder: string;
  readonly pid: number;
  /** Runs Debian's `docker` against this daemon. */
  docker(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  log(): string;
  stop(): Promise<void>;
}

export interface DockerDaemonOptions {
  /** More arguments, for example `--registry-mirror=URL`. */
  readonly args?: readonly string[];
  /** Default 'overlay2'; 'vfs' where the temporary folder is itself on an overlay. */
  readonly storageDriver?: 'overlay2' | 'vfs';
}

/**
 * A Docker engine of its own: everything it writes is in one temporary folder, and no bridge and no firewall rule
 * is made, so containers run with `--network host` or `none`. Needs root and mounted control groups (v1 or v2).
 */
export async function startDockerd(options: DockerDaemonOptions = {}): Promise<DockerDaemon> {
  const folder = await temporaryFolder();
  const socket = join(folder, 'docker.sock');
  const configFolder = join(folder, 'client');
  // The daemon leaves its network namespace mounted when it ends. Registered before the start, because one that
  // fails half-way leaves it too.
  onStopEverything(() => unmountUnder(folder));
  const server = await startProcess({
    command: peer('dockerd'),
    args: [
      '--bridge=none',
      '--iptables=false',
      `--data-root=${join(folder, 'data')}`,
      `--exec-root=${join(folder, 'exec')}`,
      `--pidfile=${join(folder, 'docker.pid')}`,
      `--host=unix://${socket}`,
      `--storage-driver=${options.storageDriver ?? 'overlay2'}`,
      ...(options.args ?? []),
    ],
    env: { PATH: pathWithDebianFolders() },
    ready: { socketPath: socket, path: '/_ping' },
    stopTimeoutMs: 20_000,
  });
  const docker = (args: readonly string[], runOptions: RunOptions = {}): Promise<RunResult> =>
    run(peer('docker'), ['--host', `unix://${socket}`, ...args], {
      ...runOptions,
      env: {
        DOCKER_CONFIG: configFolder,
        DOCKER_HOST: undefined,
        DOCKER_CONTEXT: undefined,
        ...runOptions.env,
      },
    });
  const stop = async (): Promise<void> => {
    await removeContainers(docker);
    await server.stop();
    await unmountUnder(folder);
  };
  onStopEverything(stop);
  return { socket, configFolder, pid: server.pid, docker, log: server.log, stop };
}

async function removeContainers(docker: DockerDaemon['docker']): Promise<void> {
  // Otherwise the daemon gives each running container ten seconds to end by itself.
  const { code, stdout } = await docker(['ps', '--all', '--quiet', '--no-trunc']);
  const containers = stdout.split('\n').filter(Boolean);
  if (code === 0 && containers.length > 0) await docker(['rm', '--force', ...containers]);
}
