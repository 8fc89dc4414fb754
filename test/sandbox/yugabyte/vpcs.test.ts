import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsRequest, second, startYugabyte, type Yugabyte } from './start-yugabyte.ts';

let yugabyte: Yugabyte;
beforeEach(async () => {
  yugabyte = await startYugabyte();
});
afterEach(() => yugabyte.stop());

const awsVpc = (cidr: string) => ({
  spec: { name: 'new-vpc', cloud: 'AWS', region_specs: [{ region: 'us-east-1', cidr }] },
});

describe('Yugabyte VPCs in the simulated API', () => {
  it('tell account and id at the cloud only once they are ACTIVE', async () => {
    const { json } = await yugabyte.post('/vpcs', awsVpc('10.80.0.0/24'));
    const { id } = json.data.info;
    expect(json.data.info).toEqual({ id, state: 'CREATING', cluster_ids: [], peering_ids: [] });
    const early = await yugabyte.post('/vpc-peerings', awsRequest(id, 'early'));
    expect(early.status).toBe(409);
    await yugabyte.turn(61 * second);
    expect((await yugabyte.get(`/vpcs/${id}`)).json.data.info).toMatchObject({
      state: 'ACTIVE',
      cloud_provider_project: expect.stringMatching(/^\d{12}$/),
      external_vpc_id: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
    });
    const [task] = await yugabyte.tasks(`entity_id=${id}&task_type=CREATE_VPC&limit=1`);
    expect(task.info.state).toBe('SUCCEEDED');
  });

  it('spread an automated GCP network over all regions', async () => {
    const spec = { name: 'global', cloud: 'GCP', parent_cidr: '10.10.0.0/16', region_specs: [] };
    const { json } = await yugabyte.post('/vpcs', { spec });
    expect(json.data.spec.parent_cidr).toBe('10.10.0.0/16');
    expect(json.data.spec.region_specs.length).toBeGreaterThan(25);
    expect(json.data.spec.region_specs[1]).toEqual({ region: 'asia-east2', cidr: '10.10.4.0/22' });
    await yugabyte.turn(61 * second);
    const { info } = (await yugabyte.get(`/vpcs/${json.data.info.id}`)).json.data;
    expect(info.external_vpc_id).toMatch(/^[a-z][a-z0-9]{27}$/);
  });

  it.each([
    ['10.3.0.0/33', /is not a CIDR/],
    ['8.8.8.0/24', /not a private network/],
    ['10.80.0.0/16', /between \/24 and \/26/],
  ])('are refused with %s', async (cidr, detail) => {
    const answer = await yugabyte.post('/vpcs', awsVpc(cidr));
    expect(answer.status).toBe(400);
    expect(answer.json.error.detail).toMatch(detail);
  });

  it('cannot go while peerings or clusters are in them', async () => {
    const { info } = await yugabyte.vpc('orders-vpc');
    const refused = await yugabyte.delete(`/vpcs/${info.id}`);
    expect(refused.status).toBe(409);
    expect(refused.json.error.detail).toMatch(/still has peerings or clusters/);

    const { json } = await yugabyte.post('/vpcs', awsVpc('10.80.0.0/24'));
    await yugabyte.turn(61 * second);
    const path = `/vpcs/${json.data.info.id}`;
    expect((await yugabyte.delete(path)).status).toBe(200);
    expect((await yugabyte.get(path)).json.data.info.state).toBe('DELETING');
    await yugabyte.turn(21 * second);
    expect((await yugabyte.get(path)).status).toBe(404);
  });

  it('are found by name, ids, cloud and region', async () => {
    const names = async (query: string) =>
      (await yugabyte.get(`/vpcs?${query}`)).json.data.map(
        (row: { spec: { name: string } }) => row.spec.name,
      );
    const orders = await yugabyte.vpc('orders-vpc');
    const search = await yugabyte.vpc('search-vpc');
    expect(await names('')).toEqual([
      'analytics-vpc',
      'orders-vpc',
      'payments-vpc',
      'search-vpc',
      'staging-vpc',
    ]);
    expect(await names('name=orders')).toEqual([]);
    expect(await names('name=orders-vpc')).toEqual(['orders-vpc']);
    expect(await names(`ids=${orders.info.id},${search.info.id}`)).toEqual(['orders-vpc', 'search-vpc']);
    expect(await names('cloud=GCP')).toEqual(['analytics-vpc', 'search-vpc']);
    expect(await names('region=us-east1')).toEqual(['analytics-vpc']);
  });

  it('list the clusters and peerings in them', async () => {
    const { info } = await yugabyte.vpc('orders-vpc');
    const cluster = await yugabyte.cluster('orders-db');
    expect(info.cluster_ids).toEqual([cluster.info.id]);
    const ids = await Promise.all(['orders-web', 'orders-checkout'].map((name) => yugabyte.peering(name)));
    expect(info.peering_ids.sort()).toEqual(ids.map((row) => row.info.id).sort());
  });
});
