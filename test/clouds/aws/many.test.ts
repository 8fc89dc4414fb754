import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AwsNetwork } from '../../../src/core/cloud/aws-network.ts';
import type { AwsEnds } from '../../../src/core/next-step/aws-ends.ts';
import { connect } from './connect.ts';
import { type Call, type Ec2, error, startEc2 } from './ec2.ts';
import * as rows from './rows.ts';

const { account, region } = rows;

let ec2: Ec2;
let aws: AwsNetwork;
let now = 0;
beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  ec2 = await startEc2();
  aws = connect(ec2.url, { now: () => now });
});
afterEach(async () => {
  aws.stop();
  await ec2.stop();
});

const vpcOf = (number: number) => `vpc-${String(number).padStart(17, '0')}`;
const manyEnds = (count: number, place: Partial<AwsEnds> = {}): AwsEnds[] =>
  Array.from({ length: count }, (_, number) => ({ ...rows.ends, vpcId: vpcOf(number), ...place }));

/** Answers page by page, as many rows as are asked for. */
const paged =
  (set: string, all: string[]) =>
  ({ params }: Call) => {
    const from = Number(params.NextToken ?? 0);
    const to = from + Number(params.MaxResults ?? 1000);
    const token = to < all.length ? `<nextToken>${to}</nextToken>` : '<nextToken/>';
    return `<${set}>${all.slice(from, to).join('')}</${set}>${token}`;
  };

test('a thousand of everything comes page by page, to the last one', async () => {
  const ids = Array.from({ length: 1_000 }, (_, number) => number);
  ec2.answers.DescribeRouteTables = paged(
    'routeTableSet',
    ids.map((number) => rows.routeTableRow({ id: `rtb-${number}` })),
  );
  ec2.answers.DescribeVpcPeeringConnections = ({ params, ...call }) =>
    paged(
      'vpcPeeringConnectionSet',
      ids.map((number) => rows.connectionRow({ id: `pcx-${number}`, requesterVpc: vpcOf(number) })),
    )({ ...call, params: { ...params, MaxResults: '300' } });
  const last = { ...rows.ends, yugabyteVpcId: vpcOf(999) };
  const [facts] = await aws.look([last]);
  expect(facts?.connection).toMatchObject({ value: { connectionId: 'pcx-999' } });
  expect(facts?.connections.ok && facts.connections.value.length).toBe(1_000);
  expect(facts?.routeTables.ok && facts.routeTables.value.map((one) => one.routeTableId)).toEqual(
    ids.map((number) => `rtb-${number}`),
  );
  expect(ec2.count('DescribeRouteTables')).toBe(10);
});

test('a page that fails takes its part down, rather than half of it being shown', async () => {
  ec2.answers.DescribeSubnets = ({ params }) =>
    params.NextToken ? 'ERROR InvalidNextToken' : '<subnetSet/><nextToken>more</nextToken>';
  const [facts] = await aws.look([rows.ends]);
  expect(facts?.subnets).toMatchObject({ ok: false, why: 'unreachable' });
  expect(facts?.vpc.ok).toBe(true);
});

test('two hundred VPCs of one account and region take eight calls, the other place its own eight', async () => {
  const elsewhere = 'eu-west-1';
  await aws.look([...manyEnds(200), ...manyEnds(200, { region: elsewhere })]);
  for (const place of [region, elsewhere]) {
    const calls = ec2.calls.filter((call) => call.service === 'ec2' && call.region === place);
    expect(calls.map(({ action }) => action).sort()).toEqual([
      'DescribeNetworkAcls',
      'DescribeRouteTables',
      'DescribeSecurityGroups',
      'DescribeSubnets',
      'DescribeVpcAttribute',
      'DescribeVpcAttribute',
      'DescribeVpcPeeringConnections',
      'DescribeVpcs',
    ]);
  }
});

test('more VPCs than a filter takes are asked for in parts', async () => {
  ec2.answers.DescribeVpcs = ({ params }) =>
    rows.vpcs(
      ...Object.entries(params)
        .filter(([name]) => name.startsWith('Filter.1.Value.'))
        .map(([, id]) => rows.vpcRow({ id })),
    );
  const facts = await aws.look(manyEnds(450));
  expect(facts.map(({ vpc }) => vpc.ok && vpc.value?.vpcId)).toEqual(manyEnds(450).map(({ vpcId }) => vpcId));
  const sizes = ec2.calls
    .filter(({ action }) => action === 'DescribeVpcs')
    .map(({ params }) => Object.keys(params).filter((name) => name.startsWith('Filter.1.Value.')).length);
  expect(sizes.sort()).toEqual([200, 200, 50]);
});

test('among many, each end is given its own and nothing of the others', async () => {
  const all = manyEnds(20);
  ec2.answers.DescribeVpcPeeringConnections = rows.connections(
    ...all.map(({ vpcId }, number) =>
      rows.connectionRow({ id: `pcx-${number}`, accepterVpc: vpcId, status: 'active' }),
    ),
    rows.connectionRow({
      id: 'pcx-asked',
      requesterVpc: vpcOf(0),
      requesterOwner: account,
      accepterVpc: 'vpc-x',
    }),
  );
  ec2.answers.DescribeRouteTables = rows.routeTables(
    ...all.map(({ vpcId }, number) => rows.routeTableRow({ id: `rtb-${number}`, vpc: vpcId })),
  );
  const facts = await aws.look(all);
  facts.forEach(({ connection, connections, routeTables }, number) => {
    expect(connection).toMatchObject({ value: { connectionId: `pcx-${number}` } });
    expect(connections.ok && connections.value.map((one) => one.connectionId)).toEqual(
      number === 0 ? ['pcx-0', 'pcx-asked'] : [`pcx-${number}`],
    );
    expect(routeTables.ok && routeTables.value.map((one) => one.routeTableId)).toEqual([`rtb-${number}`]);
  });
});

const dnsOf = async (ends: AwsEnds[]) => (await aws.look(ends)).map(({ dns }) => dns);

test('DNS settings of many VPCs are read in turn, and carry when that was', async () => {
  const ends = manyEnds(4);
  const first = await dnsOf(ends);
  expect(first.filter(({ ok }) => ok)).toHaveLength(1);
  expect(first.find(({ ok }) => !ok)).toMatchObject({ why: 'unreachable', reason: /in turn/ });
  const began = now;
  for (let turn = 1; turn < 4; turn++) {
    now += 300_000;
    await aws.look(ends);
  }
  const asked = ec2.calls
    .filter(({ action }) => action === 'DescribeVpcAttribute')
    .map(({ params }) => params.VpcId);
  expect(new Set(asked)).toEqual(new Set(ends.map(({ vpcId }) => vpcId)));
  now += 300_000;
  const [oldest, second] = await dnsOf(ends);
  expect(oldest).toEqual({ ok: true, value: { support: true, hostnames: true } });
  expect(second).toEqual({ ok: true, value: { support: true, hostnames: true, at: began + 300_000 } });
});

test('where DNS is off its turn comes sooner, and a look at that VPC is believed at once', async () => {
  const off = vpcOf(2);
  let isOff = true;
  ec2.answers.DescribeVpcAttribute = ({ params }) => {
    const name = params.Attribute === 'enableDnsSupport' ? 'enableDnsSupport' : 'enableDnsHostnames';
    return `<${name}><value>${!(isOff && params.VpcId === off)}</value></${name}>`;
  };
  const ends = manyEnds(20);
  const isSeenOff = async () => {
    const dns = (await dnsOf(ends))[2];
    return dns?.ok ? !dns.value.support : undefined;
  };
  for (let turn = 0; turn < 20; turn++) {
    await aws.look(ends);
    now += 300_000;
  }
  expect(await isSeenOff()).toBe(true);
  isOff = false;
  let turns = 0;
  for (; turns < 20 && (await isSeenOff()); turns++) now += 300_000;
  expect(turns).toBeLessThan(8);

  isOff = true;
  await aws.lookAtVpc({ account, region, vpcId: off });
  expect(await isSeenOff()).toBe(true);
});

test('what AWS does not let be read about DNS is said of all, and a passing trouble forgets nothing', async () => {
  const ends = manyEnds(4);
  ec2.trouble('DescribeVpcAttribute', error(403, 'UnauthorizedOperation'));
  for (const dns of await dnsOf(ends)) expect(dns).toMatchObject({ why: 'denied' });
  ec2.mend();
  now += 1;
  await aws.look(ends.slice(0, 2));
  now += 1;
  await aws.look(ends.slice(2));
  ec2.trouble('DescribeVpcAttribute', error(400, 'SomethingNew'));
  now += 1;
  for (const dns of await dnsOf(ends))
    expect(dns).toMatchObject({ ok: true, value: { at: expect.any(Number) } });
});

test('a throttled sweep slows down and still ends well', async () => {
  ec2.trouble('DescribeVpcs', error(503, 'RequestLimitExceeded'), 1);
  const facts = await aws.look(manyEnds(4));
  for (const { vpc } of facts) expect(vpc).toEqual({ ok: true, value: undefined });
});

test('the VPCs to choose from come page by page, with names and all blocks', async () => {
  ec2.answers.DescribeVpcs = paged(
    'vpcSet',
    Array.from({ length: 1_001 }, (_, number) => rows.vpcRow({ id: vpcOf(number) })),
  );
  const listed = await aws.listVpcs({ account, region });
  if (!listed.ok) throw new Error(listed.reason);
  expect(listed.value).toHaveLength(1_001);
  expect(listed.value[1_000]).toEqual({
    vpcId: vpcOf(1_000),
    name: 'shop',
    cidrs: ['10.1.0.0/16', '10.2.0.0/16'],
  });
});
