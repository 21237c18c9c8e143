import type { Accounts } from '../image/accounts.ts';
import type { FileView } from '../image/file-view.ts';
import type { Digest } from '../model/digest.ts';
import type { ImageConfig } from '../model/manifest.ts';
import type { CallInterface, RuntimePolicy } from '../model/runtime-policy.ts';
import type { Executable } from '../model/scan-report.ts';
import { entryPointOf } from './entry-point.ts';
import { filesOf, volumesOf } from './folders.ts';
import { portsOf } from './ports.ts';
import { privilegesOf } from './privileges.ts';
import { usersOf } from './users.ts';

/** What the walk found out about one image. */
export interface ImageFacts {
  /** `platform` as in `linux/amd64`. */
  readonly image: { readonly name: string; readonly digest: Digest; readonly platform: string };
  readonly config: ImageConfig;
  readonly view: FileView;
  readonly executables: readonly Executable[];
  readonly accounts: Accounts;
}

/**
 * The runtime policy of an image, from its configuration and files alone: nothing is run. Where the image leaves
 * something open, the policy is the wider one and its `source` says so.
 */
export function deriveRuntimePolicy(facts: ImageFacts): RuntimePolicy {
  const config = facts.config.config ?? {};
  const users = usersOf(config.User ?? undefined, facts.accounts);
  const network = portsOf(config.ExposedPorts ?? {});
  const volumes = volumesOf(config.Volumes ?? {});
  return {
    schemaVersion: 1,
    image: { ...facts.image },
    process: entryPointOf(facts),
    users,
    executables: executablesOf(facts.executables),
    network,
    volumes,
    files: filesOf(facts.view, users, volumes.paths),
    privileges: privilegesOf(users, network.ports),
    systemCalls: systemCallsOf(facts.image.platform, facts.executables),
  };
}

function executablesOf(executables: readonly Executable[]): RuntimePolicy['executables'] {
  return executables
    .map(({ path, sha256, kind, package: owner }) => ({
      path,
      sha256,
      kind,
      ...(owner === undefined ? {} : { package: owner }),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Machine {
  readonly own: CallInterface;
  /** The 32-bit programs it can run too, as `Executable.machine` names them. */
  readonly narrow?: { readonly interface: CallInterface; readonly machine: string };
}

/** By `os/architecture`. */
const machines: ReadonlyMap<string, Machine> = new Map([
  ['linux/amd64', { own: 'x86_64', narrow: { interface: 'x86', machine: 'i386' } }],
  ['linux/386', { own: 'x86' }],
  ['linux/arm64', { own: 'aarch64', narrow: { interface: 'arm', machine: 'arm' } }],
  ['linux/arm', { own: 'arm' }],
]);

function systemCallsOf(platform: string, executables: readonly Executable[]): RuntimePolicy['systemCalls'] {
  const machine = machines.get(platform.split('/').slice(0, 2).join('/'));
  const profile = 'engine-default';
  if (machine === undefined) {
    const source = `no list of calls is known for ${platform}: the engine keeps its own default`;
    return { profile, interfaces: [], source };
  }
  const { own, narrow } = machine;
  const source = "the engine's default, for no capabilities";
  if (narrow === undefined) return { profile, interfaces: [own], source };
  return executables.some((file) => file.machine === narrow.machine)
    ? {
        profile,
        interfaces: [own, narrow.interface],
        source: `${source}; with 32-bit calls: the image has 32-bit programs`,
      }
    : {
        profile,
        interfaces: [own],
        source: `${source}; without 32-bit calls: the image has no 32-bit program`,
      };
}
