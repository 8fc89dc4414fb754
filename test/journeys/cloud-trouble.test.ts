import { CreateRouteCommand, DescribeRouteTablesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  cardOf,
  createPeering,
  mobileApp,
  peeringsNamed,
  planCreate,
  searchApp,
  type Values,
} from './create-peering.ts';
import { eventually } from './driver.ts';
import { fieldError, type Sandbox, startSandbox, topModal } from './sandbox.ts';
import { detailsOf, untilSeen } from './until-seen.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ scenario: 'both-clouds' });
  return () => sandbox.end();
});

const inAws: Values = { ...mobileApp, Access: true };

async function closeAll() {
  while ((await sandbox.screen('operator')).modals.length > 0) await sandbox.press('operator', 'Close');
}

/** The card and its thread. */
async function told(name: string) {
  const { card, notes } = await cardOf(sandbox, name);
  return { text: [card, ...notes].map((message) => message?.text).join('\n'), buttons: card?.buttons ?? [] };
}

const turnedUntil = (name: string, said: RegExp) =>
  eventually(
    async () => {
      await sandbox.clock('5s');
      return told(name);
    },
    ({ text }) => said.test(text),
  );

describe('a form that names what is not there', () => {
  test.each<[string, works: string, form: Values, field: string, error: RegExp]>([
    [
      'the wrong account',
      'orders-web',
      { ...inAws, 'Account ID': '444455556666' },
      'VPC ID',
      /There is no VPC vpc-0a1b2c3d4e5f60718 in AWS account 444455556666, region eu-west-1/,
    ],
    [
      'the wrong region',
      'orders-web',
      { ...inAws, Region: 'us-west-2' },
      'VPC ID',
      /no VPC .* in AWS account 111122223333, region us-west-2/,
    ],
    [
      'a VPC that does not exist',
      'orders-web',
      { ...inAws, 'VPC ID': 'vpc-0a1b2c3d4e5f60799' },
      'VPC ID',
      /no VPC vpc-0a1b2c3d4e5f60799 in AWS account/,
    ],
    [
      'a network of another project',
      'analytics-jobs',
      { ...searchApp, 'Project ID': 'local-data-platform' },
      'Network name',
      /There is no network app-network in GCP project local-data-platform/,
    ],
  ])('%s: an error under the field, and nothing is requested', async (_what, works, form, field, error) => {
    await untilSeen(sandbox, works);
    expect(fieldError(await planCreate(sandbox, form), field)).toMatch(error);
    expect(sandbox.world.effects()).toEqual({});
  });
});

test.each(['reject', 'delete', 'expire'])(
  'a request that ends between the click and the acceptance (%s): said, with one button to request it again',
  async (end) => {
    await untilSeen(sandbox, 'orders-web');
    await sandbox.command('operator', '/peering details orders-checkout');
    expect(topModal(await sandbox.press('operator', 'Complete peering')).text).toContain(
      'Accept the request',
    );
    if (end === 'expire') await sandbox.clock('6d');
    else await sandbox.happen({ peering: 'orders-checkout', do: end });
    await sandbox.submit('operator');
    await closeAll();

    await sandbox.clock('2m');
    const { text, buttons } = await detailsOf(sandbox, 'orders-checkout');
    expect(text).toMatch(/has to be requested again|Request it again if it is still needed|create it again/);
    expect(buttons.filter((label) => label === 'Request again')).toHaveLength(1);
    expect(sandbox.world.effects()).not.toHaveProperty('AcceptVpcPeeringConnection');
    expect(sandbox.world.effects()).not.toHaveProperty('CreateRoute');

    await sandbox.command('operator', '/peering details orders-checkout');
    await sandbox.press('operator', 'Request again');
    await sandbox.submit('operator');
    await turnedUntil('orders-checkout', /Requested again\./);
    expect(peeringsNamed(sandbox, 'orders-checkout').map(({ info }) => info.state)).toContain('ACTIVE');
  },
);

describe('no room at the cloud', () => {
  /** Somebody else in that account. */
  const somebody = (region: string) =>
    new EC2Client({
      endpoint: sandbox.world.addresses.aws,
      region,
      credentials: { accessKeyId: 'AKIALOCL111122223333', secretAccessKey: 'not-real' },
    });

  async function tableNamed(name: string, region = 'eu-west-1') {
    const { RouteTables = [] } = await somebody(region).send(new DescribeRouteTablesCommand({}));
    const table = RouteTables.find(({ Tags = [] }) => Tags.some(({ Value }) => Value === name));
    if (!table?.RouteTableId) throw new Error(`no route table ${name}`);
    return { id: table.RouteTableId, routes: table.Routes ?? [] };
  }

  const elsewhere = (table: string, cidr: string, region = 'eu-west-1') =>
    somebody(region).send(
      new CreateRouteCommand({
        RouteTableId: table,
        DestinationCidrBlock: cidr,
        GatewayId: 'igw-0fa15e00000000000',
      }),
    );

  test('a route table that fills up meanwhile: it stops there, says where and what is done, and takes nothing back', async () => {
    await untilSeen(sandbox, 'orders-web');
    const { id, routes } = await tableNamed('mobile-main');
    await createPeering(sandbox, inAws);
    for (let number = routes.length; number < 50; number++) await elsewhere(id, `192.168.${number}.0/24`);

    const { text } = await turnedUntil('payments-mobile', /Creating it stopped/);
    expect(text).toMatch(
      /AWS account 111122223333, eu-west-1 has no room for another route in that table \(ec2:CreateRoute\)\. Raise the quota/,
    );
    expect(text).toContain(
      `It stopped at step 6 of 10: Route 10.61.0.0/24 to the peering in ${id} (mobile-main).`,
    );
    expect(text).toMatch(
      /Done before that, and left as it is:\n• Request peering .*\n• Turn on DNS hostnames .*\n• Accept the request .*\n• Route 10\.61\.0\.0\/24 .* \(mobile-private\)$/m,
    );
    expect(sandbox.world.effects()).toMatchObject({ AcceptVpcPeeringConnection: 1 });
    expect(sandbox.world.effects()).not.toHaveProperty('DeleteRoute');
    const { routes: others } = await tableNamed('mobile-private');
    expect(others.map(({ DestinationCidrBlock }) => DestinationCidrBlock)).toContain('10.61.0.0/24');
  });

  test('a network that leads elsewhere: an error in the form; the plan to complete stops before it and names what it leads to', async () => {
    await untilSeen(sandbox, 'orders-web');
    const { id } = await tableNamed('mobile-main');
    await elsewhere(id, '10.61.0.0/24');
    expect(fieldError(await planCreate(sandbox, inAws), 'VPC ID')).toContain(
      `Route table ${id} of vpc-0a1b2c3d4e5f60718 sends 10.61.0.0/24 to igw-0fa15e00000000000 already`,
    );
    await sandbox.press('operator', 'Cancel');

    const checkout = await tableNamed('orders-checkout-main', 'us-west-2');
    await elsewhere(checkout.id, '10.60.0.0/24', 'us-west-2');
    await sandbox.command('operator', '/peering details orders-checkout');
    const plan = topModal(await sandbox.press('operator', 'Complete peering')).text;
    expect(plan).toMatch(new RegExp(`${checkout.id}.*igw-0fa15e00000000000`));
    expect(plan).not.toMatch(new RegExp(`\\d\\. Route 10\\.60\\.0\\.0/24.*${checkout.id}`));
    await sandbox.submit('operator');
    await turnedUntil('orders-checkout', /Completed in AWS account/);
    const { routes } = await tableNamed('orders-checkout-main', 'us-west-2');
    expect(routes).toContainEqual(
      expect.objectContaining({ DestinationCidrBlock: '10.60.0.0/24', GatewayId: 'igw-0fa15e00000000000' }),
    );
    await closeAll();
    expect((await detailsOf(sandbox, 'orders-checkout')).text).toMatch(
      new RegExp(`Routed: broken[^]*${checkout.id}.*igw-0fa15e00000000000`),
    );
  });
});

describe('what the bot may not see is unknown, with what it lacks', () => {
  test('one action denied in AWS: the policy statement, letter by letter', async () => {
    await untilSeen(sandbox, 'orders-web');
    await sandbox.happen({
      cloud: 'aws',
      do: 'deny',
      account: '111122223333',
      action: 'ec2:DescribeNetworkAcls',
    });
    await sandbox.clock('2m');
    const { text } = await detailsOf(sandbox, 'orders-web');
    expect(text).toContain('Permitted: unknown');
    expect(text).toContain(
      'the bot may not use ec2:DescribeNetworkAcls in AWS account 111122223333, us-west-2',
    );
    await sandbox.command('operator', '/peering details orders-web');
    const howTo = topModal(await sandbox.press('operator', 'How to let the bot see')).text;
    const statement =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:DescribeNetworkAcls","Resource":"*"}]}';
    expect(howTo.split('\n')).toContain(statement);
    expect(howTo).toContain(`--policy-document '${statement}'`);
  });

  test('a role that may not be assumed', async () => {
    await untilSeen(sandbox, 'orders-web');
    await sandbox.happen({ cloud: 'aws', do: 'deny', account: '444455556666', action: 'sts:AssumeRole' });
    await sandbox.clock('70m');
    const { text } = await detailsOf(sandbox, 'orders-reports');
    expect(text).toMatch(/Routed: unknown.*Resolvable: unknown.*Permitted: unknown.*Allowed: ok/);
    expect(text).toContain('AWS does not let the bot assume arn:aws:iam::444455556666:role/peering-bot');
    expect(text).toContain('with the trust policy of manifests/aws-role-trust.json');
  });

  test('one permission denied in GCP: the line that adds it', async () => {
    await untilSeen(sandbox, 'analytics-jobs');
    await sandbox.happen({
      cloud: 'gcp',
      do: 'deny',
      project: 'local-data-platform',
      permission: 'compute.networks.getEffectiveFirewalls',
    });
    await sandbox.clock('2m');
    const { text } = await detailsOf(sandbox, 'analytics-jobs');
    expect(text).toMatch(/: unknown/);
    expect(text).toContain('compute.networks.getEffectiveFirewalls');
    expect(text).toContain('--add-permissions=');
  });
});

test.each([
  ['aws', 'orders-web', 'AWS account 111122223333, us-west-2 did not answer in time'],
  ['gcp', 'analytics-jobs', 'did not answer in time'],
])(
  '%s never answers: its links are unknown, everything else is answered meanwhile',
  async (target, name, why) => {
    await untilSeen(sandbox, 'orders-web');
    await untilSeen(sandbox, 'analytics-jobs');
    await sandbox.faults({ target, kind: 'hang', times: 'always' });
    await sandbox.clock('5m');
    const { text } = await detailsOf(sandbox, name);
    expect(text).toMatch(/Requested: ok.*: unknown.*Allowed: ok/);
    expect(text).toContain(why);
    const other = target === 'aws' ? 'analytics-jobs' : 'orders-web';
    expect((await detailsOf(sandbox, other)).text).toContain('Traffic flows.');
    expect(topModal(await sandbox.command('operator', '/peering list')).text).toContain(name);
  },
);
