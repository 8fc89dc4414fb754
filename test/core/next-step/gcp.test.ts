import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { leftovers } from '../../../src/core/next-step/leftovers.ts';
import { mirrorInGcp } from '../../../src/core/next-step/mirror-in-gcp.ts';
import { gcpPeering, gcpVpc, observed } from '../given.ts';
import { handOver, isInstalled, lines, run } from './shell.ts';

const mirror = mirrorInGcp(gcpPeering({ name: 'Shop (EU)' }), { ok: true, value: gcpVpc() });
const cleanUp = leftovers(gcpPeering(), observed({ vpcs: [gcpVpc()] }));

test("the mirror names Yugabyte's project and network, and itself as Google allows", () => {
  const { title, sections } = handOver(mirror);
  expect(title).toBe('Create the mirror peering in GCP project my-project');
  expect(sections[0]).toEqual({
    title: "Peer network app-network with Yugabyte's ybnetwork1",
    console: {
      label: 'VPC network peering in my-project',
      url: 'https://console.cloud.google.com/networking/peering/list?project=my-project',
      clicks:
        'Create connection > Continue > name shop-eu, your VPC network app-network, In another project, project ID yugabyte-project, VPC network name ybnetwork1 > Create.',
    },
    cli: [
      'gcloud compute networks peerings create shop-eu --project=my-project --network=app-network --peer-project=yugabyte-project --peer-network=ybnetwork1',
    ],
    terraform: `resource "google_compute_network_peering" "peering_shop_eu" {
  name         = "shop-eu"
  network      = "projects/my-project/global/networks/app-network"
  peer_network = "projects/yugabyte-project/global/networks/ybnetwork1"
}`,
  });
});

test.each([
  ['7 shops', 'peering-7-shops'],
  ['x'.repeat(64), 'x'.repeat(63)],
  ['...', 'peering'],
])('%j is called %j at Google', (name, expected) => {
  const { sections } = handOver(mirrorInGcp(gcpPeering({ name }), { ok: true, value: gcpVpc() }));
  expect(sections[0]?.cli[0]?.split(' ')[5]).toBe(expected);
});

test('without project and network it says so', () => {
  const vpc = gcpVpc({ externalVpcId: '' });
  expect(mirrorInGcp(gcpPeering(), { ok: true, value: vpc })).toEqual({
    kind: 'wait',
    sentence: expect.stringContaining('does not tell the GCP project and network of its VPC orders-gcp yet'),
  });
  expect(leftovers(gcpPeering(), observed({ vpcs: [vpc] }))).toMatchObject({ kind: 'wait' });
});

const hasGcloud = isInstalled('gcloud');
if (!hasGcloud)
  process.stderr.write('Skipped, because gcloud was not found: the gcloud lines are not run.\n');

describe.skipIf(!hasGcloud)('pasted as they are', () => {
  /** Just so much of Compute Engine as is asked for here. */
  let server: Server;
  let folder: string;
  let done: string[];
  const api = 'https://www.googleapis.com/compute/v1/projects';

  function answer(method: string, path: string, body: string): unknown {
    const self = `${api}/my-project/global`;
    const network = {
      kind: 'compute#network',
      id: '1',
      name: 'app-network',
      selfLink: `${self}/networks/app-network`,
      peerings: [
        {
          name: 'made-by-hand',
          network: `${api}/yugabyte-project/global/networks/ybnetwork1`,
          state: 'INACTIVE',
        },
        {
          name: 'neighbour',
          network: `${api}/yugabyte-project/global/networks/ybnetwork12`,
          state: 'ACTIVE',
        },
        { name: 'other', network: `${api}/not-yugabyte-project/global/networks/ybnetwork1`, state: 'ACTIVE' },
      ],
    };
    if (method === 'POST' && !path.includes('/operations/')) done.push(`${path.split('/').at(-1)} ${body}`);
    if (path.endsWith('/networks')) return { kind: 'compute#networkList', items: [network] };
    if (path.endsWith('/networks/app-network')) return network;
    return {
      kind: 'compute#operation',
      operationType: 'removePeering',
      id: '2',
      name: 'operation-1',
      status: 'DONE',
      selfLink: `${self}/operations/operation-1`,
      targetLink: network.selfLink,
    };
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gcloud-'));
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const [path = ''] = (request.url ?? '').split('?');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(request.method ?? '', path, body)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    done = [];
  });

  async function paste(input: string) {
    const port = (server.address() as AddressInfo).port;
    return run('bash', [], {
      input,
      env: {
        CLOUDSDK_CONFIG: folder,
        CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'true',
        CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
        CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `http://127.0.0.1:${port}/compute/v1/`,
      },
    });
  }

  test('they make the mirror', async () => {
    const ran = await paste(lines(mirror));
    expect(ran.code).toBe(0);
    expect(done).toHaveLength(1);
    expect(JSON.parse(done[0]?.replace('addPeering ', '') ?? '')).toEqual({
      networkPeering: {
        exchangeSubnetRoutes: true,
        name: 'shop-eu',
        network: 'projects/yugabyte-project/global/networks/ybnetwork1',
      },
    });
    expect(ran.stdout).toContain('INACTIVE');
  });

  test('they delete exactly the mirror, whatever it is called', async () => {
    const ran = await paste(lines(cleanUp));
    expect(ran.stderr).not.toContain('ERROR');
    expect(ran.code).toBe(0);
    expect(done).toEqual(['removePeering {"name": "made-by-hand"}']);
  });
});
