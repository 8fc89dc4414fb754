import type { EC2Client } from '@aws-sdk/client-ec2';
import { PeeringBotError } from '../../core/errors.ts';
import type { Where } from './failure.ts';
import { loadSdk, type Sdk } from './sdk.ts';

/** One client for each account and region, with the credentials of that account. */
export interface Clients {
  of(place: Where): Promise<{ sdk: Sdk; ec2: EC2Client }>;
  /** The ARN of the role for an account; `undefined` where the bot's own credentials are used. */
  roleFor(account: string): string | undefined;
  stop(): void;
}

export interface ClientsOptions {
  /** `{accountId}` is filled in. */
  roleArn?: string;
  externalId?: string;
  ec2Endpoint?: string;
  stsEndpoint?: string;
  /** Real milliseconds. */
  timeouts: { connectMs: number; requestMs: number };
}

const SESSION = 'peering-bot';

export function createClients({
  roleArn,
  externalId,
  ec2Endpoint,
  stsEndpoint,
  timeouts,
}: ClientsOptions): Clients {
  const clients = new Map<string, Promise<{ sdk: Sdk; ec2: EC2Client }>>();
  const stops: (() => void)[] = [];
  let own: Promise<string> | undefined;
  const roleFor = (account: string) => roleArn?.replaceAll('{accountId}', account);

  async function create({ account, region }: Where): Promise<{ sdk: Sdk; ec2: EC2Client }> {
    const sdk = await loadSdk();
    const common = (endpoint: string | undefined) => ({
      region,
      retryMode: 'adaptive',
      maxAttempts: 3,
      // Without `throwOnRequestTimeout` the SDK only warns.
      requestHandler: {
        connectionTimeout: timeouts.connectMs,
        requestTimeout: timeouts.requestMs,
        throwOnRequestTimeout: true,
      },
      ...(endpoint && { endpoint }),
    });
    const role = roleFor(account);
    if (!role) await isOwn(sdk, account, common(stsEndpoint));
    const ec2 = new sdk.EC2Client({
      ...common(ec2Endpoint),
      ...(role && {
        credentials: sdk.fromTemporaryCredentials({
          params: { RoleArn: role, RoleSessionName: SESSION, ...(externalId && { ExternalId: externalId }) },
          clientConfig: common(stsEndpoint),
        }),
      }),
    });
    stops.push(() => ec2.destroy());
    return { sdk, ec2 };
  }

  /** Without a role the bot sees its own account only; whose that is, is asked once. */
  async function isOwn(sdk: Sdk, account: string, config: object): Promise<void> {
    own ??= whoAmI(sdk, config).catch((error: unknown) => {
      own = undefined;
      throw error;
    });
    if ((await own) === account) return;
    const denied = new Error(`the bot's own credentials are of another account`);
    denied.name = 'AccessDenied';
    throw denied;
  }

  async function whoAmI(sdk: Sdk, config: object): Promise<string> {
    const sts = new sdk.STSClient(config);
    try {
      const { Account } = await sts.send(new sdk.GetCallerIdentityCommand({}));
      if (!Account) throw new PeeringBotError('bad-answer', 'AWS did not tell whose the credentials are.');
      return Account;
    } finally {
      sts.destroy();
    }
  }

  return {
    roleFor,
    of(place) {
      const key = `${place.account}/${place.region}`;
      const known = clients.get(key);
      if (known) return known;
      const made = create(place);
      clients.set(key, made);
      made.catch(() => clients.delete(key));
      return made;
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
