import { accessSync, constants } from 'node:fs';
import { delimiter, join, relative, resolve } from 'node:path';
import { binFolder } from './cache.ts';

/** The peers built from Go modules, each from the folder of its name under `test/interop/peers`. */
export const goPeers = [
  'registry-ggcr',
  'crane',
  'actionlint',
  'oras',
  'cosign',
  'gitleaks',
  'syft',
  'osv-scanner',
] as const;
export type GoPeer = (typeof goPeers)[number];

/** Programs from Debian, and the package of each. */
const debianPackages = {
  'db5.3_load': 'db5.3-util',
  debootstrap: 'debootstrap',
  docker: 'docker.io',
  'docker-registry': 'docker-registry',
  dockerd: 'docker.io',
  'dpkg-query': 'dpkg',
  mvn: 'maven',
  pacman: 'pacman-package-manager',
  perl: 'perl-base',
  rpm: 'rpm',
  rpmbuild: 'rpm',
  skopeo: 'skopeo',
  tar: 'tar',
  time: 'time',
  umoci: 'umoci',
  zstd: 'zstd',
} as const;
export type DebianPeer = keyof typeof debianPackages;

/** Debian's folders come before PATH: a machine may have another docker first in its PATH. */
const debianFolders = ['/usr/bin', '/usr/sbin', '/bin', '/sbin'];

/**
 * The absolute path of a real peer. Throws one sentence that says what is missing and what brings it:
 * a missing peer is a failure, never a reason to skip.
 */
export function peer(name: GoPeer | DebianPeer): string {
  return isGoPeer(name) ? goPeerPath(name) : debianPeerPath(name);
}

/** PATH with Debian's folders at its end, for programs that start others by name (dockerd → containerd → runc). */
export function pathWithDebianFolders(): string {
  return [process.env.PATH, ...debianFolders].filter(Boolean).join(delimiter);
}

function isGoPeer(name: string): name is GoPeer {
  return goPeers.some((known) => known === name);
}

function goPeerPath(name: GoPeer): string {
  const path = join(binFolder(), name);
  if (isExecutable(path)) return path;
  const script = relative(process.cwd(), resolve(import.meta.dirname, '../peers/build.ts'));
  throw new Error(`the peer ${name} is not built (${path} is missing): run "${process.execPath} ${script}"`);
}

function debianPeerPath(name: DebianPeer): string {
  const path = pathFolders()
    .map((folder) => join(folder, name))
    .find(isExecutable);
  if (path) return path;
  const install = `apt-get install --no-install-recommends ${debianPackages[name]}`;
  throw new Error(`the program ${name} is not installed: run "${install}"`);
}

function pathFolders(): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...debianFolders, ...folders.filter((folder) => folder.startsWith('/'))];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
