import { DescribeVpcPeeringConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsRegionState } from '../../../src/sandbox/aws/state.ts';
import { createWorld } from '../../../src/sandbox/world.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

export const shop = '111122223333';
export const finance = '444455556666';

export const hour = 3600_000;

/** A whole world, and clients of its EC2. */
export async function startAws(scenario = 'small-company') {
  const world = await createWorld({ port: 0, scenario });
  const environment = world.environment();
  const endpoint = world.addresses.aws;
  const clients: EC2Client[] = [];
  const keep = (client: EC2Client) => {
    clients.push(client);
    return client;
  };
  const own = {
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
  };

  return {
    world,
    own,
    endpoint,
    /** Somebody of that account. */
    people: (account: string, region: string) =>
      keep(
        new EC2Client({
          endpoint,
          region,
          maxAttempts: 1,
          credentials: { accessKeyId: `AKIALOCL${account}`, secretAccessKey: 'not-real' },
        }),
      ),
    /** The bot in its role there. */
    bot: (account: string, region: string, ExternalId = environment.PEERING_AWS_EXTERNAL_ID) =>
      keep(
        new EC2Client({
          endpoint,
          region,
          maxAttempts: 1,
          credentials: fromTemporaryCredentials({
            masterCredentials: own,
            clientConfig: { endpoint, region, maxAttempts: 1 },
            params: {
              RoleArn: environment.PEERING_AWS_ROLE_ARN?.replace('{accountId}', account) ?? '',
              RoleSessionName: 'peering-bot',
              ...(ExternalId && { ExternalId }),
            },
          }),
        }),
      ),
    turn: (ms: number) => world.advance(ms),
    async control(path: string, body: unknown) {
      const answer = await fetch(`${world.addresses.slack}/sandbox/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
    },
    region(account: string, region: string): AwsRegionState {
      const found = world.state().aws.accounts[account]?.regions[region];
      if (!found) throw new Error(`nothing in ${region} of ${account}`);
      return found;
    },
    peeringState: (name: string) =>
      world.state().yugabyte.peerings.find(({ spec }) => spec.name === name)?.info.state,
    /** Yugabyte asks for a peering with the VPC `mobile` of the shop. */
    async request(name: string, change: Record<string, unknown> = {}) {
      const { account, vpcs } = world.state().yugabyte;
      const vpc = vpcs.find(({ spec }) => spec.name === 'payments-vpc');
      const path = `/api/public/v1/accounts/${account.id}/projects/${account.projectId}/vpc-peerings`;
      const answer = await fetch(`${world.addresses.yugabyte}${path}`, {
        method: 'POST',
        headers: { authorization: 'Bearer not-real' },
        body: JSON.stringify({
          name,
          internal_yugabyte_vpc_id: vpc?.info.id,
          customer_vpc: {
            external_vpc_id: 'vpc-0a1b2c3d4e5f60718',
            cloud_provider_project: shop,
            cidr: '10.20.0.0/16',
            cloud_info: { code: 'AWS', region: 'eu-west-1' },
            ...change,
          },
        }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      await world.advance(3_000);
    },
    async stop() {
      for (const client of clients) client.destroy();
      await world.stop();
    },
  };
}

export type Aws = Awaited<ReturnType<typeof startAws>>;

export async function connectionsOf(client: EC2Client, vpcId?: string) {
  const { VpcPeeringConnections = [] } = await client.send(
    new DescribeVpcPeeringConnectionsCommand(
      vpcId === undefined ? {} : { Filters: [{ Name: 'accepter-vpc-info.vpc-id', Values: [vpcId] }] },
    ),
  );
  return VpcPeeringConnections;
}

/** The id of the only one. */
export async function connectionTo(client: EC2Client, vpcId: string): Promise<string> {
  const [only, ...more] = await connectionsOf(client, vpcId);
  if (!only || more.length > 0) throw new Error(`${more.length + (only ? 1 : 0)} connections to ${vpcId}`);
  return only.VpcPeeringConnectionId ?? '';
}

/** The code of EC2's error. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (error: Error) => error.name,
  );
