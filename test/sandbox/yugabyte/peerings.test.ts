import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsRequest, day, gcpRequest, second, startYugabyte, type Yugabyte } from './start-yugabyte.ts';

let yugabyte: Yugabyte;
beforeEach(async () => {
  yugabyte = await startYugabyte();
});
afterEach(() => yugabyte.stop());

async function request(name: string, change?: Record<string, unknown>) {
  const vpc = await yugabyte.vpc('orders-vpc');
  const { status, json } = await yugabyte.post('/vpc-peerings', awsRequest(vpc.info.id, name, change));
  expect(status).toBe(200);
  return json.data;
}
const stateOf = async (id: string) => {
  const { status, json } = await yugabyte.get(`/vpc-peerings/${id}`);
  return status === 404 ? 404 : json.data.info.state;
};

describe('a peering in the simulated API', () => {
  it('goes from CREATING to PENDING, and ACTIVE some seconds after it was accepted', async () => {
    const made = await request('new');
    expect(made).toMatchObject({
      spec: awsRequest(made.spec.internal_yugabyte_vpc_id, 'new'),
      info: { state: 'CREATING', yugabyte_vpc_name: 'orders-vpc' },
    });
    expect(Object.keys(made.info).sort()).toEqual(['id', 'state', 'yugabyte_vpc_name']);
    await yugabyte.turn(1 * second);
    expect(await stateOf(made.info.id)).toBe('CREATING');
    await yugabyte.turn(2 * second);
    expect(await stateOf(made.info.id)).toBe('PENDING');
    await yugabyte.turn(3 * day);
    expect(await stateOf(made.info.id)).toBe('PENDING');
    yugabyte.simulator.accept('new');
    expect(await stateOf(made.info.id)).toBe('PENDING');
    await yugabyte.turn(5 * second);
    expect(await stateOf(made.info.id)).toBe('ACTIVE');
    await yugabyte.turn(10 * day);
    expect(await stateOf(made.info.id)).toBe('ACTIVE');
  });

  it('expires 7 days after it was requested in AWS, never in GCP', async () => {
    const made = await request('new');
    await yugabyte.turn(7 * day - 60 * second);
    expect(await stateOf(made.info.id)).toBe('PENDING');
    await yugabyte.turn(120 * second);
    expect(await stateOf(made.info.id)).toBe('EXPIRED');
    expect(() => yugabyte.simulator.accept('new')).toThrow(/expired there/);
    expect((await yugabyte.peering('analytics-notebooks')).info.state).toBe('PENDING');
    await yugabyte.turn(60 * day);
    expect((await yugabyte.peering('analytics-notebooks')).info.state).toBe('PENDING');
  });

  it('gives a planted request the days it has left', async () => {
    await yugabyte.turn(5 * day);
    expect((await yugabyte.peering('orders-checkout')).info.state).toBe('PENDING');
    await yugabyte.turn(2 * 3600 * second);
    expect((await yugabyte.peering('orders-checkout')).info.state).toBe('EXPIRED');
  });

  it('is accepted once it can be when someone waits for it at the cloud', async () => {
    const made = await request('new');
    yugabyte.simulator.accept('new');
    await yugabyte.turn(3 * second);
    expect(await stateOf(made.info.id)).toBe('PENDING');
    await yugabyte.turn(5 * second);
    expect(await stateOf(made.info.id)).toBe('ACTIVE');
  });

  it('is not lost to the expiry when it was accepted in the last second', async () => {
    const made = await request('new');
    await yugabyte.turn(7 * day - 1 * second);
    yugabyte.simulator.accept('new');
    await yugabyte.turn(10 * second);
    expect(await stateOf(made.info.id)).toBe('ACTIVE');
  });

  it.each([
    ['an account that is none', { cloud_provider_project: '1234' }],
    ['a VPC id that is none', { external_vpc_id: 'vpc_1' }],
    ['a region that is none', { cloud_info: { code: 'AWS', region: 'us-west1' } }],
    ['an overlap with the Yugabyte VPC', { cidr: '10.60.0.0/16' }],
    ['two VPCs that are peered already', { external_vpc_id: 'vpc-0a1b2c3d4e5f60001' }],
  ])('fails for %s, without saying why', async (_what, change) => {
    const made = await request('new', change);
    await yugabyte.turn(5 * second);
    expect(await stateOf(made.info.id)).toBe('FAILED');
    const [task] = await yugabyte.tasks(`entity_id=${made.spec.internal_yugabyte_vpc_id}`);
    expect(task.info).toMatchObject({ task_type: 'CREATE_VPC_PEERING', state: 'FAILED' });
  });

  it('fails when the application VPC is peered to another Yugabyte VPC that overlaps', async () => {
    const twin = {
      spec: { name: 'twin', cloud: 'AWS', region_specs: [{ region: 'us-west-2', cidr: '10.60.0.0/24' }] },
    };
    const { json } = await yugabyte.post('/vpcs', twin);
    await yugabyte.turn(90 * second);
    const same = { external_vpc_id: 'vpc-0a1b2c3d4e5f60001', cidr: '172.20.0.0/16' };
    const made = await yugabyte.post('/vpc-peerings', awsRequest(json.data.info.id, 'new', same));
    await yugabyte.turn(5 * second);
    expect(await stateOf(made.json.data.info.id)).toBe('FAILED');
  });

  it('ends in FAILED when AWS rejects it; GCP has nothing to reject', async () => {
    yugabyte.simulator.reject('orders-checkout');
    await yugabyte.turn(5 * second);
    expect((await yugabyte.peering('orders-checkout')).info.state).toBe('FAILED');
    expect(() => yugabyte.simulator.reject('analytics-notebooks')).toThrow(/GCP shows no request/);
  });

  it('shows what was deleted at the cloud: DELETED in AWS, PENDING again without its mirror in GCP', async () => {
    yugabyte.simulator.remove('orders-web');
    yugabyte.simulator.remove('analytics-jobs');
    await yugabyte.turn(5 * second);
    expect((await yugabyte.peering('orders-web')).info.state).toBe('DELETED');
    expect((await yugabyte.peering('analytics-jobs')).info.state).toBe('PENDING');
    yugabyte.simulator.accept('analytics-jobs');
    await yugabyte.turn(5 * second);
    expect((await yugabyte.peering('analytics-jobs')).info.state).toBe('ACTIVE');
  });

  it('is DELETING for a while, then 404, and leaves the VPC', async () => {
    const { info, spec } = await yugabyte.peering('orders-web');
    const vpc = `/vpcs/${spec.internal_yugabyte_vpc_id}`;
    expect((await yugabyte.get(vpc)).json.data.info.peering_ids).toContain(info.id);
    const deleted = await yugabyte.delete(`/vpc-peerings/${info.id}`);
    expect([deleted.status, deleted.text]).toEqual([200, '']);
    expect(await stateOf(info.id)).toBe('DELETING');
    expect((await yugabyte.delete(`/vpc-peerings/${info.id}`)).status).toBe(409);
    await yugabyte.turn(4 * second);
    expect(await stateOf(info.id)).toBe(404);
    expect((await yugabyte.get(vpc)).json.data.info.peering_ids).not.toContain(info.id);
    expect((await yugabyte.delete(`/vpc-peerings/${info.id}`)).status).toBe(404);
  });

  it('can be deleted while it is CREATING or being accepted, and stays gone', async () => {
    const creating = await request('new');
    await yugabyte.delete(`/vpc-peerings/${creating.info.id}`);
    const pending = await yugabyte.peering('orders-checkout');
    yugabyte.simulator.accept('orders-checkout');
    await yugabyte.delete(`/vpc-peerings/${pending.info.id}`);
    await yugabyte.turn(10 * second);
    expect(await stateOf(creating.info.id)).toBe(404);
    expect(await stateOf(pending.info.id)).toBe(404);
    await yugabyte.turn(8 * day);
    expect(await stateOf(pending.info.id)).toBe(404);
  });

  it('leaves a task under the Yugabyte VPC, newest first, never with an entity type', async () => {
    const made = await request('new');
    const query = `entity_id=${made.spec.internal_yugabyte_vpc_id}`;
    const [running] = await yugabyte.tasks(`${query}&limit=1`);
    expect(running.info).toMatchObject({
      entity_id: made.spec.internal_yugabyte_vpc_id,
      task_type: 'CREATE_VPC_PEERING',
      state: 'IN_PROGRESS',
      completed_on: null,
    });
    expect(running.info).not.toHaveProperty('entity_type');
    await yugabyte.turn(3 * second);
    // Pending, not accepted: that is when the request counts as made.
    const [done] = await yugabyte.tasks(`${query}&task_type=CREATE_VPC_PEERING&limit=1`);
    expect(done.info.state).toBe('SUCCEEDED');
    expect(done.info.completed_on).toMatch(/^2030-01-01T/);
    await yugabyte.delete(`/vpc-peerings/${made.info.id}`);
    const types = (await yugabyte.tasks(query)).map((task: typeof done) => task.info.task_type);
    // The two oldest are of the peerings that the scenario began with.
    const before = ['CREATE_VPC_PEERING', 'CREATE_VPC_PEERING'];
    expect(types).toEqual(['DELETE_VPC_PEERING', 'CREATE_VPC_PEERING', ...before]);
  });

  it('may share its name with another', async () => {
    await request('orders-web', { external_vpc_id: 'vpc-0a1b2c3d4e5f60999', cidr: '172.30.0.0/16' });
    expect(() => yugabyte.simulator.accept('orders-web')).toThrow(/several peerings named "orders-web"/);
  });

  it('needs no CIDR and no region in GCP', async () => {
    const vpc = await yugabyte.vpc('analytics-vpc');
    const { json } = await yugabyte.post('/vpc-peerings', gcpRequest(vpc.info.id, 'new'));
    expect(json.data.spec).toEqual(gcpRequest(vpc.info.id, 'new'));
    await yugabyte.turn(5 * second);
    expect(await stateOf(json.data.info.id)).toBe('PENDING');
  });

  it.each([
    ['no name', { name: '' }, 400, /name is required/],
    ['no Yugabyte VPC', { internal_yugabyte_vpc_id: undefined }, 400, /internal_yugabyte_vpc_id is required/],
    ['an unknown Yugabyte VPC', { internal_yugabyte_vpc_id: 'nope' }, 404, /VPC nope not found/],
    ['no application VPC', { customer_vpc: undefined }, 400, /customer_vpc must be an object/],
  ])('refuses %s at once', async (_what, change, status, detail) => {
    const vpc = await yugabyte.vpc('orders-vpc');
    const answer = await yugabyte.post('/vpc-peerings', { ...awsRequest(vpc.info.id, 'new'), ...change });
    expect(answer.status).toBe(status);
    expect(answer.json.error.detail).toMatch(detail);
  });

  it.each([
    ['AWS without a CIDR', { cidr: undefined }, /cidr is required/],
    ['AWS without a region', { cloud_info: { code: 'AWS' } }, /region is required/],
    ['a CIDR that is none', { cidr: '10.0.0.0/33' }, /10.0.0.0\/33 is not a CIDR/],
    ['Azure', { cloud_info: { code: 'AZURE', region: 'eastus' } }, /code must be AWS or GCP/],
    ['the other cloud', { cloud_info: { code: 'GCP' } }, /orders-vpc is in AWS/],
  ])('refuses %s at once', async (_what, change, detail) => {
    const vpc = await yugabyte.vpc('orders-vpc');
    const answer = await yugabyte.post('/vpc-peerings', awsRequest(vpc.info.id, 'new', change));
    expect(answer.status).toBe(400);
    expect(answer.json.error.detail).toMatch(detail);
  });

  it('is filtered by Yugabyte VPC, and by nothing else', async () => {
    const vpc = await yugabyte.vpc('payments-vpc');
    const { json } = await yugabyte.get(`/vpc-peerings?vpc_id=${vpc.info.id}&name=orders-web`);
    const names = json.data.map((row: { spec: { name: string } }) => row.spec.name);
    expect(names).toEqual(['payments-ledger', 'payments-legacy']);
  });
});
