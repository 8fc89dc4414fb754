/**
 * The AWS SDK, loaded on first use: it costs 0.2 s and 70 MB, which nobody should pay who has no AWS peering. It warns
 * about Node 20 on every start of a process unless told not to.
 * https://github.com/aws/aws-sdk-js-v3#nodejs-versions
 */
export async function loadSdk() {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const [ec2, sts, providers] = await Promise.all([
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/credential-providers'),
  ]);
  return {
    ...ec2,
    STSClient: sts.STSClient,
    GetCallerIdentityCommand: sts.GetCallerIdentityCommand,
    fromTemporaryCredentials: providers.fromTemporaryCredentials,
  };
}

export type Sdk = Awaited<ReturnType<typeof loadSdk>>;
