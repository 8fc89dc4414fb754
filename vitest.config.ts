import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A busy machine is slow, not wrong.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Much of the time is waiting for children and pages: two files at once also where there are two cores.
    maxWorkers: 2,
  },
});
