import type { RuntimePolicy } from '../../model/runtime-policy.ts';
import { defaultCalls } from './default-calls.ts';
import { cannotExpress, type Emitter, prevents } from './emitter.ts';

/** Below the folder of the policy; other emitters point their engine to it. */
export const seccompFile = 'seccomp.json';

/**
 * A seccomp profile in the strict form of the runtime-spec v1.3 (`linux.seccomp`), which Docker, Podman, runc, crun,
 * CRI-O and the kubelet all take: none of Docker's own keys (`archMap`, `includes`, `excludes`), nothing resolved by
 * whoever loads it.
 */
export const seccomp: Emitter = {
  engine: 'seccomp',
  title: 'seccomp (Docker, Podman, runc, crun, CRI-O, kubelet)',
  controls: (policy) => {
    const callsOnly = cannotExpress(
      'it sees the numbers and plain arguments of calls, no paths and no users',
    );
    return {
      'system-calls':
        policy.systemCalls.interfaces.length > 0
          ? prevents(`calls outside ${seccompFile} answer "not implemented"`)
          : cannotExpress(`no list of calls is known for ${policy.image.platform}`),
      executables: callsOnly,
      users: callsOnly,
      files: callsOnly,
      privileges: callsOnly,
      capabilities: cannotExpress('only the calls behind dropped capabilities are out of reach'),
      processes: cannotExpress('it cannot count'),
      volumes: callsOnly,
      network: cannotExpress('only whole address families: AF_ALG and AF_VSOCK are out of reach'),
      drift: callsOnly,
    };
  },
  emit: (policy) => {
    const profile = seccompProfile(policy);
    if (profile === undefined) return [];
    return [{ engine: 'seccomp', path: seccompFile, content: `${JSON.stringify(profile, null, 2)}\n` }];
  },
};

interface SeccompProfile {
  readonly defaultAction: 'SCMP_ACT_ERRNO';
  readonly defaultErrnoRet: number;
  readonly architectures: readonly string[];
  readonly syscalls: readonly SeccompRule[];
}

interface SeccompRule {
  readonly names: readonly string[];
  readonly action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO';
  readonly errnoRet?: number;
  readonly args?: readonly {
    readonly index: number;
    readonly value: number;
    readonly valueTwo?: number;
    readonly op: 'SCMP_CMP_EQ' | 'SCMP_CMP_MASKED_EQ';
  }[];
}

/**
 * "Function not implemented". With EPERM, Docker's choice, programs take a call they cannot make for one they may not
 * make, and C libraries do not fall back to the older call they would have used.
 */
const ENOSYS = 38;

const architectureOf = {
  x86_64: 'SCMP_ARCH_X86_64',
  x86: 'SCMP_ARCH_X86',
  aarch64: 'SCMP_ARCH_AARCH64',
  arm: 'SCMP_ARCH_ARM',
} as const;

/** How many calls a profile for the policy allows; 0 where there is none for its platform. */
export function allowedCalls(policy: RuntimePolicy): number {
  const rules = seccompProfile(policy)?.syscalls ?? [];
  return new Set(rules.filter(({ action }) => action === 'SCMP_ACT_ALLOW').flatMap(({ names }) => names))
    .size;
}

function seccompProfile(policy: RuntimePolicy): SeccompProfile | undefined {
  const { interfaces } = policy.systemCalls;
  if (interfaces.length === 0) return undefined;
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: ENOSYS,
    architectures: interfaces.map((name) => architectureOf[name]),
    syscalls: [
      { names: defaultCalls(interfaces), action: 'SCMP_ACT_ALLOW' },
      ...[cloneWithoutNamespaces, ...personalities, ...addressFamilies],
      // Its flags are behind a pointer, out of sight of any filter: glibc falls back to clone, moby/moby#42680.
      { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: ENOSYS },
    ],
  };
}

/** CLONE_NEW{NS,CGROUP,UTS,IPC,USER,PID,NET}: a new namespace takes a capability, or (a user namespace) gives all. */
const newNamespaces = 0x7e02_0000;

const cloneWithoutNamespaces: SeccompRule = {
  names: ['clone'],
  action: 'SCMP_ACT_ALLOW',
  args: [{ index: 0, value: newNamespaces, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
};

/** PER_LINUX, PER_LINUX32, UNAME26 with either, and the query. Others switch protections such as ASLR off. */
const personalities: readonly SeccompRule[] = [0x0, 0x8, 0x2_0000, 0x2_0008, 0xffff_ffff].map((persona) => ({
  names: ['personality'],
  action: 'SCMP_ACT_ALLOW',
  args: [{ index: 0, value: persona, op: 'SCMP_CMP_EQ' }],
}));

/**
 * Every address family but AF_ALG (38, CVE-2026-31431) and AF_VSOCK (40), as Docker's default. Docker compares ranges of
 * the whole 64-bit argument, and the kernel looks at its low half only: 2^32 + 40 passes for "greater than 40" and
 * opens an AF_VSOCK socket. So here the low half is compared: mask and value, each a power-of-two block of families.
 */
const addressFamilies: readonly SeccompRule[] = [
  [0xffff_ffe0, 0], // 0 to 31
  [0xffff_fffc, 32], // 32 to 35
  [0xffff_fffe, 36], // 36, 37
  [0xffff_ffff, 39],
  [0xffff_ffff, 41],
  [0xffff_fffe, 42], // 42, 43
  [0xffff_fffc, 44], // 44 to 47: Linux 6.18 ends at 45
].map(([mask = 0, family = 0]) => ({
  names: ['socket'],
  action: 'SCMP_ACT_ALLOW',
  args: [{ index: 0, value: mask, valueTwo: family, op: 'SCMP_CMP_MASKED_EQ' }],
}));
