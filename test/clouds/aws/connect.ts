import { type AwsNetworkOptions, createAwsNetwork } from '../../../src/clouds/aws/aws-network.ts';
import type { AwsNetwork } from '../../../src/core/cloud/aws-network.ts';
import { systemClock } from '../../../src/system-clock.ts';

export const roleArn = 'arn:aws:iam::{accountId}:role/peering-bot';

/** Patient, as a busy machine is slow; a test that wants to see the deadline sets its own. */
const PATIENT = { lookMs: 30_000, sweepMs: 30_000, changeMs: 30_000 };

/** The adapter at a server of a test, with a role in every account; `asItself`: with its own keys. */
export const connect = (
  url: string,
  { asItself = false, ...options }: Partial<AwsNetworkOptions> & { asItself?: boolean } = {},
): AwsNetwork =>
  createAwsNetwork({
    mode: 'act',
    now: systemClock.now,
    ...(!asItself && { roleArn }),
    ec2Endpoint: url,
    stsEndpoint: url,
    deadlines: PATIENT,
    ...options,
  });
