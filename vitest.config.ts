import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // The clouds' own chains of credentials end here: nothing asks the machine's metadata address.
    env: {
      AWS_ACCESS_KEY_ID: 'AKIALOCALNOTREAL',
      AWS_SECRET_ACCESS_KEY: 'local-not-a-real-secret',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      METADATA_SERVER_DETECTION: 'none',
    },
    // Much of the time is waiting for children and pages: two files at once also where there are two cores.
    maxWorkers: 2,
    // What the cloud SDKs find for themselves: obviously fake keys, no profile of this machine, and never the address
    // at which a machine in a cloud tells who it is.
    env: {
      AWS_ACCESS_KEY_ID: 'AKIAFAKEFAKEFAKEFAKE',
      AWS_SECRET_ACCESS_KEY: 'fake-secret-for-tests-only',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      METADATA_SERVER_DETECTION: 'none',
    },
  },
});
