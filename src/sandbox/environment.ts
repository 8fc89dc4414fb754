import { botKey, externalId, roleName } from './aws/query/caller.ts';
import type { WorkspaceSeed } from './slack/seed.ts';

/** Base addresses without a slash at the end. */
export interface Addresses {
  slack: string;
  yugabyte: string;
  aws: string;
  gcp: string;
}

/** With these a bot talks to the world at `addresses`. All of it made up. */
export const botEnvironment = (
  addresses: Addresses,
  { app }: Pick<WorkspaceSeed, 'app'>,
  transport: 'http' | 'socket',
): Record<string, string> => ({
  SLACK_BOT_TOKEN: app.botToken,
  ...(transport === 'socket'
    ? { SLACK_APP_TOKEN: app.appToken }
    : { SLACK_SIGNING_SECRET: app.signingSecret }),
  SLACK_API_URL: `${addresses.slack}/api/`,
  PEERING_CHANNEL: 'C0PEERINGS',
  PEERING_OPERATORS: 'U0OPERATOR,S0PLATFORM',
  PEERING_APPROVERS: 'U0APPROVER,S0APPROVE',
  PEERING_OWNERS: '111122223333=S0PLATFORM,local-data-platform=U0APPROVER',
  YBM_APIKEY: 'local-api-key-not-real',
  YBM_HOST: addresses.yugabyte,
  PEERING_AWS_MODE: 'advise',
  PEERING_GCP_MODE: 'advise',
  AWS_ENDPOINT_URL_EC2: addresses.aws,
  AWS_ENDPOINT_URL_STS: addresses.aws,
  AWS_ACCESS_KEY_ID: botKey.id,
  AWS_SECRET_ACCESS_KEY: botKey.secret,
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  PEERING_AWS_ROLE_ARN: `arn:aws:iam::{accountId}:role/${roleName}`,
  PEERING_AWS_EXTERNAL_ID: externalId,
  CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `${addresses.gcp}/compute/v1/`,
  // Application Default Credentials come from the metadata server beside Compute Engine.
  GCE_METADATA_HOST: new URL(addresses.gcp).host,
  METADATA_SERVER_DETECTION: 'assume-present',
});
