import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AwsNetwork } from '../../../src/core/cloud/aws-network.ts';
import { connect } from './connect.ts';
import { type Ec2, startEc2 } from './ec2.ts';
import * as rows from './rows.ts';

const { ends, account, region, vpcId, connectionId } = rows;

/** What Node and the SDK complain about, the SDK of Node 20 on every start. */
const warnings: Error[] = [];
const note = (warning: Error) => warnings.push(warning);
beforeAll(() => {
  delete process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED;
  process.on('warning', note);
});
afterAll(() => {
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

let ec2: Ec2;
let aws: AwsNetwork;
beforeEach(async () => {
  ec2 = await startEc2();
  aws = connect(ec2.url);
});
afterEach(async () => {
  aws.stop();
  await ec2.stop();
});

const lookAtOne = async () => {
  const [facts] = await aws.look([ends]);
  if (!facts) throw new Error('nothing was seen');
  return facts;
};

test('everything that EC2 tells about a peering and its VPC is in the facts', async () => {
  ec2.answers.DescribeVpcPeeringConnections = rows.connections(rows.connectionRow({ accepterDns: 'false' }));
  ec2.answers.DescribeVpcs = rows.vpcs(rows.vpcRow());
  ec2.answers.DescribeVpcAttribute = ({ params }) =>
    params.Attribute === 'enableDnsSupport'
      ? '<enableDnsSupport><value>true</value></enableDnsSupport>'
      : '<enableDnsHostnames><value>false</value></enableDnsHostnames>';
  ec2.answers.DescribeSubnets = `<subnetSet><item><subnetId>subnet-1</subnetId><vpcId>${vpcId}</vpcId><cidrBlock>10.1.1.0/24</cidrBlock><availabilityZone>us-west-2a</availabilityZone><tagSet><item><key>Name</key><value>a</value></item></tagSet></item></subnetSet>`;
  ec2.answers.DescribeRouteTables = rows.routeTables(
    rows.routeTableRow({
      routes: [
        rows.routeRow('10.1.0.0/16', 'local'),
        rows.routeRow('10.9.0.0/16', connectionId, 'blackhole'),
        '<item><destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock><gatewayId>igw-1</gatewayId></item>',
      ],
    }),
    rows.routeTableRow({
      id: 'rtb-2',
      routes: [],
      associations:
        '<item><subnetId>subnet-1</subnetId><main>false</main><associationState><state>associated</state></associationState></item><item><subnetId>subnet-2</subnetId><associationState><state>disassociated</state></associationState></item>',
    }),
    rows.routeTableRow({
      id: 'rtb-3',
      routes: [],
      associations: '<item><gatewayId>igw-1</gatewayId></item>',
    }),
  );
  ec2.answers.DescribeNetworkAcls = `<networkAclSet><item><networkAclId>acl-1</networkAclId><vpcId>${vpcId}</vpcId><associationSet><item><subnetId>subnet-1</subnetId></item></associationSet><entrySet>
    <item><ruleNumber>32767</ruleNumber><protocol>-1</protocol><ruleAction>deny</ruleAction><egress>true</egress><cidrBlock>0.0.0.0/0</cidrBlock></item>
    <item><ruleNumber>100</ruleNumber><protocol>6</protocol><ruleAction>allow</ruleAction><egress>true</egress><cidrBlock>10.9.0.0/16</cidrBlock><portRange><from>5433</from><to>5433</to></portRange></item>
    <item><ruleNumber>101</ruleNumber><protocol>-1</protocol><ruleAction>allow</ruleAction><egress>true</egress><ipv6CidrBlock>::/0</ipv6CidrBlock></item>
    </entrySet></item></networkAclSet>`;
  ec2.answers.DescribeSecurityGroups = `<securityGroupInfo><item><groupId>sg-1</groupId><groupName>default</groupName><vpcId>${vpcId}</vpcId><ipPermissionsEgress>
    <item><ipProtocol>-1</ipProtocol><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item>
    <item><ipProtocol>6</ipProtocol><fromPort>5433</fromPort><toPort>5433</toPort><prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds><groups><item><groupId>sg-2</groupId></item></groups></item>
    </ipPermissionsEgress></item></securityGroupInfo>`;
  const connection = {
    connectionId,
    status: 'pending-acceptance',
    statusMessage: 'words of the vendor',
    expiresAt: Date.UTC(2026, 0, 8),
    requester: {
      ownerId: rows.yugabyteAccount,
      vpcId: rows.yugabyteVpcId,
      region: 'us-west-2',
      cidrs: ['10.9.0.0/16'],
    },
    accepter: { ownerId: account, vpcId, region: 'us-west-2', cidrs: [], remoteDns: false },
  };
  expect(await lookAtOne()).toEqual({
    provider: 'AWS',
    at: expect.any(Number),
    connection: { ok: true, value: connection },
    connections: { ok: true, value: [connection] },
    vpc: {
      ok: true,
      value: { vpcId, ownerId: account, name: 'shop', cidrs: ['10.1.0.0/16', '10.2.0.0/16'] },
    },
    dns: { ok: true, value: { support: true, hostnames: false } },
    subnets: {
      ok: true,
      value: [{ subnetId: 'subnet-1', name: 'a', cidr: '10.1.1.0/24', availabilityZone: 'us-west-2a' }],
    },
    routeTables: {
      ok: true,
      value: [
        {
          routeTableId: rows.routeTableId,
          isMain: true,
          subnetIds: [],
          isEdge: false,
          routes: [
            { cidr: '10.1.0.0/16', target: 'local', state: 'active' },
            { cidr: '10.9.0.0/16', target: connectionId, state: 'blackhole' },
          ],
        },
        { routeTableId: 'rtb-2', isMain: false, subnetIds: ['subnet-1'], isEdge: false, routes: [] },
        { routeTableId: 'rtb-3', isMain: false, subnetIds: [], isEdge: true, routes: [] },
      ],
    },
    networkAcls: {
      ok: true,
      value: [
        {
          networkAclId: 'acl-1',
          subnetIds: ['subnet-1'],
          rules: [
            {
              egress: true,
              ruleNumber: 100,
              allow: true,
              protocol: '6',
              cidr: '10.9.0.0/16',
              ports: { from: 5433, to: 5433 },
            },
            { egress: true, ruleNumber: 32767, allow: false, protocol: '-1', cidr: '0.0.0.0/0' },
          ],
        },
      ],
    },
    securityGroups: {
      ok: true,
      value: [
        {
          groupId: 'sg-1',
          name: 'default',
          egress: [
            { protocol: '-1', cidrs: ['0.0.0.0/0'], others: [] },
            { protocol: 'tcp', ports: { from: 5433, to: 5433 }, cidrs: [], others: ['pl-1', 'sg-2'] },
          ],
        },
      ],
    },
  });
});

test.each([
  ['another account', { requesterOwner: '666677778888' }],
  ['another VPC', { requesterVpc: 'vpc-0eeeeeeeeeeeeeeee' }],
  ['somebody, to another account', { accepterOwner: '666677778888' }],
  ['somebody, to another VPC', { accepterVpc: 'vpc-0eeeeeeeeeeeeeeee' }],
])('a request of %s is never taken for the one of Yugabyte', async (_, other) => {
  ec2.answers.DescribeVpcPeeringConnections = rows.connections(rows.connectionRow(other));
  expect((await lookAtOne()).connection).toEqual({ ok: true, value: undefined });
});

test('the living connection is found beside ones that have ended, wherever it stands', async () => {
  const row = (id: string, status: string) => rows.connectionRow({ id: `pcx-${id}`, status });
  ec2.answers.DescribeVpcPeeringConnections = rows.connections(
    row('1', 'expired'),
    row('2', 'active'),
    row('3', 'deleted'),
  );
  const { connection, connections } = await lookAtOne();
  expect(connection).toMatchObject({ value: { connectionId: 'pcx-2' } });
  expect(connections.ok && connections.value.map((one) => one.connectionId)).toEqual(['pcx-2']);
  ec2.answers.DescribeVpcPeeringConnections = rows.connections(row('1', 'expired'));
  expect((await lookAtOne()).connection).toMatchObject({
    value: { connectionId: 'pcx-1', status: 'expired' },
  });
});

test('a VPC that is not there is told, and one that another account shares is not the own', async () => {
  expect((await lookAtOne()).vpc).toEqual({ ok: true, value: undefined });
  ec2.answers.DescribeVpcs = rows.vpcs(rows.vpcRow({ owner: '666677778888' }));
  expect((await lookAtOne()).vpc).toEqual({ ok: true, value: undefined });
  expect(await aws.listVpcs({ account, region })).toEqual({ ok: true, value: [] });
});

test('facts come in the order of the ends, each from its own account and region, with one role each', async () => {
  ec2.answers.DescribeVpcs = ({ accessKey, params }) =>
    rows.vpcs(rows.vpcRow({ id: params['Filter.1.Value.1'] ?? '', owner: accessKey.slice(4) }));
  const places = [
    { ...ends, account: '222233334444', vpcId: 'vpc-2' },
    { ...ends, account, vpcId: 'vpc-1', region: 'eu-west-1' },
    { ...ends, account, vpcId: 'vpc-3' },
  ];
  const facts = await aws.look(places);
  expect(facts.map(({ vpc }) => vpc.ok && vpc.value)).toMatchObject([
    { ownerId: '222233334444', vpcId: 'vpc-2' },
    { ownerId: account, vpcId: 'vpc-1' },
    { ownerId: account, vpcId: 'vpc-3' },
  ]);
  const roles = ec2.calls.filter(({ action }) => action === 'AssumeRole').map(({ params }) => params.RoleArn);
  expect(new Set(roles)).toEqual(
    new Set([`arn:aws:iam::${account}:role/peering-bot`, 'arn:aws:iam::222233334444:role/peering-bot']),
  );
  const seenFrom = ec2.calls
    .filter(({ action }) => action === 'DescribeVpcs')
    .map((one) => `${one.accessKey.slice(4)} ${one.region}`);
  expect(seenFrom.sort()).toEqual([`${account} eu-west-1`, `${account} ${region}`, `222233334444 ${region}`]);
});

test('a role is assumed once for many looks, with the external id where there is one', async () => {
  const other = connect(ec2.url, { externalId: 'shop-7' });
  await other.look([ends]);
  await other.look([ends]);
  await other.lookAtVpc({ account, region, vpcId });
  other.stop();
  expect(ec2.count('AssumeRole')).toBe(1);
  expect(ec2.calls.find(({ action }) => action === 'AssumeRole')?.params).toMatchObject({
    ExternalId: 'shop-7',
    RoleSessionName: 'peering-bot',
  });
});

test('a look at one end waits for the role and then for one round of calls: nothing of it is asked in turn', async () => {
  // Answers nothing until every call of the round is there: a second round would wait for ever.
  const waiting: (() => void)[] = [];
  for (const action of READS) {
    ec2.trouble(action, (response) => {
      waiting.push(() => response.writeHead(403).end());
      if (waiting.length === ROUND) for (const answer of waiting) answer();
    });
  }
  await aws.look([ends]);
  expect(waiting).toHaveLength(ROUND);
});

const READS = [
  'DescribeVpcPeeringConnections',
  'DescribeVpcs',
  'DescribeVpcAttribute',
  'DescribeSubnets',
  'DescribeRouteTables',
  'DescribeNetworkAcls',
  'DescribeSecurityGroups',
];
/** Peerings are asked for from both ends, DNS by two attributes. */
const ROUND = READS.length + 2;

test('every call is told, with its outcome', async () => {
  const told: string[] = [];
  ec2.trouble('DescribeSubnets', (response) => response.writeHead(403).end());
  const other = connect(ec2.url, {
    onCall: ({ action, outcome, ms }) => told.push(`${action} ${outcome} ${ms >= 0}`),
  });
  await other.lookAtVpc({ account, region, vpcId });
  other.stop();
  expect(told).toHaveLength(ROUND);
  expect(told).toContain('ec2:DescribeVpcs ok true');
  expect(told.find((one) => one.startsWith('ec2:DescribeSubnets'))).not.toContain(' ok ');
});

test('after stop nothing is sent any more', async () => {
  aws.stop();
  const { vpc } = await aws.lookAtVpc({ account, region, vpcId });
  expect(vpc.ok).toBe(false);
  expect(ec2.calls).toEqual([]);
});
