import type { EC2Client } from '@aws-sdk/client-ec2';
import { OtherAccount } from './other-account.ts';
import { loadSdk, type Sdk } from './sdk.ts';
import type { Where } from './where.ts';
import { whoAmI } from './who-am-i.ts';

/**
 * How a call that was throttled is made again. `standard`: soon, for what somebody waits for. `adaptive`: all calls in
 * that account and region slow down until AWS takes them, for what nobody waits for.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export type RetryMode = 'standard' | 'adaptive';

export type Ec2Clients = { sdk: Sdk } & Record<RetryMode, EC2Client>;

/** Clients for each account and region, with the credentials of that account. */
export interface Clients {
  of(place: Where): Promise<Ec2Clients>;
  /** The next call begins with fresh credentials. */
  forget(place: Where): void;
  /** ARN of the role for an account, or of the bot itself as far as AWS has told. */
  whoIn(account: string): string | undefined;
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
  const clients = new Map<string, Promise<Ec2Clients>>();
  const stops: (() => void)[] = [];
  let asked: Promise<{ account: string; arn: string | undefined }> | undefined;
  let ownArn: string | undefined;
  const roleFor = (account: string) => roleArn?.replaceAll('{accountId}', account);
  const keyOf = ({ account, region }: Where) => `${account}/${region}`;

  async function create({ account, region }: Where): Promise<Ec2Clients> {
    const role = roleFor(account);
    if (role) isOf(account, role);
    const sdk = await loadSdk();
    const common = (endpoint: string | undefined) => ({
      region,
      maxAttempts: 3,
      // Without `throwOnRequestTimeout` the SDK only warns.
      requestHandler: {
        connectionTimeout: timeouts.connectMs,
        requestTimeout: timeouts.requestMs,
        throwOnRequestTimeout: true,
      },
      ...(endpoint && { endpoint }),
    });
    if (!role) await isOwn(sdk, account, common(stsEndpoint));
    const standard = new sdk.EC2Client({
      ...common(ec2Endpoint),
      retryMode: 'standard',
      ...(role && {
        credentials: sdk.fromTemporaryCredentials({
          params: { RoleArn: role, RoleSessionName: SESSION, ...(externalId && { ExternalId: externalId }) },
          clientConfig: common(stsEndpoint),
        }),
      }),
    });
    // The credentials of the first are kept until they expire: one role is assumed for both.
    const { credentials } = standard.config;
    const adaptive = new sdk.EC2Client({ ...common(ec2Endpoint), retryMode: 'adaptive', credentials });
    stops.push(
      () => standard.destroy(),
      () => adaptive.destroy(),
    );
    return { sdk, standard, adaptive };
  }

  /** Without a role the bot sees its own account only; whose that is, is asked once. */
  async function isOwn(sdk: Sdk, account: string, config: object): Promise<void> {
    asked ??= whoAmI(sdk, config);
    const own = await asked.catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    ownArn = own.arn;
    if (own.account === account) return;
    throw new OtherAccount(
      `the bot's own credentials are of AWS account ${own.account}; in ${account} it needs a role (PEERING_AWS_ROLE_ARN).`,
    );
  }

  return {
    whoIn: (account) => roleFor(account) ?? ownArn,
    of(place) {
      const key = keyOf(place);
      const known = clients.get(key);
      if (known) return known;
      const made = create(place);
      clients.set(key, made);
      made.catch(() => clients.delete(key));
      return made;
    },
    // Not closed: other calls may be on their way.
    forget: (place) => void clients.delete(keyOf(place)),
    stop() {
      for (const stop of stops) stop();
    },
  };
}

/** A role of one account shows nothing of another: not even that nothing is there. */
function isOf(account: string, role: string): void {
  const its = role.split(':')[4];
  if (its === account) return;
  throw new OtherAccount(
    `PEERING_AWS_ROLE_ARN names a role of AWS account ${its}, which shows nothing of ${account}; with {accountId} in it there is one in each account.`,
  );
}
