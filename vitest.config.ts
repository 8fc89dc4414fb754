import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // The clouds' own chains of credentials end here: no profile of this machine is read, and its metadata address is not asked.
    env: {
      AWS_ACCESS_KEY_ID: 'AKIALOCALNOTREAL',
      AWS_SECRET_ACCESS_KEY: 'local-not-a-real-secret',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      METADATA_SERVER_DETECTION: 'none',
    },
    // Much of the time is waiting for children and pages: two files at once also where there are two cores.
    maxWorkers: 2,
  },
});
