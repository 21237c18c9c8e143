import type { RuntimePolicy } from '../model/runtime-policy.ts';

/**
 * Processes and threads at the same time. It is Podman's default (`pids_limit` of containers.conf), so images are
 * known to run under it; Docker and Kubernetes set none, and then one fork bomb takes the whole machine.
 */
const maxProcesses = 2048;

/**
 * What a program that starts as root and goes on as another user does on the way: own its folders, read its files,
 * change to that user, and later signal its workers. It is Docker's default set less AUDIT_WRITE, FSETID, MKNOD,
 * NET_RAW, SETFCAP, SETPCAP and SYS_CHROOT.
 */
const stepDown = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID'] as const;

/**
 * Capabilities kept, and the limits that hold for every image. A user other than root has no capabilities to lose
 * (engines give none to its processes), so all are dropped.
 *
 * NET_BIND_SERVICE is for root with a declared port below 1024: Docker since 20.10 lets everyone bind those
 * (`net.ipv4.ip_unprivileged_port_start=0`), but not in the host's network, and other engines do not.
 */
export function privilegesOf(
  users: RuntimePolicy['users'],
  ports: RuntimePolicy['network']['ports'],
): RuntimePolicy['privileges'] {
  const lowPort = ports.find(({ port }) => port < 1024);
  const capabilities: string[] = users.root ? [...stepDown] : [];
  if (users.root && lowPort !== undefined) capabilities.push('NET_BIND_SERVICE');
  return {
    noNewPrivileges: true,
    capabilities: capabilities.sort(),
    maxProcesses,
    source: privilegesSource(users.root, lowPort?.port),
  };
}

function privilegesSource(root: boolean, lowPort: number | undefined): string {
  if (root) {
    const why =
      'it starts as root and may step down to another user: what that takes is kept, a USER needs none';
    return lowPort === undefined ? why : `${why}; NET_BIND_SERVICE for port ${lowPort}`;
  }
  const why = 'USER is not root, so it needs none';
  return lowPort === undefined
    ? why
    : `${why}; for port ${lowPort} the engine must set net.ipv4.ip_unprivileged_port_start, as Docker does`;
}
