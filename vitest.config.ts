import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Much of the time is waiting for children and pages: two files at once also where there are two cores.
    maxWorkers: 2,
    // A bot in the tests' own process takes its credentials from here: made up, and none of the machine's own.
    env: {
      AWS_ACCESS_KEY_ID: 'AKIALOCALBOTNOTREAL0',
      AWS_SECRET_ACCESS_KEY: 'local-secret-access-key-not-real',
      AWS_EC2_METADATA_DISABLED: 'true',
      METADATA_SERVER_DETECTION: 'none',
    },
  },
});
