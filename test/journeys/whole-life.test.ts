import { afterEach, expect, test } from 'vitest';
import { channelText, type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';
import { withoutClouds } from './without-clouds.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const peeringNamed = (name: string) =>
  sandbox.world.state().yugabyte.peerings.find(({ spec }) => spec.name === name);
const listsOf = (cluster: string) =>
  sandbox.world
    .state()
    .yugabyte.allowLists.filter(({ info }) => info.cluster_list.some(({ name }) => name === cluster))
    .flatMap(({ spec }) => spec.allow_list);

test.each<Transport>(['http', 'socket'])(
  'AWS, over %s: create, accept, allow access, terminate',
  async (transport) => {
    sandbox = await startSandbox({ transport, settings: withoutClouds });

    // The menu counts what is there and leads to the form.
    const menu = await sandbox.command('operator', '/peering');
    expect(channelText(menu)).toMatch(/6 peerings/);
    await sandbox.press('operator', 'Create', { in: 'message' });
    const filled = await sandbox.fill('operator', {
      'Yugabyte VPC': 'payments-vpc',
      Name: 'payments-mobile',
      'Account ID': '111122223333',
      'VPC ID': 'vpc-0a1b2c3d4e5f60718',
      Region: 'eu-west-1',
      CIDR: '10.20.0.0/16',
    });
    expect(topModal(filled).fields.map(({ label }) => label)).not.toContain('Project ID');
    const plan = await sandbox.submit('operator');
    expect(topModal(plan).text).toContain('payments-mobile');
    expect(peeringNamed('payments-mobile')).toBeUndefined();
    await sandbox.submit('operator');
    await sandbox.clock('10s');

    // Pending, with what is missing, whose turn it is and until when.
    const pending = channelText(await sandbox.screen('viewer'));
    expect(peeringNamed('payments-mobile')?.info.state).toBe('PENDING');
    expect(pending).toContain('payments-mobile');
    expect(pending).toMatch(/Pending/);
    expect(pending).toContain('111122223333');
    expect(pending).toMatch(/7 days|6 days/);

    // Accepted at the cloud: the card turns Active by itself and tells of the allow list.
    await sandbox.happen({ peering: 'payments-mobile', do: 'accept' });
    await sandbox.clock('10m');
    const active = channelText(await sandbox.screen('viewer'));
    expect(active).toMatch(/Active/);
    expect(active).toContain('payments-db');
    expect(listsOf('payments-db')).not.toContain('10.20.0.0/16');

    // One button mends that.
    const fix = (await sandbox.screen('operator')).channels['#db-peerings']
      ?.flatMap(({ text, buttons }) => (text.includes('payments-mobile') ? buttons : []))
      .find((label) => /let .* in|allow/i.test(label));
    expect(fix).toBeDefined();
    await sandbox.press('operator', fix ?? '', { in: 'message', row: 'payments-mobile' });
    await sandbox.submit('operator');
    await sandbox.clock('2m');
    expect(listsOf('payments-db')).toEqual(expect.arrayContaining(['203.0.113.0/24', '10.20.0.0/16']));

    // Terminate, from the list, with the name typed.
    await sandbox.command('operator', '/peering list payments-mobile');
    await sandbox.press('operator', 'Terminate', { row: 'payments-mobile', in: 'modal' });
    expect(topModal(await sandbox.screen('operator')).text).toContain('payments-db');
    await sandbox.fill('operator', { 'Type the name to confirm': 'payments-mobile' });
    await sandbox.press('operator', 'Terminate', { in: 'modal' });
    await sandbox.clock('5m');
    expect(peeringNamed('payments-mobile')).toBeUndefined();
    expect(channelText(await sandbox.screen('viewer'))).toMatch(/Terminated/);
    expect(sandbox.world.effects()).toMatchObject({ 'create-peering': 1 });
  },
);

test('GCP: the mirror peering is handed over with every id, then the card turns Active', async () => {
  sandbox = await startSandbox({ settings: withoutClouds });
  await sandbox.command('operator', '/peering create');
  await sandbox.fill('operator', {
    'Yugabyte VPC': 'search-vpc',
    Name: 'search-app',
    'Project ID': 'local-data-platform',
    'Network name': 'app-network',
    CIDR: '10.40.0.0/20',
    Access: true,
  });
  await sandbox.submit('operator');
  await sandbox.submit('operator');
  await sandbox.clock('10s');
  const vpc = sandbox.world.state().yugabyte.vpcs.find(({ spec }) => spec.name === 'search-vpc');
  const handOver = await sandbox.press('operator', 'How to complete it', {
    in: 'message',
    row: 'search-app',
  });
  expect(topModal(handOver).text).toContain('gcloud compute networks peerings create');
  expect(topModal(handOver).text).toContain(vpc?.info.cloud_provider_project ?? 'no project');
  expect(topModal(handOver).text).toContain(vpc?.info.external_vpc_id ?? 'no network');
  await sandbox.happen({ peering: 'search-app', do: 'accept' });
  await sandbox.clock('10m');
  expect(listsOf('search-db')).toContain('10.40.0.0/20');
  expect(channelText(await sandbox.screen('viewer'))).toMatch(/Active/);
});

test('every form of the command', async () => {
  sandbox = await startSandbox();
  const said = async (text: string) => {
    const screen = await sandbox.command('viewer', text);
    return { modal: screen.modals.at(-1), channel: channelText(screen) };
  };
  expect((await said('/peering help')).channel).toContain('/peering details');
  expect((await said('/peering delte x')).channel).toMatch(/did you mean.*terminate|did you mean.*delete/is);
  expect((await said('/peering list orders')).modal?.text).toContain('orders-checkout');
  await sandbox.press('viewer', 'Close');
  expect((await said('/peering   DETAILS   "Orders-Web"')).modal?.text).toContain('172.20.0.0/16');
  await sandbox.press('viewer', 'Close');
  expect((await said('/peering details orders-weeb')).channel).toContain('orders-web');
});
