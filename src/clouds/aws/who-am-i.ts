import type { Sdk } from './sdk.ts';

/** Whose the bot's own credentials are. `config`: of the STS client. Throws what the SDK throws. */
export async function whoAmI(
  sdk: Sdk,
  config: object,
): Promise<{ account: string; arn: string | undefined }> {
  const sts = new sdk.STSClient(config);
  try {
    const { Account, Arn } = await sts.send(new sdk.GetCallerIdentityCommand({}));
    if (!Account) throw new Error('an answer to sts:GetCallerIdentity without an account');
    return { account: Account, arn: Arn };
  } finally {
    sts.destroy();
  }
}
