import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteRouteCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  RejectVpcPeeringConnectionCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Moto, startMoto } from '../../core/next-step/moto.ts';
import { isInstalled } from '../../core/next-step/shell.ts';
import { needs } from '../../skip.ts';
import { type Aws, codeOf, startAws } from './start-aws.ts';

const hasMoto = needs('moto_server', isInstalled('moto_server'), "pip install 'moto[server]'");

const requester = '666677778888';
const accepter = '555566667777';
const region = 'us-west-2';

/** What both are asked; ids differ, so they are called by what they stand for. */
async function tell(
  clients: { requester: EC2Client; accepter: EC2Client },
  makeVpc: (account: string, cidr: string) => Promise<string>,
  settle: () => Promise<unknown>,
) {
  const { requester: theirs, accepter: ours } = clients;
  const own = await makeVpc(accepter, '10.20.0.0/16');
  const other = await makeVpc(requester, '10.61.0.0/24');
  const filter = { Filters: [{ Name: 'vpc-id', Values: [own] }] };
  const { RouteTables: [{ RouteTableId = '' } = {}] = [] } = await ours.send(
    new DescribeRouteTablesCommand({
      Filters: [...filter.Filters, { Name: 'association.main', Values: ['true'] }],
    }),
  );
  const ask = async () => {
    const { VpcPeeringConnection } = await theirs.send(
      new CreateVpcPeeringConnectionCommand({
        VpcId: other,
        PeerVpcId: own,
        PeerOwnerId: accepter,
        PeerRegion: region,
      }),
    );
    return VpcPeeringConnection ?? {};
  };
  const rejected = await ask();
  const id = { VpcPeeringConnectionId: rejected.VpcPeeringConnectionId ?? '' };
  await ours.send(new RejectVpcPeeringConnectionCommand(id));
  const made = await ask();
  const VpcPeeringConnectionId = made.VpcPeeringConnectionId ?? '';
  const names: Record<string, string> = {
    [own]: 'own',
    [other]: 'other',
    [RouteTableId]: 'table',
    [VpcPeeringConnectionId]: 'connection',
  };
  const look = async () => {
    const { VpcPeeringConnections: [one] = [] } = await ours.send(
      new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [VpcPeeringConnectionId] }),
    );
    return [
      one?.Status,
      ...[one?.RequesterVpcInfo, one?.AccepterVpcInfo].map((end) => [end?.OwnerId, end?.VpcId, end?.Region]),
    ];
  };
  const route = { RouteTableId, DestinationCidrBlock: '10.61.0.0/24' };
  const routes = async () => {
    const { RouteTables: [table] = [] } = await ours.send(
      new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }),
    );
    return table?.Routes?.filter(({ DestinationCidrBlock }) => DestinationCidrBlock !== '0.0.0.0/0').map(
      ({ DestinationCidrBlock, VpcPeeringConnectionId: target, GatewayId, State }) => [
        DestinationCidrBlock,
        target ?? GatewayId,
        State,
      ],
    );
  };
  const attribute = async (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') => {
    const found = await ours.send(new DescribeVpcAttributeCommand({ VpcId: own, Attribute }));
    return [found.EnableDnsSupport?.Value, found.EnableDnsHostnames?.Value];
  };
  const told = [
    made.Status,
    await look(),
    await codeOf(theirs.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }))),
    await codeOf(ours.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }))),
    await settle().then(look),
    await codeOf(ours.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }))),
    await codeOf(ours.send(new RejectVpcPeeringConnectionCommand({ VpcPeeringConnectionId }))),
    await codeOf(ours.send(new CreateRouteCommand({ ...route, VpcPeeringConnectionId }))),
    await codeOf(ours.send(new CreateRouteCommand({ ...route, VpcPeeringConnectionId }))),
    await routes(),
    await codeOf(ours.send(new ReplaceRouteCommand({ ...route, VpcPeeringConnectionId }))),
    await routes(),
    await codeOf(ours.send(new DeleteRouteCommand(route))),
    await codeOf(ours.send(new DeleteRouteCommand(route))),
    await routes(),
    await codeOf(ours.send(new DescribeRouteTablesCommand({ RouteTableIds: ['rtb-00000000000000000'] }))),
    await codeOf(ours.send(new DescribeVpcsCommand({ VpcIds: ['vpc-00000000000000000'] }))),
    await attribute('enableDnsSupport'),
    await attribute('enableDnsHostnames'),
    await codeOf(
      ours.send(new ModifyVpcAttributeCommand({ VpcId: own, EnableDnsHostnames: { Value: true } })),
    ),
    await attribute('enableDnsHostnames'),
    (await ours.send(new DescribeNetworkAclsCommand(filter))).NetworkAcls?.map(({ Entries = [] }) =>
      Entries.map(({ RuleNumber, RuleAction, Egress, Protocol, CidrBlock }) =>
        [RuleNumber, RuleAction, Egress, Protocol, CidrBlock].join(' '),
      ).sort(),
    ),
    (await ours.send(new DescribeSecurityGroupsCommand(filter))).SecurityGroups?.map(
      ({ GroupName, IpPermissionsEgress = [] }) => [
        GroupName,
        IpPermissionsEgress.map(({ IpProtocol, IpRanges = [] }) => [
          IpProtocol,
          IpRanges.map(({ CidrIp }) => CidrIp),
        ]),
      ],
    ),
  ];
  return Object.entries(names).reduce(
    (text, [real, name]) => text.replaceAll(real, name),
    JSON.stringify(told, null, 1),
  );
}

/** Left out, because moto does less: dry runs, expiry, overlaps, provisioning, filters of connections, DNS options, state checks of deleting. */
describe.skipIf(!hasMoto)('the same calls, to this EC2 and to moto', () => {
  let aws: Aws;
  let moto: Moto;
  const clients: EC2Client[] = [];
  beforeEach(async () => {
    [aws, moto] = await Promise.all([startAws('empty'), startMoto()]);
  });
  afterEach(async () => {
    for (const client of clients) client.destroy();
    moto.stop();
    await aws.stop();
  });

  it('are answered alike', { timeout: 120_000 }, async () => {
    let count = 0;
    const here = await tell(
      {
        requester: aws.people(requester, region),
        accepter: aws.people(accepter, region),
      },
      async (account, cidr) => {
        count += 1;
        const vpc = `vpc-0000000${count}`;
        await aws.control('world', { cloud: 'aws', account, region, do: 'create-vpc', vpc, cidr });
        return vpc;
      },
      () => aws.turn(2_000),
    );

    const inMoto = async (account: string) => {
      const { AWS_ACCESS_KEY_ID: accessKeyId = '' } = await moto.environment(account);
      const client = new EC2Client({
        endpoint: moto.url,
        region,
        maxAttempts: 1,
        credentials: { accessKeyId, secretAccessKey: 'fake' },
      });
      clients.push(client);
      return client;
    };
    const there = await tell(
      { requester: await inMoto(requester), accepter: await inMoto(accepter) },
      async (account, CidrBlock) => {
        const { Vpc } = await (await inMoto(account)).send(new CreateVpcCommand({ CidrBlock }));
        return Vpc?.VpcId ?? '';
      },
      async () => {},
    );
    expect(here).toEqual(there);
  });
});
