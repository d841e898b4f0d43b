import { defineConfig } from 'vitest/config';

const minuteMs = 60_000;

/** The hub's tests share one PostgreSQL. */
const sharedPostgres = 'tests/support/shared-postgres.ts';

/** Tests that hold processes of their own, one kind after the other. */
function apart(name: string, include: string[], timeoutMs: number, groupOrder: number, more: object = {}) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      fileParallelism: false,
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
      sequence: { groupOrder },
      ...more,
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
    // Files of a worker share what they import: reading the sources anew for each took a third of the suite's time.
    isolate: false,
    setupFiles: ['tests/support/leave-no-stubs.ts', 'tests/support/answers-match.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/{e2e,faults,contract}/**', 'tests/house/fixtures/**'],
          testTimeout: 2 * minuteMs,
          hookTimeout: 2 * minuteMs,
          globalSetup: [sharedPostgres],
          sequence: { groupOrder: 0 },
        },
      },
      apart('contract', ['tests/contract/**/*.test.{ts,tsx}'], minuteMs, 1),
      apart('faults', ['tests/faults/**/*.test.{ts,tsx}'], 3 * minuteMs, 2, {
        globalSetup: ['tests/support/prepare-build.ts', sharedPostgres],
      }),
      // Each file has a hall and a browser of its own, on a free port.
      apart('e2e', ['tests/e2e/**/*.test.{ts,tsx}'], 3 * minuteMs, 3, {
        fileParallelism: true,
        globalSetup: ['tests/support/prepare-build.ts', 'tests/support/unpack-browser.ts', sharedPostgres],
      }),
    ],
  },
});
