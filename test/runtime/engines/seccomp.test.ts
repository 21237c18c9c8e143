import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { callInterfaces } from '../../../src/model/runtime-policy.ts';
import { allowedCalls, seccomp } from '../../../src/runtime/engines/seccomp.ts';
import { executable, policyOf } from '../sample.ts';

interface Argument {
  readonly index: number;
  readonly value: number;
  readonly valueTwo?: number;
  readonly op: string;
}

interface Profile {
  readonly defaultAction: string;
  readonly defaultErrnoRet: number;
  readonly architectures: readonly string[];
  readonly syscalls: readonly {
    readonly names: readonly string[];
    readonly action: string;
    readonly errnoRet?: number;
    readonly args?: readonly Argument[];
  }[];
}

function profile(
  platform = 'linux/amd64',
  executables = [executable('/app', { machine: 'x86_64' })],
): Profile {
  const [file] = seccomp.emit(policyOf({ platform, executables }));
  return JSON.parse(file?.content ?? 'null') as Profile;
}

/** What the kernel's filter answers: conditions of one entry all hold, entries of one name are alternatives. */
function answer(to: Profile, name: string, argument = 0n): string {
  const rule = to.syscalls.find(
    ({ names, args }) => names.includes(name) && (args ?? []).every((one) => holds(one, argument)),
  );
  return rule === undefined
    ? `${to.defaultAction} ${to.defaultErrnoRet}`
    : [rule.action, ...(rule.errnoRet === undefined ? [] : [rule.errnoRet])].join(' ');
}

function holds({ index, op, value, valueTwo }: Argument, argument: bigint): boolean {
  expect(index).toBe(0);
  if (op === 'SCMP_CMP_EQ') return argument === BigInt(value);
  expect(op).toBe('SCMP_CMP_MASKED_EQ');
  return (argument & BigInt(value)) === BigInt(valueTwo ?? 0);
}

function ociSchema(name: string): object {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, `../../fixtures/runtime/oci-${name}.json`), 'utf8'),
  );
}

const allow = 'SCMP_ACT_ALLOW';
const refuse = 'SCMP_ACT_ERRNO 38';

describe('the seccomp profile', () => {
  test.each(['read', 'openat2', 'statx', 'execve', 'futex', 'rseq', 'clock_gettime'])('allows %s', (name) => {
    expect(answer(profile(), name)).toBe(allow);
  });

  test.each(['mount', 'bpf', 'keyctl', 'chroot', 'unshare', 'a_call_of_the_future'])(
    'answers %s as a kernel without it would',
    (name) => {
      expect(answer(profile(), name)).toBe(refuse);
    },
  );

  test('answers clone3 as a kernel without it would, so that C libraries fall back to clone', () => {
    expect(answer(profile(), 'clone3')).toBe(refuse);
  });

  test('allows clone for processes and threads, never for a new namespace', () => {
    const fork = 0x0120_0011n;
    const thread = 0x003d_0f00n;
    const namespaces = [
      0x2_0000n,
      0x200_0000n,
      0x400_0000n,
      0x800_0000n,
      0x1000_0000n,
      0x2000_0000n,
      0x4000_0000n,
    ];
    expect([fork, thread].map((flags) => answer(profile(), 'clone', flags))).toEqual([allow, allow]);
    const answers = namespaces.flatMap((flag) => [flag, flag | fork, flag | (2n ** 32n)]);
    expect(answers.map((flags) => answer(profile(), 'clone', flags))).toEqual(answers.map(() => refuse));
  });

  test('allows the personalities that weaken nothing', () => {
    const noRandomization = 0x004_0000n;
    expect(
      [0n, 8n, 0x2_0000n, 0x2_0008n, 0xffff_ffffn].map((p) => answer(profile(), 'personality', p)),
    ).toEqual(Array(5).fill(allow));
    expect(answer(profile(), 'personality', noRandomization)).toBe(refuse);
  });

  test('allows sockets of every family Linux has but AF_ALG and AF_VSOCK', () => {
    const families = Array.from({ length: 46 }, (_, family) => BigInt(family));
    const refused = families.filter((family) => answer(profile(), 'socket', family) !== allow);
    expect(refused).toEqual([38n, 40n]);
  });

  test('judges a socket by the half of the argument that the kernel looks at', () => {
    const high = [1n, 2n ** 31n, 2n ** 32n - 1n].map((half) => half << 32n);
    expect(high.map((bits) => answer(profile(), 'socket', bits | 40n))).toEqual([refuse, refuse, refuse]);
    expect(high.map((bits) => answer(profile(), 'socket', bits | 2n))).toEqual([allow, allow, allow]);
  });

  test.each(['linux/amd64', 'linux/386', 'linux/arm64', 'linux/arm/v7'])(
    'for %s fits the schema of the runtime-spec',
    (platform) => {
      const ajv = new Ajv({ strict: false });
      for (const name of ['config-linux', 'defs-linux', 'defs'])
        ajv.addSchema(ociSchema(name), `${name}.json`);
      const fits = ajv.compile({ $ref: 'config-linux.json#/linux/properties/seccomp' });
      expect({ fits: fits(profile(platform)), errors: fits.errors }).toEqual({ fits: true, errors: null });
    },
  );

  test('holds nothing beyond the runtime-spec: no key of Docker alone, at most 128 entries for a call', () => {
    const full = profile('linux/amd64', [executable('/app', { machine: 'i386' })]);
    expect(Object.keys(full).sort()).toEqual([
      'architectures',
      'defaultAction',
      'defaultErrnoRet',
      'syscalls',
    ]);
    const keys = new Set(full.syscalls.flatMap((rule) => Object.keys(rule)));
    expect([...keys].sort()).toEqual(['action', 'args', 'errnoRet', 'names']);
    expect(full.syscalls.length).toBeLessThan(128);
  });

  test('is the same bytes every time', () => {
    expect(seccomp.emit(policyOf({}))).toEqual(seccomp.emit(policyOf({})));
  });
});

describe('the interfaces of the profile', () => {
  test.each([
    ['linux/amd64', ['x86_64'], ['SCMP_ARCH_X86_64'], 308],
    ['linux/amd64', ['x86_64', 'i386'], ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'], 366],
    ['linux/386', ['i386'], ['SCMP_ARCH_X86'], 359],
    ['linux/arm64', ['aarch64'], ['SCMP_ARCH_AARCH64'], 266],
    ['linux/arm64/v8', ['aarch64', 'arm'], ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM'], 358],
    ['linux/arm/v7', ['arm'], ['SCMP_ARCH_ARM'], 352],
  ])('of %s with programs for %j are %j', (platform, machines, architectures, calls) => {
    const executables = machines.map((machine) => executable(`/${machine}`, { machine }));
    expect(profile(platform, executables).architectures).toEqual(architectures);
    expect(allowedCalls(policyOf({ platform, executables }))).toBe(calls);
  });

  test('leave 32-bit calls out of an image without 32-bit programs, socketcall with them', () => {
    expect(answer(profile(), 'socketcall')).toBe(refuse);
  });

  test.each(['linux/s390x', 'linux/riscv64', 'windows/amd64', 'linux', ''])(
    'are unknown for %j: nothing is written, and the table says so',
    (platform) => {
      const policy = policyOf({ platform });
      expect(seccomp.emit(policy)).toEqual([]);
      expect(seccomp.controls(policy)['system-calls'].enforcement).toBe('cannot-express');
      expect(allowedCalls(policy)).toBe(0);
    },
  );

  test('each have an architecture of the runtime-spec', () => {
    const machines = ['linux/amd64', 'linux/386', 'linux/arm64', 'linux/arm'];
    const named = machines.flatMap((platform) => policyOf({ platform }).systemCalls.interfaces);
    expect(named).toEqual([...callInterfaces]);
  });
});
