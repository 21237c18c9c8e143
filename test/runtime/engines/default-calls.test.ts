import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callInterfaces } from '../../../src/model/runtime-policy.ts';
import { defaultCalls } from '../../../src/runtime/engines/default-calls.ts';

interface MobyRule {
  readonly names: readonly string[];
  readonly args?: unknown;
  readonly action: string;
  readonly includes?: { readonly arches?: readonly string[]; readonly caps?: readonly string[] };
}

const fixture = join(import.meta.dirname, '../../fixtures/runtime/moby-default.json');
const moby = JSON.parse(readFileSync(fixture, 'utf8')) as { readonly syscalls: readonly MobyRule[] };

/** What Docker allows whatever the arguments, without capabilities, on a machine of this architecture. */
function mobyAllows(architecture: string): Set<string> {
  const rules = moby.syscalls.filter(
    ({ action, args, includes }) =>
      action === 'SCMP_ACT_ALLOW' &&
      args === undefined &&
      includes?.caps === undefined &&
      (includes?.arches?.includes(architecture) ?? true),
  );
  return new Set(rules.flatMap(({ names }) => names));
}

const architectureOf = { x86_64: 'amd64', x86: 'amd64', aarch64: 'arm64', arm: 'arm64' } as const;

/** Allowed by Docker on every machine, and of neither interface of this one (libseccomp, src/syscalls.csv). */
const missingOf: Readonly<Record<string, string>> = {
  amd64: 'recv riscv_hwprobe send',
  arm64:
    'alarm epoll_ctl_old epoll_wait_old fadvise64_64 get_thread_area ipc riscv_hwprobe select set_thread_area socketcall sync_file_range2 time uretprobe utime waitpid',
};

describe('the calls allowed by default', () => {
  test.each(callInterfaces)("of %s are never more than Docker's", (name) => {
    const docker = mobyAllows(architectureOf[name]);
    expect(defaultCalls([name]).filter((call) => !docker.has(call))).toEqual([]);
  });

  test.each([
    [['x86_64', 'x86'] as const, 'amd64'],
    [['aarch64', 'arm'] as const, 'arm64'],
  ])("of %j together are all of Docker's, but for calls of other machines", (names, architecture) => {
    const ours = new Set(defaultCalls(names));
    const missing = [...mobyAllows(architecture)].filter((call) => !ours.has(call)).sort();
    expect(missing.join(' ')).toBe(missingOf[architecture]);
  });

  test.each([
    ['x86_64', 305],
    ['x86', 356],
    ['aarch64', 263],
    ['arm', 349],
  ] as const)('of %s are %i names, sorted, each once', (name, count) => {
    const calls = defaultCalls([name]);
    expect(calls.length).toBe(count);
    expect(calls).toEqual([...new Set(calls)].sort());
  });

  test.each([
    'bpf',
    'mount',
    'setns',
    'unshare',
    'keyctl',
    'io_uring_setup',
    'userfaultfd',
    'chroot',
    'socket',
    'clone',
    'clone3',
    'personality',
  ])('never hold %s', (call) => {
    expect(defaultCalls(callInterfaces)).not.toContain(call);
  });
});
