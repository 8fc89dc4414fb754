import { NetworksClient } from '@google-cloud/compute/build/src/v1/networks_client.js';
import { SubnetworksClient } from '@google-cloud/compute/build/src/v1/subnetworks_client.js';
import { GoogleAuth } from 'google-auth-library';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Gcp, startGcp } from './start-gcp.ts';

let gcp: Gcp;
let networks: NetworksClient;
let subnetworks: SubnetworksClient;

beforeEach(async () => {
  gcp = await startGcp();
  vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${gcp.port}`);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '');
  const auth = new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/compute'] });
  const options = { apiEndpoint: '127.0.0.1', port: gcp.port, protocol: 'http', auth };
  networks = new NetworksClient(options);
  subnetworks = new SubnetworksClient(options);
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
  gcp.simulator.deny('local-app', 'compute.networks.addPeering');
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

test('permissions that are left', async () => {
  gcp.simulator.deny('local-app', 'compute.networks.addPeering');
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
