import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/interop/**', 'test/bench/**'],
          environment: 'node',
          testTimeout: 30_000,
          execArgv: ['--disable-warning=ExperimentalWarning'],
        },
      },
      {
        test: {
          name: 'interop',
          include: ['test/interop/**/*.test.ts'],
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 600_000,
          // Real engines and registries share two cores and one kernel: one file at a time.
          fileParallelism: false,
          execArgv: ['--disable-warning=ExperimentalWarning'],
        },
      },
    ],
  },
});
