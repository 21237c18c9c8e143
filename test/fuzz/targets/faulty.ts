import type { Target } from '../target.ts';

const seeds = [{ name: 'a seed', bytes: Buffer.from('one two three') }];
const hoard: Buffer[] = [];
let calls = 0;

/** Targets that fail, each in its way: what shows that a failure is seen. They are never fuzzed by themselves. */
export const faultyTargets: readonly Target[] = [
  {
    name: 'faulty:throws',
    seeds,
    read() {
      throw new TypeError('a mistake');
    },
  },
  {
    name: 'faulty:changes',
    seeds,
    read() {
      calls += 1;
      return calls;
    },
  },
  {
    name: 'faulty:hides',
    seeds,
    read: () => ({ problem: "a: Cannot read properties of undefined (reading 'x')" }),
  },
  {
    name: 'faulty:hangs',
    seeds,
    read() {
      for (;;);
    },
  },
  {
    name: 'faulty:works',
    seeds,
    read() {
      const start = process.cpuUsage();
      let sum = 0;
      for (let used = 0; used < 1_200_000; ) {
        for (let count = 0; count < 1_000_000; count += 1) sum += Math.sqrt(count);
        const { user, system } = process.cpuUsage(start);
        used = user + system;
      }
      return sum > 0;
    },
  },
  {
    name: 'faulty:hoards',
    seeds,
    read: () => hoard.push(Buffer.alloc(320 * 1024 * 1024, 1)) && undefined,
  },
  {
    name: 'faulty:dies',
    seeds,
    read() {
      process.kill(process.pid, 'SIGSEGV');
    },
  },
];
