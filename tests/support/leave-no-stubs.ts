import { afterAll, vi } from 'vitest';

// The next file runs in the same process and must find clock and globals as they are.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
