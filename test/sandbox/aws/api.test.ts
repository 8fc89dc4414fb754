import {
  AcceptVpcPeeringConnectionCommand,
  AuthorizeSecurityGroupEgressCommand,
  CreateRouteCommand,
  CreateTagsCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteRouteCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeNetworkAclsCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeStaleSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  paginateDescribeSubnets,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsCoverage } from '../../../src/sandbox/aws/coverage.ts';
import { createAws } from '../../../src/sandbox/aws/simulator.ts';
import { createWorldClock } from '../../../src/sandbox/clock.ts';
import { createFaults } from '../../../src/sandbox/faults.ts';
import { createJournal } from '../../../src/sandbox/journal.ts';
import { type Aws, codeOf, connectionsOf, connectionTo, finance, hour, shop, startAws } from './start-aws.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.stop());

const checkout = 'vpc-0a1b2c3d4e5f60002';
const accept = (client: EC2Client, VpcPeeringConnectionId: string, more = {}) =>
  client.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId, ...more }));

/** The first route table of the only VPC there. */
async function tableOf(client: EC2Client) {
  const { RouteTables = [] } = await client.send(new DescribeRouteTablesCommand({}));
  return RouteTables[0] ?? {};
}

describe('who may do what', () => {
  it('the key decides the account; a role takes its external id', async () => {
    const sts = new STSClient({
      endpoint: aws.endpoint,
      region: 'us-east-1',
      credentials: aws.own,
      maxAttempts: 1,
    });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '777788889999' });
    const params = { RoleArn: `arn:aws:iam::${shop}:role/peering-bot`, RoleSessionName: 'test' };
    const assume = (more: object) => codeOf(sts.send(new AssumeRoleCommand({ ...params, ...more })));
    const ExternalId = aws.world.environment().PEERING_AWS_EXTERNAL_ID;
    expect(await assume({ ExternalId })).toBe('no error');
    expect(await assume({})).toBe('AccessDenied');
    expect(await assume({ ExternalId: 'another' })).toBe('AccessDenied');
    for (const RoleArn of [
      `arn:aws:iam::${shop}:role/admin`,
      'arn:aws:iam::222233334444:role/peering-bot',
      'arn:aws:iam::999988887777:role/peering-bot',
    ])
      expect(await assume({ ExternalId, RoleArn })).toBe('AccessDenied');
    const { Credentials } = await sts.send(new AssumeRoleCommand({ ...params, ExternalId }));
    expect(Math.abs((Credentials?.Expiration?.getTime() ?? 0) - Date.now() - hour)).toBeLessThan(60_000);
    await aws.control('world', { cloud: 'aws', account: shop, do: 'deny', action: 'sts:AssumeRole' });
    expect(await assume({ ExternalId })).toBe('AccessDenied');
    sts.destroy();
  });

  it('a key that nobody has is refused, and so is a call that nobody signed', async () => {
    expect(await codeOf(connectionsOf(aws.people('000011112222', 'us-east-1')))).toBe('AuthFailure');
    const answer = await fetch(aws.endpoint, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'DescribeVpcs' }),
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('<Code>AuthFailure</Code>');
  });

  it('a dry run tells whether it may, and does nothing; people may what the bot may not', async () => {
    const bot = aws.bot(shop, 'us-east-1');
    const id = await connectionTo(bot, checkout);
    expect(await codeOf(accept(bot, id, { DryRun: true }))).toBe('DryRunOperation');
    const deny = { cloud: 'aws', account: shop, do: 'deny', action: 'ec2:AcceptVpcPeeringConnection' };
    expect(await aws.control('world', deny)).toMatchObject({ status: 200, json: { denied: [deny.action] } });
    expect(await codeOf(accept(bot, id, { DryRun: true }))).toBe('UnauthorizedOperation');
    expect(await codeOf(accept(bot, id))).toBe('UnauthorizedOperation');
    expect(aws.world.effects()).toEqual({});
    expect((await connectionsOf(bot, checkout))[0]?.Status?.Code).toBe('pending-acceptance');
    await aws.control('world', { ...deny, do: 'allow' });
    expect(await codeOf(accept(bot, id, { DryRun: true }))).toBe('DryRunOperation');
    await aws.control('world', deny);
    expect(await codeOf(accept(aws.people(shop, 'us-east-1'), id))).toBe('no error');
    const counted = aws.world.calls().filter(({ target }) => target === 'aws');
    expect(counted.map(({ path, count, statuses }) => [path, count, statuses])).toEqual(
      expect.arrayContaining([
        ['/AcceptVpcPeeringConnection', 2, { 200: 1, 403: 1 }],
        ['/DryRun:AcceptVpcPeeringConnection', 3, { 403: 1, 412: 2 }],
      ]),
    );
    expect(aws.world.effects()).toEqual({ AcceptVpcPeeringConnection: 1 });
  });

  it('only the owner, in the right region, accepts', async () => {
    const id = await connectionTo(aws.bot(shop, 'us-east-1'), checkout);
    expect(await codeOf(accept(aws.people('999988887777', 'us-west-2'), id))).toBe('OperationNotPermitted');
    expect(await codeOf(accept(aws.bot(finance, 'us-east-1'), id))).toBe(
      'InvalidVpcPeeringConnectionID.NotFound',
    );
    expect(await codeOf(accept(aws.bot(shop, 'eu-west-1'), id))).toBe(
      'InvalidVpcPeeringConnectionID.NotFound',
    );
    expect(await codeOf(accept(aws.bot(shop, 'us-east-1'), 'pcx-1'))).toBe(
      'InvalidVpcPeeringConnectionId.Malformed',
    );
    const owner = aws.bot(shop, 'us-east-1');
    const remove = (client: EC2Client) =>
      codeOf(client.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id })));
    expect(await remove(owner)).toBe('OperationNotPermitted');
    expect(await remove(aws.people('999988887777', 'us-west-2'))).toBe('no error');
    await aws.turn(1_000);
    expect((await connectionsOf(owner, checkout))[0]?.Status?.Code).toBe('deleted');
    await aws.turn(3 * hour);
    expect(await connectionsOf(aws.people('999988887777', 'us-west-2'), checkout)).toEqual([]);
    expect(await connectionsOf(owner, checkout)).toHaveLength(1);
  });

  it('regions have to exist, and some have to be switched on', async () => {
    expect(await codeOf(connectionsOf(aws.people(shop, 'mars-east-1')))).toBe('AuthFailure');
    expect(await codeOf(connectionsOf(aws.bot(shop, 'ap-east-1')))).toBe('OptInRequired');
    const { Regions = [] } = await aws.bot(shop, 'us-east-1').send(new DescribeRegionsCommand({}));
    expect(Regions.map(({ RegionName }) => RegionName)).toContain('eu-west-1');
    expect(Regions.map(({ RegionName }) => RegionName)).not.toContain('ap-east-1');
  });
});

describe('requests of others', () => {
  async function ask(from: string, to: string, more = {}) {
    const client = aws.people(finance, 'eu-west-1');
    return client.send(new CreateVpcPeeringConnectionCommand({ VpcId: from, PeerVpcId: to, ...more }));
  }
  const ledger = 'vpc-0a1b2c3d4e5f60003';
  const mobile = { PeerOwnerId: shop, PeerRegion: 'eu-west-1' };

  it('anybody may send one, once', async () => {
    const { VpcPeeringConnection: made } = await ask(ledger, 'vpc-0a1b2c3d4e5f60718', mobile);
    expect(made?.Status?.Code).toBe('initiating-request');
    const [seen] = await connectionsOf(aws.bot(shop, 'eu-west-1'));
    expect(seen).toMatchObject({
      VpcPeeringConnectionId: made?.VpcPeeringConnectionId,
      RequesterVpcInfo: { OwnerId: finance, VpcId: ledger, CidrBlock: '172.22.0.0/16' },
    });
    expect(await codeOf(ask(ledger, 'vpc-0a1b2c3d4e5f60718', mobile))).toBe(
      'VpcPeeringConnectionAlreadyExists',
    );
    expect(await codeOf(ask('vpc-00000000', 'vpc-0a1b2c3d4e5f60718', mobile))).toBe('InvalidVpcID.NotFound');
  });

  it('one that overlaps or leads nowhere has failed, which only the requester sees, for two hours', async () => {
    const at = { cloud: 'aws', account: shop, region: 'eu-west-1', do: 'create-vpc' };
    await aws.control('world', { ...at, vpc: 'vpc-00000000000000bad', cidr: '172.22.9.0/24' });
    await ask(ledger, 'vpc-00000000000000bad', mobile);
    await ask(ledger, 'vpc-0ffffffffffffffff', mobile);
    expect(await connectionsOf(aws.bot(shop, 'eu-west-1'))).toEqual([]);
    const own = aws.people(finance, 'eu-west-1');
    const failed = async () =>
      (await connectionsOf(own)).filter(({ Status }) => Status?.Code === 'failed').length;
    expect(await failed()).toBe(2);
    await aws.turn(2 * hour);
    expect(await failed()).toBe(0);
  });

  it('25 may be outstanding', async () => {
    const requests = Array.from({ length: 26 }, (_, index) =>
      codeOf(
        ask(ledger, `vpc-${String(index).padStart(8, '0')}`, {
          PeerOwnerId: '222233334444',
        }),
      ),
    );
    const codes = await Promise.all(requests);
    expect(codes.filter((code) => code === 'OutstandingVpcPeeringConnectionLimitExceeded')).toHaveLength(1);
    expect(codes.filter((code) => code === 'no error')).toHaveLength(25);
  });
});

describe('routes', () => {
  it('are made in canonical form, once, replaced and removed', async () => {
    const ec2 = aws.bot(shop, 'us-east-1');
    const { RouteTableId = '' } = await tableOf(ec2);
    const VpcPeeringConnectionId = await connectionTo(ec2, checkout);
    const create = (DestinationCidrBlock: string, more = {}) =>
      codeOf(
        ec2.send(
          new CreateRouteCommand({ RouteTableId, DestinationCidrBlock, VpcPeeringConnectionId, ...more }),
        ),
      );
    const replace = (DestinationCidrBlock: string, target: object) =>
      codeOf(ec2.send(new ReplaceRouteCommand({ RouteTableId, DestinationCidrBlock, ...target })));
    const remove = (DestinationCidrBlock: string) =>
      codeOf(ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock })));
    const route = async (cidr: string) =>
      (await tableOf(ec2)).Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === cidr);

    expect(await create('10.60.0.77/24')).toBe('no error');
    expect(await route('10.60.0.0/24')).toMatchObject({ VpcPeeringConnectionId, State: 'blackhole' });
    expect(await create('10.60.0.0/24')).toBe('RouteAlreadyExists');
    expect(await create('10.60.0.0')).toBe('InvalidParameterValue');
    expect(await create('172.21.3.0/24')).toBe('InvalidParameterValue');
    expect(await create('10.9.0.0/24', { VpcPeeringConnectionId: 'pcx-00000000' })).toBe(
      'InvalidVpcPeeringConnectionID.NotFound',
    );
    expect(await create('10.9.0.0/24', { RouteTableId: 'rtb-00000000' })).toBe(
      'InvalidRouteTableID.NotFound',
    );
    expect(await create('10.9.0.0/24', { GatewayId: 'igw-00000000' })).toBe('InvalidParameterCombination');
    expect(await replace('10.60.0.0/24', { NatGatewayId: 'nat-00000000' })).toBe('no error');
    expect(await route('10.60.0.0/24')).toMatchObject({ NatGatewayId: 'nat-00000000', State: 'active' });
    expect(await replace('10.9.0.0/24', { NatGatewayId: 'nat-00000000' })).toBe('InvalidParameterValue');
    expect(await remove('10.60.0.0/24')).toBe('no error');
    expect(await remove('10.60.0.0/24')).toBe('InvalidRoute.NotFound');
    expect(await remove('172.21.0.0/16')).toBe('InvalidParameterValue');
  });

  it('fill a table', async () => {
    const ec2 = aws.bot(shop, 'us-east-1');
    const { RouteTableId = '', Routes = [] } = await tableOf(ec2);
    const make = (index: number) =>
      codeOf(
        ec2.send(
          new CreateRouteCommand({
            RouteTableId,
            DestinationCidrBlock: `192.168.${index}.0/24`,
            GatewayId: 'igw-00000000',
          }),
        ),
      );
    for (let index = Routes.length; index < 50; index++) expect(await make(index)).toBe('no error');
    expect(await make(200)).toBe('RouteLimitExceeded');
  });
});

describe('what is described', () => {
  it('is filtered: values are alternatives, names go together, with wildcards', async () => {
    const ec2 = aws.bot(shop, 'eu-west-1');
    const ids = async (...Filters: { Name: string; Values: string[] }[]) => {
      const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
      return Vpcs.map(({ VpcId }) => VpcId?.slice(-3));
    };
    expect(await ids()).toEqual(['718', '719']);
    expect(await ids({ Name: 'cidr', Values: ['10.20.0.0/16', '10.21.0.0/16'] })).toEqual(['718', '719']);
    expect(await ids({ Name: 'tag:Name', Values: ['mobile-*'] })).toEqual(['719']);
    expect(await ids({ Name: 'vpc-id', Values: ['vpc-*71?'] })).toEqual(['718', '719']);
    expect(
      await ids({ Name: 'tag:Name', Values: ['mobile*'] }, { Name: 'cidr', Values: ['10.20.*'] }),
    ).toEqual(['718']);
    expect(await ids({ Name: 'tag-key', Values: ['Owner'] })).toEqual([]);
    expect(await codeOf(ids({ Name: 'colour', Values: ['red'] }))).toBe('InvalidParameterValue');
    const many = Array.from({ length: 201 }, (_, index) => `vpc-${index}`);
    expect(await codeOf(ids({ Name: 'vpc-id', Values: many }))).toBe('FilterLimitExceeded');
    expect(await codeOf(ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-00000000'] })))).toBe(
      'InvalidVpcID.NotFound',
    );
  });

  it('comes in pages', async () => {
    const client = aws.bot(shop, 'eu-west-1');
    const pages: number[] = [];
    for await (const { Subnets = [] } of paginateDescribeSubnets({ client, pageSize: 5 }, {}))
      pages.push(Subnets.length);
    expect(pages).toEqual([5, 1]);
    const describeSubnets = (input: object) => codeOf(client.send(new DescribeSubnetsCommand(input)));
    expect(await describeSubnets({ MaxResults: 4 })).toBe('InvalidParameterValue');
    expect(await describeSubnets({ MaxResults: 1001 })).toBe('InvalidParameterValue');
    expect(await describeSubnets({ NextToken: 'x' })).toBe('InvalidNextToken');
    const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({}));
    const SubnetIds = Subnets.flatMap(({ SubnetId }) => SubnetId ?? []);
    expect(await describeSubnets({ SubnetIds, MaxResults: 5 })).toBe('InvalidParameterCombination');
    expect(await codeOf(client.send(new DescribeRouteTablesCommand({ MaxResults: 101 })))).toBe(
      'InvalidParameterValue',
    );
  });

  it('tells which subnets go by which table, ACL and group', async () => {
    const client = aws.bot(shop, 'us-east-1');
    const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({}));
    const { RouteTables = [] } = await client.send(new DescribeRouteTablesCommand({}));
    const named = RouteTables.flatMap(({ Associations = [] }) =>
      Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    );
    expect(Subnets.map(({ CidrBlock }) => CidrBlock)).toEqual([
      '172.21.0.0/18',
      '172.21.64.0/18',
      '172.21.128.0/18',
    ]);
    expect(named).toEqual(Subnets.slice(1).map(({ SubnetId }) => SubnetId));
    expect(RouteTables.filter(({ Associations }) => Associations?.some(({ Main }) => Main))).toHaveLength(1);
    const { NetworkAcls = [] } = await client.send(new DescribeNetworkAclsCommand({}));
    expect(NetworkAcls[0]?.Entries?.map(({ RuleNumber }) => RuleNumber)).toEqual([100, 32767, 100, 32767]);
    expect(NetworkAcls[0]?.Associations).toHaveLength(3);
  });

  it('has security groups whose rules for a peer go stale', async () => {
    const client = aws.people(shop, 'us-west-2');
    const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({}));
    const [{ GroupId = '', VpcId = '' } = {}] = SecurityGroups;
    const authorize = (permission: object) =>
      client.send(
        new AuthorizeSecurityGroupEgressCommand({
          GroupId,
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 5433, ToPort: 5433, ...permission }],
        }),
      );
    expect((await authorize({ IpRanges: [{ CidrIp: '10.60.0.0/24' }] })).SecurityGroupRules).toMatchObject([
      { IsEgress: true, FromPort: 5433, CidrIpv4: '10.60.0.0/24' },
    ]);
    expect(await codeOf(authorize({ IpRanges: [{ CidrIp: '10.60.0.0/24' }] }))).toBe(
      'InvalidPermission.Duplicate',
    );
    await authorize({ UserIdGroupPairs: [{ GroupId: 'sg-00000000', UserId: '999988887777' }] });
    const rules = await client.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [GroupId] }] }),
    );
    expect(rules.SecurityGroupRules).toHaveLength(4);
    const stale = async () =>
      (await client.send(new DescribeStaleSecurityGroupsCommand({ VpcId }))).StaleSecurityGroupSet;
    expect(await stale()).toEqual([]);
    await aws.control('world', { peering: 'orders-web', do: 'delete' });
    expect(await stale()).toMatchObject([
      { GroupId, StaleIpPermissionsEgress: [{ UserIdGroupPairs: [{ PeeringStatus: 'deleted' }] }] },
    ]);
  });

  it('shows each side its own tags of a connection', async () => {
    const own = aws.bot(shop, 'us-west-2');
    const id = await connectionTo(own, 'vpc-0a1b2c3d4e5f60001');
    await own.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'Name', Value: 'a <b> & c' }] }));
    expect((await connectionsOf(own))[0]?.Tags).toEqual([{ Key: 'Name', Value: 'a <b> & c' }]);
    const other = await connectionsOf(aws.people('999988887777', 'us-west-2'), 'vpc-0a1b2c3d4e5f60001');
    expect(other[0]?.Tags).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('faults hit an action by its name, dry runs apart', async () => {
    const client = aws.bot(shop, 'us-east-1');
    await connectionsOf(client);
    const { RouteTableId = '' } = await tableOf(client);
    const create = (DryRun: boolean) =>
      codeOf(
        client.send(
          new CreateRouteCommand({
            RouteTableId,
            DestinationCidrBlock: '10.60.0.0/24',
            GatewayId: 'igw-00000000',
            DryRun,
          }),
        ),
      );
    const fault = (kind: string, more = {}) =>
      aws.control('faults', { target: 'aws', kind, match: { path: '/CreateRoute' }, ...more });
    await fault('status', { status: 503 });
    expect(await create(true)).toBe('DryRunOperation');
    expect(await create(false)).toBe('RequestLimitExceeded');
    await fault('status', { status: 403 });
    expect(await create(false)).toBe('UnauthorizedOperation');
    await fault('lost-answer');
    expect(await create(false)).not.toBe('no error');
    expect(await create(false)).toBe('RouteAlreadyExists');
    expect(aws.world.effects()).toEqual({ CreateRoute: 1 });
  });

  it('an action that it does not have is refused as EC2 does', async () => {
    const answer = await fetch(aws.endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIALOCL${shop}/20300101/us-east-1/ec2/aws4_request`,
      },
      body: new URLSearchParams({ Action: 'RunInstances' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>InvalidAction</Code>');
  });

  it('consistency can be eventual: what was just written is not seen for a while', async () => {
    const on = { cloud: 'aws', do: 'eventual-consistency', on: true };
    expect((await aws.control('world', on)).json).toMatchObject({ consistency: 'eventual' });
    const own = aws.people(finance, 'eu-west-1');
    const { VpcPeeringConnection: made } = await own.send(
      new CreateVpcPeeringConnectionCommand({
        VpcId: 'vpc-0a1b2c3d4e5f60003',
        PeerVpcId: 'vpc-0a1b2c3d4e5f60718',
        PeerOwnerId: shop,
        PeerRegion: 'eu-west-1',
      }),
    );
    const id = made?.VpcPeeringConnectionId ?? '';
    const accepter = aws.bot(shop, 'eu-west-1');
    const named = new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [id] });
    expect(await codeOf(accepter.send(named))).toBe('InvalidVpcPeeringConnectionID.NotFound');
    expect(await codeOf(accept(accepter, id))).toBe('InvalidVpcPeeringConnectionID.NotFound');
    await aws.turn(3_000);
    expect(await codeOf(accepter.send(named))).toBe('no error');
    expect(await codeOf(accept(accepter, id))).toBe('no error');
    expect((await connectionsOf(accepter))[0]?.Status?.Code).toBe('pending-acceptance');
    await aws.turn(3_000);
    expect((await connectionsOf(accepter))[0]?.Status?.Code).toBe('active');
  });

  it('controls break what a peering needs, and say what they cannot', async () => {
    const client = aws.bot(shop, 'us-west-2');
    const id = await connectionTo(client, 'vpc-0a1b2c3d4e5f60001');
    const turn = async (act: string, peering = 'orders-web') =>
      (await aws.control('world', { peering, do: act })).status;
    const targets = async () => {
      const { RouteTables = [] } = await client.send(new DescribeRouteTablesCommand({}));
      return RouteTables.map(
        ({ Routes = [] }) => Routes.filter((route) => route.VpcPeeringConnectionId === id).length,
      );
    };
    expect(await targets()).toEqual([1, 1]);
    expect(await turn('break-route')).toBe(200);
    expect(await targets()).toEqual([0, 1]);
    expect(await turn('misdirect-route')).toBe(200);
    expect(await targets()).toEqual([0, 0]);
    expect(await turn('break-route')).toBe(409);
    expect(await turn('dns-off')).toBe(200);
    expect(aws.region(shop, 'us-west-2').vpcs).toMatchObject([
      { EnableDnsSupport: false, EnableDnsHostnames: false },
    ]);
    expect(await turn('dns-on')).toBe(200);
    expect(aws.region(shop, 'us-west-2').vpcs).toMatchObject([
      { EnableDnsSupport: true, EnableDnsHostnames: true },
    ]);
    const denied = async () => {
      const { NetworkAcls = [] } = await client.send(new DescribeNetworkAclsCommand({}));
      return NetworkAcls.flatMap(({ Entries = [] }) => Entries)
        .filter(({ RuleAction, PortRange }) => RuleAction === 'deny' && PortRange)
        .map(({ PortRange }) => PortRange?.From);
    };
    await turn('block-acl');
    await turn('block-acl');
    expect(await denied()).toEqual([5433, 9042]);
    await turn('unblock-acl');
    expect(await denied()).toEqual([]);
    expect(await turn('dns-off', 'analytics-jobs')).toBe(409);
  });

  it.each([
    [{ cloud: 'azure', do: 'deny' }, /"cloud" cannot be "azure"/],
    [{ cloud: 'aws', do: 'fly' }, /one of deny, allow, create-vpc, eventual-consistency/],
    [{ cloud: 'aws', do: 'deny', account: '1', action: 'ec2:CreateRoute' }, /"account" cannot be "1"/],
    [{ cloud: 'aws', do: 'deny', account: shop, action: 'ec2:Fly' }, /"action" cannot be "ec2:Fly"/],
    [{ cloud: 'aws', do: 'deny', account: shop, action: 'CreateRoute' }, /"action" cannot be/],
    [{ cloud: 'aws', do: 'deny', account: shop, vpc: 'x' }, /Unknown field "vpc"/],
    [{ cloud: 'aws', do: 'eventual-consistency', on: 'yes' }, /true or false/],
    [{ cloud: 'aws', do: 'create-vpc', account: shop, region: 'mars' }, /"region" cannot be "mars"/],
  ])('controls answer %j with a 400', async (body, sentence) => {
    const { status, json } = await aws.control('world', body);
    expect(json.error).toMatch(sentence);
    expect(status).toBe(400);
  });
});

it('covers what its table says', () => {
  const { routes } = createAws({
    clock: createWorldClock(),
    faults: createFaults(),
    journal: createJournal(),
  });
  const paths = routes.filter(({ method }) => method === 'POST').map(({ path }) => path.slice(1));
  expect(awsCoverage.map(({ call }) => call).sort()).toEqual(
    paths.filter((path) => !path.startsWith('DryRun:')).sort(),
  );
});
