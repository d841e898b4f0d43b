import { defineConfig } from 'vitest/config';

const minuteMs = 60_000;

/** Tests that hold a port, a browser or a process of their own run one file after another. */
function alone(name: string, include: string[], timeoutMs: number, groupOrder: number) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      fileParallelism: false,
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
      sequence: { groupOrder },
    },
  };
}

export default defineConfig({
  test: {
    pool: 'forks',
    // Threads that the hall starts run the sources too.
    execArgv: ['--import', './tests/support/typescript-loader.mjs'],
    maxWorkers: 2,
    allowOnly: false,
    environment: 'node',
    env: { TZ: 'UTC' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/{e2e,faults,contract}/**', 'tests/house/fixtures/**'],
          testTimeout: 2 * minuteMs,
          hookTimeout: 2 * minuteMs,
          sequence: { groupOrder: 0 },
        },
      },
      alone('contract', ['tests/contract/**/*.test.{ts,tsx}'], minuteMs, 1),
      alone('faults', ['tests/faults/**/*.test.{ts,tsx}'], 3 * minuteMs, 2),
      alone('e2e', ['tests/e2e/**/*.test.{ts,tsx}'], 3 * minuteMs, 3),
    ],
  },
});
