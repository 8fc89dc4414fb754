import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The AWS SDK, loaded on first use: it costs 0.2 s and 70 MB, which nobody should pay who has no AWS peering. `require` takes
 * half of the time of `import`, which reads these CommonJS packages twice to find their names. It warns about Node 20 on
 * every start of a process unless told not to. https://github.com/aws/aws-sdk-js-v3#nodejs-versions
 */
export async function loadSdk() {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const ec2: typeof import('@aws-sdk/client-ec2') = require('@aws-sdk/client-ec2');
  const sts: typeof import('@aws-sdk/client-sts') = require('@aws-sdk/client-sts');
  const providers: typeof import('@aws-sdk/credential-providers') = require('@aws-sdk/credential-providers');
  return {
    ...ec2,
    STSClient: sts.STSClient,
    GetCallerIdentityCommand: sts.GetCallerIdentityCommand,
    fromTemporaryCredentials: providers.fromTemporaryCredentials,
  };
}

export type Sdk = Awaited<ReturnType<typeof loadSdk>>;
