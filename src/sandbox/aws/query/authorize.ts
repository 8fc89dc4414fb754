import type { AwsData } from '../records.ts';
import { isOptIn, isRegion } from '../regions.ts';
import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';

/** Before anything else is looked at, a dry run included. Throws EC2's errors. */
export function authorize(data: AwsData, { account: id, region, arn, isBot }: Caller, action: string) {
  if (!isRegion(region))
    throw new AwsError('AuthFailure', `Credential should be scoped to a valid region, not '${region}'`);
  const account = data.accounts.get(id);
  if (isOptIn(region) && !account?.regions.has(region))
    throw new AwsError('OptInRequired', `You are not subscribed to this service in ${region}`);
  if (!isBot || !account?.denied.has(`ec2:${action}`)) return;
  throw new AwsError(
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ec2:${action} because no identity-based policy allows the ec2:${action} action. Encoded authorization failure message: not-real`,
  );
}
