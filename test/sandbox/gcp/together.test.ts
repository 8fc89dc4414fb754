import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overlap, parseIpv4 } from '../../../src/sandbox/ipv4.ts';
import { scenarios } from '../../../src/sandbox/scenarios/scenarios.ts';
import { createWorld, type World } from '../../../src/sandbox/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ port: 0, scenario: 'small-company' });
});
afterEach(() => world.stop());

async function control(body: unknown) {
  const answer = await fetch(`${world.addresses.slack}/sandbox/world`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}
const state = (name: string) =>
  world.state().yugabyte.peerings.find(({ spec }) => spec.name === name)?.info.state;
const network = (project: string, name: string, { gcp } = world.state()) =>
  gcp.projects.find(({ id }) => id === project)?.networks.find((one) => one.name === name);
const project = 'local-data-platform';

interface ComputeAnswer {
  status?: string;
  items?: { destRange: string }[];
  error?: { message: string };
}

/** As a program that was given the world's environment reaches it. */
async function compute(method: string, path: string, body?: unknown) {
  const endpoint = world.environment().CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE;
  const answer = await fetch(`${endpoint}projects/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: (await answer.json()) as ComputeAnswer };
}

describe('Yugabyte and Compute Engine in one world', () => {
  it("a mirror makes Yugabyte's peering Active, and Pending again when it goes", async () => {
    const { yugabyte } = world.state();
    const vpc = yugabyte.vpcs.find(({ spec }) => spec.name === 'analytics-vpc');
    const peer = `projects/${vpc?.info.cloud_provider_project}/global/networks/${vpc?.info.external_vpc_id}`;
    const notebooks = `${project}/global/networks/notebooks-network`;
    const added = await compute('POST', `${notebooks}/addPeering`, {
      networkPeering: { name: 'to-yugabyte', network: peer, exchangeSubnetRoutes: true },
    });
    expect(added).toMatchObject({ status: 200, json: { status: 'RUNNING' } });
    await world.advance(10_000);
    expect(state('analytics-notebooks')).toBe('ACTIVE');
    expect(network(project, 'notebooks-network')?.peerings).toMatchObject([
      { name: 'to-yugabyte', state: 'ACTIVE' },
    ]);
    const routes = await compute(
      'GET',
      `${notebooks}/listPeeringRoutes?direction=INCOMING&peeringName=to-yugabyte&region=europe-west4`,
    );
    const ranges = (routes.json.items ?? []).flatMap(({ destRange }) => parseIpv4(destRange) ?? []);
    for (const cidr of ['10.70.0.0/24', '10.70.1.0/24']) {
      const wanted = parseIpv4(cidr);
      expect(
        ranges.some((one) => wanted && overlap(one, wanted)),
        cidr,
      ).toBe(true);
    }
    await compute('POST', `${notebooks}/removePeering`, { name: 'to-yugabyte' });
    await world.advance(10_000);
    expect(state('analytics-notebooks')).toBe('PENDING');
    expect(world.effects()).toEqual({ 'gcp-add-peering': 1, 'gcp-remove-peering': 1 });
    expect(world.calls().map(({ target }) => target)).toContain('gcp');
  });

  it('what the people in the console do', async () => {
    expect(await control({ peering: 'analytics-jobs', do: 'remove-mirror' })).toMatchObject({ status: 200 });
    await world.advance(10_000);
    expect(state('analytics-jobs')).toBe('PENDING');
    expect(await control({ peering: 'analytics-jobs', do: 'remove-mirror' })).toMatchObject({ status: 409 });
    await control({ peering: 'analytics-jobs', do: 'accept' });
    await world.advance(10_000);
    expect(state('analytics-jobs')).toBe('ACTIVE');

    const denied = () =>
      world
        .state()
        .gcp.projects.flatMap(({ firewalls }) => firewalls)
        .map(({ name, network: on }) => [name, on.split('/').at(-1)]);
    expect(denied()).toEqual([]);
    await control({ peering: 'analytics-jobs', do: 'block-egress' });
    expect(denied()).toEqual([['deny-databases-batch-network', 'batch-network']]);
    await control({ cloud: 'gcp', do: 'unblock-egress', project, network: 'batch-network' });
    expect(denied()).toEqual([]);
    expect((await control({ peering: 'orders-web', do: 'block-egress' })).status).toBe(409);

    const permission = 'compute.networks.addPeering';
    expect(await control({ cloud: 'gcp', do: 'deny', project, permission })).toMatchObject({
      json: { denied: [permission] },
    });
    const refused = await compute('POST', `${project}/global/networks/batch-network/addPeering`, {});
    expect(refused.json.error?.message).toContain(`Required '${permission}' permission`);
    await control({ cloud: 'gcp', do: 'allow', project, permission });
    expect(world.state().gcp.projects.flatMap((one) => one.denied)).toEqual([]);
  });

  it('refuses a mirror whose ranges clash, as Google does', async () => {
    await control({ cloud: 'gcp', do: 'create-network', project, network: 'clash', cidr: '10.70.0.0/20' });
    expect(network(project, 'clash')?.subnetworks).toHaveLength(1);
    const { account, vpcs } = world.state().yugabyte;
    const path = `/api/public/v1/accounts/${account.id}/projects/${account.projectId}/vpc-peerings`;
    const asked = await fetch(`${world.addresses.yugabyte}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer not-real' },
      body: JSON.stringify({
        name: 'clashing',
        internal_yugabyte_vpc_id: vpcs.find(({ spec }) => spec.name === 'analytics-vpc')?.info.id,
        customer_vpc: {
          external_vpc_id: 'clash',
          cloud_provider_project: project,
          cloud_info: { code: 'GCP' },
        },
      }),
    });
    expect(asked.ok).toBe(true);
    await world.advance(5_000);
    const accepted = await control({ peering: 'clashing', do: 'accept' });
    expect(accepted).toMatchObject({ status: 409 });
    expect(accepted.json.error).toMatch(/overlaps with an IP range in the local network/);
    expect(state('clashing')).toBe('PENDING');
  });

  it.each([
    [{ cloud: 'gcp', do: 'fly' }, /one of deny, allow, block-egress, unblock-egress, create-network/],
    [{ cloud: 'gcp', do: 'deny', project: 'x', permission: 'y' }, /"project" cannot be "x"/],
    [{ cloud: 'gcp', do: 'deny', project, permission: 'compute.fly' }, /"permission" cannot be/],
    [{ cloud: 'gcp', do: 'deny', project, network: 'x' }, /Unknown field "network"/],
    [{ cloud: 'gcp', do: 'block-egress', project, network: 'x' }, /one of batch-network, notebooks-network/],
    [{ cloud: 'gcp', do: 'create-network', project, network: 'X' }, /"network" cannot be "X"/],
    [{ cloud: 'gcp', do: 'create-network', project, network: 'x', cidr: '10.0.0.0' }, /a CIDR/],
  ])('controls answer %j with a 400', async (body, sentence) => {
    const { status, json } = await control(body);
    expect(json.error).toMatch(sentence);
    expect(status).toBe(400);
  });

  it('is made the same again', async () => {
    const made = () =>
      JSON.stringify(world.state().gcp, (key, value) =>
        ['creationTimestamp', 'stateDetails'].includes(key) ? undefined : value,
      );
    const before = made();
    await control({ peering: 'analytics-jobs', do: 'block-egress' });
    await control({ peering: 'analytics-notebooks', do: 'accept' });
    await world.reset();
    expect(made()).toBe(before);
    expect(world.state().gcp.projects.map(({ id }) => id)).toEqual([
      'local-data-platform',
      'local-search',
      'yugabyte-local-sandbox',
    ]);
  });

  it('has what every peering of every scenario is about', async () => {
    for (const scenario of scenarios) {
      await world.reset(scenario.name);
      const now = world.state();
      const { vpcs, peerings } = scenario.yugabyte;
      const inGcp = peerings.filter(({ vpc }) => vpcs.find(({ name }) => name === vpc)?.cloud === 'GCP');
      for (const { name, project: id, network: wanted, cidr, state: seeded } of inGcp) {
        const found = network(id, wanted, now);
        expect(found?.autoCreateSubnetworks, name).toBe(false);
        expect(found?.subnetworks, name).not.toEqual([]);
        expect(found?.peerings?.map((one) => one.state) ?? [], name).toEqual(
          seeded === 'ACTIVE' ? ['ACTIVE'] : [],
        );
        const subnets = now.gcp.projects
          .find((one) => one.id === id)
          ?.subnetworks.filter((one) => one.network.endsWith(`/${wanted}`))
          .flatMap((one) => [one.ipCidrRange, ...one.secondaryIpRanges.map((range) => range.ipCidrRange)]);
        if (cidr !== undefined) expect(size(subnets ?? []), name).toBe(size([cidr]));
      }
      const blocked = (scenario.happened ?? []).filter(({ what }) => what === 'block-egress');
      expect(now.gcp.projects.flatMap(({ firewalls }) => firewalls)).toHaveLength(blocked.length);
    }
  });
});

const size = (cidrs: string[]) =>
  cidrs.reduce((sum, cidr) => sum + 2 ** (32 - (parseIpv4(cidr)?.prefix ?? 0)), 0);
