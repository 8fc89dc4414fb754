import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeInAws } from '../../../src/core/next-step/complete-in-aws.ts';
import { needs } from '../../skip.ts';
import { awsPeering, awsVpc } from '../given.ts';
import { type Moto, startMoto, texts } from './moto.ts';
import { handOver, isInstalled, lines, run } from './shell.ts';

const vpc = awsVpc({
  regions: [
    { region: 'us-west-2', cidr: '10.1.0.0/24' },
    { region: 'us-east-1', cidr: '10.2.0.0/24' },
  ],
});

test('in order: DNS, find, accept, routes; each with the console of the right region', () => {
  const { title, sections } = handOver(completeInAws(awsPeering(), { ok: true, value: vpc }));
  expect(title).toBe('Accept the peering in AWS account 111122223333, region us-west-2');
  expect(sections.map((section) => section.title)).toEqual([
    'Turn on DNS resolution and DNS hostnames for vpc-0a1b2c3d4e5f60718',
    "Find the request's pcx- id and see that it is Yugabyte's",
    'Accept the request',
    'Add a route to 10.1.0.0/24 and 10.2.0.0/24 in every route table of vpc-0a1b2c3d4e5f60718',
  ]);
  expect(sections.map((section) => section.console.url)).toEqual([
    'https://console.aws.amazon.com/vpcconsole/home?region=us-west-2#VpcDetails:VpcId=vpc-0a1b2c3d4e5f60718',
    'https://console.aws.amazon.com/vpcconsole/home?region=us-west-2#PeeringConnections:',
    'https://console.aws.amazon.com/vpcconsole/home?region=us-west-2#PeeringConnections:',
    'https://console.aws.amazon.com/vpcconsole/home?region=us-west-2#RouteTables:',
  ]);
  for (const section of sections) {
    expect(section.console.clicks).not.toBe('');
    expect(section.cli).not.toEqual([]);
    expect(section.terraform).toBeDefined();
  }
  expect(sections[1]?.console.clicks).toContain('VPC vpc-0123456789abcdef0 of account 444455556666');
});

test.each([
  ['no account', awsVpc({ cloudProject: '' })],
  ['no id', awsVpc({ externalVpcId: '' })],
  ['no network', awsVpc({ regions: [{ region: 'us-west-2' }] })],
])('a Yugabyte VPC with %s yet is said, not printed as a hole', (_words, value) => {
  expect(completeInAws(awsPeering(), { ok: true, value })).toEqual({
    kind: 'wait',
    sentence: expect.stringContaining('does not tell the AWS account, id and CIDR of its VPC orders-vpc yet'),
  });
});

const ready =
  needs('the aws command line', isInstalled('aws'), 'apt-get install awscli') &&
  needs('moto_server', isInstalled('moto_server'), "pip install 'moto[server]'");

describe.skipIf(!ready)('pasted as they are, against an EC2 that others wrote', () => {
  const [account, yugabyte, stranger, region] = ['111122223333', '444455556666', '999988887777', 'us-west-2'];
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  async function makeVpc(owner: string, cidr: string): Promise<string> {
    return texts(await moto.ec2(owner, region, { Action: 'CreateVpc', CidrBlock: cidr }), 'vpcId')[0] ?? '';
  }

  async function request(owner: string, from: string, to: string): Promise<string> {
    const answer = await moto.ec2(owner, region, {
      Action: 'CreateVpcPeeringConnection',
      VpcId: from,
      PeerVpcId: to,
      PeerOwnerId: account,
    });
    return texts(answer, 'vpcPeeringConnectionId')[0] ?? '';
  }

  async function statusOf(pcx: string): Promise<string | undefined> {
    const answer = await moto.ec2(account, region, {
      Action: 'DescribeVpcPeeringConnections',
      'VpcPeeringConnectionId.1': pcx,
    });
    return texts(answer, 'code')[0];
  }

  async function routesTo(vpcId: string): Promise<string[][]> {
    const answer = await moto.ec2(account, region, {
      Action: 'DescribeRouteTables',
      'Filter.1.Name': 'vpc-id',
      'Filter.1.Value.1': vpcId,
    });
    return answer
      .split('<routeSet>')
      .slice(1)
      .map((table) =>
        (table.split('</routeSet>')[0] ?? '').split('<item>').flatMap((route) => {
          const [cidr] = texts(route, 'destinationCidrBlock');
          const [pcx] = texts(route, 'vpcPeeringConnectionId');
          return cidr && pcx ? [`${cidr} ${pcx}`] : [];
        }),
      );
  }

  test("they accept Yugabyte's request and nobody else's, and lead every route table there", async () => {
    const application = await makeVpc(account, '10.0.0.0/16');
    const neighbour = await makeVpc(account, '10.9.0.0/16');
    for (const VpcId of [application, application]) {
      await moto.ec2(account, region, { Action: 'CreateRouteTable', VpcId });
    }
    const yugabyteVpcId = await makeVpc(yugabyte, '10.1.0.0/24');
    const strangers = [
      await request(stranger, await makeVpc(stranger, '10.1.0.0/24'), application),
      await request(yugabyte, await makeVpc(yugabyte, '10.7.0.0/24'), application),
      await request(yugabyte, yugabyteVpcId, neighbour),
    ];
    const ours = await request(yugabyte, yugabyteVpcId, application);

    const peering = awsPeering();
    const step = completeInAws(
      { ...peering, application: { ...peering.application, externalVpcId: application } },
      { ok: true, value: { ...vpc, externalVpcId: yugabyteVpcId } },
    );
    const ran = await run('bash', [], {
      input: lines(step),
      env: await moto.environment(account),
    });

    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(await statusOf(ours)).toBe('active');
    for (const pcx of strangers) expect(await statusOf(pcx)).toBe('pending-acceptance');
    const expected = [`10.1.0.0/24 ${ours}`, `10.2.0.0/24 ${ours}`];
    expect((await routesTo(application)).map((routes) => routes.sort())).toEqual([
      expected,
      expected,
      expected,
    ]);
    expect((await routesTo(neighbour)).flat()).toEqual([]);
    for (const Attribute of ['enableDnsSupport', 'enableDnsHostnames']) {
      const answer = await moto.ec2(account, region, {
        Action: 'DescribeVpcAttribute',
        VpcId: application,
        Attribute,
      });
      expect(texts(answer, 'value')).toEqual(['true']);
    }
  }, 120_000);

  test('where there is no such request they say so and change nothing', async () => {
    const application = await makeVpc(account, '10.0.0.0/16');
    const pcx = await request(stranger, await makeVpc(stranger, '10.1.0.0/24'), application);
    const peering = awsPeering();
    const step = handOver(
      completeInAws(
        { ...peering, application: { ...peering.application, externalVpcId: application } },
        { ok: true, value: vpc },
      ),
    );
    const ran = await run('bash', [], {
      input: lines({ ...step, sections: step.sections.slice(1) }),
      env: await moto.environment(account),
    });
    expect(ran.code).not.toBe(0);
    expect(ran.stderr).toContain('no such peering connection was found');
    expect(await statusOf(pcx)).toBe('pending-acceptance');
    expect((await routesTo(application)).flat()).toEqual([]);
  }, 60_000);
});
