import type { AwsPlace } from '../../core/cloud/aws-network.ts';

/** Whose account and which region a call was about. */
export type Where = Omit<AwsPlace, 'vpcId'> & {
  /** ARN of who called: the role for that account, or the bot's own identity as far as AWS has told it. */
  who?: string;
};

export const sayWhere = ({ account, region }: Where): string => `AWS account ${account}, ${region}`;
