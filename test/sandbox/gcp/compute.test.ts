import { GlobalOperationsClient } from '@google-cloud/compute/build/src/v1/global_operations_client.js';
import { NetworksClient } from '@google-cloud/compute/build/src/v1/networks_client.js';
import { ProjectsClient } from '@google-cloud/compute/build/src/v1/projects_client.js';
import { SubnetworksClient } from '@google-cloud/compute/build/src/v1/subnetworks_client.js';
import { GoogleAuth } from 'google-auth-library';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gcpCoverage } from '../../../src/sandbox/gcp/coverage.ts';
import { type Gcp, startGcp, useMetadataServer } from './start-gcp.ts';

let gcp: Gcp;
let networks: NetworksClient;
let subnetworks: SubnetworksClient;

beforeEach(async () => {
  gcp = await startGcp();
  useMetadataServer(gcp);
  networks = new NetworksClient(options());
  subnetworks = new SubnetworksClient(options());
});

const options = () => ({
  apiEndpoint: '127.0.0.1',
  port: gcp.port,
  protocol: 'http',
  auth: new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/compute'] }),
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await gcp.stop();
});

const path = (project: string, network: string) => `projects/${project}/global/networks/${network}`;

const add = (project: string, network: string, name: string, peer: string, requestId?: string) =>
  networks.addPeering({
    project,
    network,
    ...(requestId && { requestId }),
    networksAddPeeringRequestResource: {
      networkPeering: { name, network: peer, exchangeSubnetRoutes: true },
    },
  });

async function states(project: string, network: string) {
  const [row] = await networks.get({ project, network });
  return row.peerings?.map((one) => `${one.name} ${one.state}`);
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: Error) =>
      JSON.parse(error.message).error as { code: number; message: string; errors: { reason: string }[] },
  );

async function connect() {
  await add('local-yugabyte', 'ybm', 'to-app', path('local-app', 'app'));
  await gcp.turn(10_000);
  await add('local-app', 'app', 'to-ybm', path('local-yugabyte', 'ybm'));
  await gcp.turn(10_000);
}

test('both halves make it active, and either half gone makes it inactive', async () => {
  await add('local-yugabyte', 'ybm', 'to-app', path('local-app', 'app'));
  await gcp.turn(10_000);
  expect(await states('local-yugabyte', 'ybm')).toEqual(['to-app INACTIVE']);
  await add('local-app', 'app', 'to-ybm', path('local-yugabyte', 'ybm'));
  expect(await states('local-app', 'app')).toEqual([]);
  await gcp.turn(10_000);
  expect(await states('local-app', 'app')).toEqual(['to-ybm ACTIVE']);
  expect(await states('local-yugabyte', 'ybm')).toEqual(['to-app ACTIVE']);
  const [routes] = await networks.listPeeringRoutes({
    project: 'local-app',
    network: 'app',
    direction: 'INCOMING',
    peeringName: 'to-ybm',
  });
  expect(routes.map((one) => one.destRange)).toEqual(['10.20.0.0/24']);
  await networks.removePeering({
    project: 'local-app',
    network: 'app',
    networksRemovePeeringRequestResource: { name: 'to-ybm' },
  });
  await gcp.turn(10_000);
  expect(await states('local-yugabyte', 'ybm')).toEqual(['to-app INACTIVE']);
  expect(gcp.simulator.effects()).toEqual({ 'gcp-add-peering': 2, 'gcp-remove-peering': 1 });
});

test('one operation at a time over connected networks', async () => {
  await add('local-yugabyte', 'ybm', 'to-app', path('local-app', 'app'));
  const refused = await refusal(add('local-app', 'app', 'to-ybm', path('local-yugabyte', 'ybm')));
  expect(refused).toMatchObject({
    code: 400,
    message: expect.stringContaining('There is a peering operation in progress'),
  });
});

test('the same request id gives the same operation', async () => {
  const id = '11111111-1111-4111-8111-111111111111';
  const [first] = await add('local-app', 'app', 'to-ybm', path('local-yugabyte', 'ybm'), id);
  const [second] = await add('local-app', 'app', 'to-ybm', path('local-yugabyte', 'ybm'), id);
  expect(second.name).toBe(first.name);
  await gcp.turn(10_000);
  expect(gcp.simulator.effects()).toEqual({ 'gcp-add-peering': 1 });
});

test('an overlap, secondary ranges too, ends the operation with an error', async () => {
  await add('local-yugabyte', 'clashing', 'to-app', path('local-app', 'app'));
  await gcp.turn(10_000);
  await add('local-app', 'app', 'to-clashing', path('local-yugabyte', 'clashing'));
  await gcp.turn(10_000);
  const operation = gcp.simulator.state().projects[0]?.operations.at(-1);
  expect(operation).toMatchObject({ status: 'DONE', httpErrorStatusCode: 400 });
  expect(operation?.error?.errors[0]?.message).toContain(
    '(10.11.1.0/24) overlaps with an IP range in the local network (10.11.0.0/20)',
  );
  expect(await states('local-app', 'app')).toEqual([]);
});

test('refusals: twice, bad name, quota, permission, no such network', async () => {
  await connect();
  expect(await refusal(add('local-app', 'app', 'again', path('local-yugabyte', 'ybm')))).toMatchObject({
    code: 400,
    message: 'There is already a peering to-ybm with the same network. Select another network.',
  });
  expect(await refusal(add('local-app', 'app', 'Bad_Name', path('local-yugabyte', 'x')))).toMatchObject({
    code: 400,
    errors: [{ reason: 'invalid' }],
  });
  await add('local-app', 'app', 'second', path('local-app', 'other'));
  await gcp.turn(10_000);
  expect(await refusal(add('local-app', 'app', 'third', path('local-yugabyte', 'x')))).toMatchObject({
    code: 403,
    errors: [{ reason: 'quotaExceeded' }],
  });
  gcp.simulator.turn({ do: 'deny', project: 'local-app', permission: 'compute.networks.addPeering' });
  expect(await refusal(add('local-app', 'other', 'to-x', path('local-yugabyte', 'x')))).toMatchObject({
    code: 403,
    message:
      "Required 'compute.networks.addPeering' permission for 'projects/local-app/global/networks/other'",
  });
  expect(await refusal(networks.get({ project: 'local-app', network: 'nope' }))).toMatchObject({
    code: 404,
    errors: [{ reason: 'notFound' }],
  });
});

test.each([
  ['a name with capitals', 'Bad', 'projects/local-yugabyte/global/networks/x', 'networkPeering.name'],
  [
    'a name of 64 letters',
    'a'.repeat(64),
    'projects/local-yugabyte/global/networks/x',
    'networkPeering.name',
  ],
  ['a name that ends with a dash', 'a-', 'projects/local-yugabyte/global/networks/x', 'networkPeering.name'],
  ['a network that is no link', 'good', 'projects/local-yugabyte/networks/x', 'networkPeering.network'],
  ['itself', 'good', 'projects/local-app/global/networks/app', 'networkPeering.network'],
])('refused as ill-formed: %s', async (_what, name, peer, field) => {
  expect(await refusal(add('local-app', 'app', name, peer))).toMatchObject({
    code: 400,
    message: expect.stringContaining(`Invalid value for field '${field}'`),
    errors: [{ reason: 'invalid', domain: 'global' }],
  });
  expect(gcp.simulator.state().projects[0]?.operations).toEqual([]);
});

test('a name that the network has for another peering', async () => {
  await connect();
  expect(await refusal(add('local-app', 'app', 'to-ybm', path('local-app', 'other')))).toMatchObject({
    code: 409,
    errors: [{ reason: 'alreadyExists' }],
  });
});

test('a peering is updated; while that runs, nothing else is begun on either network', async () => {
  await connect();
  const update = (name: string, importCustomRoutes: boolean) =>
    networks.updatePeering({
      project: 'local-app',
      network: 'app',
      networksUpdatePeeringRequestResource: { networkPeering: { name, importCustomRoutes } },
    });
  const [operation] = await update('to-ybm', true);
  expect(operation.latestResponse).toMatchObject({ operationType: 'updatePeering', status: 'RUNNING' });
  for (const other of [
    () => update('to-ybm', false),
    () => add('local-yugabyte', 'ybm', 'more', path('local-app', 'other')),
    () =>
      networks.removePeering({
        project: 'local-yugabyte',
        network: 'ybm',
        networksRemovePeeringRequestResource: { name: 'to-app' },
      }),
  ])
    expect(await refusal(other())).toMatchObject({
      code: 400,
      message: 'There is a peering operation in progress on the local or peer network. Try again later.',
    });
  await gcp.turn(10_000);
  const [row] = await networks.get({ project: 'local-app', network: 'app' });
  expect(row.peerings).toMatchObject([
    { name: 'to-ybm', importCustomRoutes: true, exportCustomRoutes: false, state: 'ACTIVE' },
  ]);
  expect(await refusal(update('nope', true))).toMatchObject({ code: 404 });
  expect(gcp.simulator.effects()).toEqual({ 'gcp-add-peering': 2, 'gcp-update-peering': 1 });
});

test('an operation is told as it goes, by name and by id, and waited for', async () => {
  const operations = new GlobalOperationsClient(options());
  const [begun] = await add('local-app', 'app', 'to-ybm', path('local-yugabyte', 'ybm'));
  const { name, id } = begun.latestResponse as unknown as { name: string; id: string };
  const asked = { project: 'local-app', operation: name };
  const [running] = await operations.get(asked);
  expect(running).toMatchObject({ status: 'RUNNING', progress: 0, operationType: 'addPeering' });
  await gcp.turn(10_000);
  const [done] = await operations.wait(asked);
  expect(done).toMatchObject({ status: 'DONE', progress: 100 });
  expect((await operations.get({ project: 'local-app', operation: id }))[0].name).toBe(name);
  expect(await refusal(operations.get({ project: 'local-app', operation: 'nope' }))).toMatchObject({
    code: 404,
  });
});

test('the firewall rules in force, and those that were taken away', async () => {
  const asked = { project: 'local-app', network: 'app' };
  const names = async () =>
    (await networks.getEffectiveFirewalls(asked))[0].firewalls?.map((rule) => rule.name);
  expect(await names()).toEqual(['no-egress']);
  const where = { project: 'local-app', network: 'app' };
  gcp.simulator.turn({ do: 'block-egress', ...where });
  gcp.simulator.turn({ do: 'block-egress', ...where });
  const [{ firewalls = [] }] = await networks.getEffectiveFirewalls(asked);
  expect(firewalls?.at(-1)).toMatchObject({
    direction: 'EGRESS',
    denied: [{ IPProtocol: 'tcp', ports: ['5433', '9042'] }],
    destinationRanges: ['0.0.0.0/0'],
  });
  expect(await names()).toEqual(['no-egress', 'deny-databases-app']);
  const [elsewhere] = await networks.getEffectiveFirewalls({ project: 'local-app', network: 'other' });
  expect(elsewhere.firewalls).toEqual([]);
  gcp.simulator.turn({ do: 'unblock-egress', ...where });
  expect(await names()).toEqual(['no-egress']);
});

test('what a project has, and how much of it', async () => {
  const [project] = await new ProjectsClient(options()).get({ project: 'local-app' });
  expect(project.name).toBe('local-app');
  expect(project.quotas).toMatchObject([
    { metric: 'NETWORKS', usage: 2 },
    { metric: 'SUBNETWORKS', usage: 3 },
    { metric: 'FIREWALLS', usage: 1 },
  ]);
});

test('page after page, as far as there are any', async () => {
  const pages: string[][] = [];
  const request = { project: 'local-app', region: 'us-west1', maxResults: 2 };
  let pageToken = '';
  do {
    const [rows, , answer] = await subnetworks.list(
      { ...request, ...(pageToken && { pageToken }) },
      { autoPaginate: false },
    );
    pages.push(rows.map((row) => row.name ?? ''));
    pageToken = answer.nextPageToken ?? '';
  } while (pageToken);
  expect(pages).toEqual([['a', 'b'], ['c']]);
  expect(
    await refusal(subnetworks.list({ ...request, pageToken: 'made-up' }, { autoPaginate: false })),
  ).toMatchObject({ code: 400, message: expect.stringContaining('pageToken') });
  expect(await refusal(networks.list({ project: 'local-app', filter: 'name ~ x' }))).toMatchObject({
    code: 400,
    message: expect.stringContaining('Invalid list filter expression'),
  });
});

test.each([
  [403, 'forbidden'],
  [429, 'rateLimitExceeded'],
  [503, 'backendError'],
])('a fault of status %i says %s, and nothing has happened', async (status, reason) => {
  gcp.faults.add({ target: 'gcp', kind: 'status', status, match: { path: 'addPeering' } });
  expect(await states('local-app', 'app')).toEqual([]);
  expect(await refusal(add('local-app', 'app', 'x', path('local-yugabyte', 'ybm')))).toMatchObject({
    code: status,
    errors: [{ reason }],
  });
  expect(gcp.simulator.state().projects[0]?.operations).toEqual([]);
});

test('an answer that is lost had its effect; the same request id finds it', async () => {
  const id = '22222222-2222-4222-8222-222222222222';
  gcp.faults.add({ target: 'gcp', kind: 'lost-answer' });
  const begin = () => add('local-app', 'app', 'x', path('local-yugabyte', 'ybm'), id);
  await expect(begin()).rejects.toThrow();
  await begin();
  await gcp.turn(10_000);
  expect(gcp.simulator.effects()).toEqual({ 'gcp-add-peering': 1 });
});

test('covers what its table says', () => {
  const { routes, machineRoutes } = gcp.simulator;
  const paths = [...routes, ...machineRoutes].map((route) => `${route.method} ${route.path}`);
  expect(gcpCoverage.map(({ call }) => call).sort()).toEqual(paths.sort());
  for (const { covers } of gcpCoverage) expect(covers).not.toBe('');
});

test('permissions that are left', async () => {
  gcp.simulator.turn({ do: 'deny', project: 'local-app', permission: 'compute.networks.addPeering' });
  const response = await fetch(`${gcp.origin}/v1/projects/local-app:testIamPermissions`, {
    method: 'POST',
    body: JSON.stringify({ permissions: ['compute.networks.get', 'compute.networks.addPeering'] }),
  });
  expect(await response.json()).toEqual({ permissions: ['compute.networks.get'] });
});

test('subnetworks and networks by page and filter', async () => {
  const [rows] = await subnetworks.list({ project: 'local-app', region: 'us-west1', maxResults: 1 });
  expect(rows.map((one) => one.ipCidrRange)).toEqual(['10.10.0.0/24', '10.12.0.0/24', '10.30.0.0/24']);
  const [of] = await subnetworks.list({
    project: 'local-app',
    region: 'us-west1',
    filter: 'network eq ".*/other"',
  });
  expect(of.map((one) => one.name)).toEqual(['c']);
  const scopes: string[] = [];
  for await (const [scope] of subnetworks.aggregatedListAsync({ project: 'local-app' })) scopes.push(scope);
  expect(scopes).toEqual(['regions/us-west1']);
});

test('faults, and calls that are counted', async () => {
  gcp.faults.add({ target: 'gcp', kind: 'status', status: 503 });
  expect(await refusal(networks.get({ project: 'local-app', network: 'app' }))).toMatchObject({
    code: 503,
    errors: [{ reason: 'backendError' }],
  });
  expect(gcp.journal.begun('gcp')).toBe(1);
});

test("Yugabyte's half and the application's meet, and Yugabyte is told", async () => {
  const { cloud } = gcp.simulator;
  const told: string[] = [];
  cloud.onChange((id) => told.push(`${id} ${cloud.sideOf(id)}`));
  const yugabyte = { project: 'local-yugabyte', network: 'ybm', cidrs: [] };
  cloud.request({ id: 'one', yugabyte, application: { project: 'local-app', network: 'app', cidrs: [] } });
  cloud.request({ id: 'lost', yugabyte, application: { project: 'local-app', network: 'nope', cidrs: [] } });
  expect([cloud.sideOf('one'), cloud.accept('lost')]).toEqual(['pending-acceptance', false]);
  await add('local-app', 'app', 'to-ybm', path('local-yugabyte', 'ybm'));
  await gcp.turn(10_000);
  expect(told).toEqual(['one active']);
  cloud.withdraw('one');
  expect(await states('local-app', 'app')).toEqual(['to-ybm INACTIVE']);
});

test('Yugabyte is told once of each change of side, whoever made it on whichever network', async () => {
  const { cloud } = gcp.simulator;
  const told: string[] = [];
  cloud.onChange((id) => told.push(`${id} ${cloud.sideOf(id)}`));
  const yugabyte = { project: 'local-yugabyte', network: 'ybm', cidrs: [] };
  cloud.request({ id: 'one', yugabyte, application: { project: 'local-app', network: 'app', cidrs: [] } });
  expect(cloud.accept('one')).toBe(true);
  expect(told).toEqual(['one active']);

  const [row] = await networks.get({ project: 'local-app', network: 'app' });
  await networks.updatePeering({
    project: 'local-app',
    network: 'app',
    networksUpdatePeeringRequestResource: {
      networkPeering: { name: row.peerings?.[0]?.name ?? '', importCustomRoutes: true },
    },
  });
  await gcp.turn(10_000);
  await add('local-app', 'app', 'to-other', path('local-app', 'other'));
  await gcp.turn(10_000);
  expect(told).toEqual(['one active']);

  const [own] = await networks.get({ project: 'local-yugabyte', network: 'ybm' });
  await networks.removePeering({
    project: 'local-yugabyte',
    network: 'ybm',
    networksRemovePeeringRequestResource: { name: own.peerings?.[0]?.name ?? '' },
  });
  await gcp.turn(10_000);
  expect(told).toEqual(['one active', 'one pending-acceptance']);
});
