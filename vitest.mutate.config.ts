import { defineConfig } from 'vitest/config';

/** The unit tests as the mutation run sees them: no browser, no processes of their own. */
export default defineConfig({
  test: {
    pool: 'forks',
    execArgv: ['--import', './tests/support/typescript-loader.mjs'],
    environment: 'node',
    env: { TZ: 'UTC' },
    setupFiles: ['tests/support/leave-no-stubs.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    include: JSON.parse(process.env.MUTATE_TESTS ?? '["tests/**/*.test.{ts,tsx}"]'),
    exclude: ['tests/{e2e,faults}/**', 'tests/house/**'],
  },
});
