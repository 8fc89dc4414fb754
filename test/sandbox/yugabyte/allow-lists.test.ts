import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { second, startYugabyte, type Yugabyte } from './start-yugabyte.ts';

let yugabyte: Yugabyte;
beforeEach(async () => {
  yugabyte = await startYugabyte();
});
afterEach(() => yugabyte.stop());

type Row = { spec: { name: string }; info: { id: string } };

async function create(name: string, entries: string[]) {
  const { status, json } = await yugabyte.post('/allow-lists', {
    name,
    description: '',
    allow_list: entries,
  });
  expect(status).toBe(200);
  return json.data;
}
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `172.25.${index}.0/24`);

async function namesOn(cluster: Row) {
  const { json } = await yugabyte.get(`/clusters/${cluster.info.id}/allow-lists`);
  return json.data.map((row: Row) => row.spec.name);
}

describe('allow lists in the simulated API', () => {
  it('have the shape of the real ones', async () => {
    const made = await create('app', ['172.25.0.0/16', '203.0.113.9']);
    expect(made).toEqual({
      spec: { name: 'app', description: '', allow_list: ['172.25.0.0/16', '203.0.113.9'] },
      info: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        project_id: yugabyte.project.split('/').at(-1),
        cluster_ids: [],
        cluster_list: [],
        peering_id: null,
        api_key_list: [],
      },
    });
    expect((await yugabyte.get(`/allow-lists/${made.info.id}`)).json.data).toEqual(made);
  });

  it('show on a cluster some seconds after they were put, everywhere at the same time', async () => {
    const cluster = await yugabyte.cluster('payments-db');
    const office = (await yugabyte.get(`/clusters/${cluster.info.id}/allow-lists`)).json.data[0];
    const made = await create('app', ['172.22.0.0/16']);
    const path = `/clusters/${cluster.info.id}/allow-lists`;
    const put = await yugabyte.put(path, [made.info.id, office.info.id]);
    expect(put.json.data.map((row: Row) => row.spec.name)).toEqual(['app', 'office']);
    expect(await namesOn(cluster)).toEqual(['office']);
    const query = `entity_id=${cluster.info.id}&task_type=EDIT_ALLOW_LIST&limit=1`;
    expect((await yugabyte.tasks(query))[0].info.state).toBe('IN_PROGRESS');

    await yugabyte.turn(6 * second);
    expect(await namesOn(cluster)).toEqual(['app', 'office']);
    expect((await yugabyte.tasks(query))[0].info.state).toBe('SUCCEEDED');
    const { info } = (await yugabyte.get(`/allow-lists/${made.info.id}`)).json.data;
    expect(info.cluster_ids).toEqual([cluster.info.id]);
    expect(info.cluster_list).toEqual([{ id: cluster.info.id, name: 'payments-db' }]);
  });

  it('replace the whole set, also with nothing; the last put wins', async () => {
    const cluster = await yugabyte.cluster('orders-db');
    const path = `/clusters/${cluster.info.id}/allow-lists`;
    const made = await create('app', ['172.25.0.0/16']);
    await yugabyte.put(path, [made.info.id]);
    await yugabyte.turn(1 * second);
    await yugabyte.put(path, []);
    await yugabyte.turn(10 * second);
    expect(await namesOn(cluster)).toEqual([]);
    expect((await yugabyte.get(`/allow-lists/${made.info.id}`)).json.data.info.cluster_ids).toEqual([]);
  });

  it('cannot be deleted while a cluster has them or is about to', async () => {
    const cluster = await yugabyte.cluster('staging-db');
    const made = await create('app', ['172.25.0.0/16']);
    const list = `/allow-lists/${made.info.id}`;
    const assigned = `/clusters/${cluster.info.id}/allow-lists`;
    await yugabyte.put(assigned, [made.info.id]);
    expect((await yugabyte.delete(list)).status).toBe(409);
    await yugabyte.turn(6 * second);
    const refused = await yugabyte.delete(list);
    expect(refused.json.error).toEqual({
      detail: 'Network allow list app is assigned to a cluster',
      status: 409,
    });
    await yugabyte.put(assigned, []);
    await yugabyte.turn(6 * second);
    const deleted = await yugabyte.delete(list);
    expect([deleted.status, deleted.text]).toEqual([200, '']);
    expect((await yugabyte.get(list)).status).toBe(404);
  });

  it('hold at most 100 entries, as does a cluster', async () => {
    const tooLong = { name: 'long', description: '', allow_list: addresses(101) };
    expect((await yugabyte.post('/allow-lists', tooLong)).status).toBe(400);
    const [one, other] = [await create('one', addresses(60)), await create('other', addresses(41))];
    const cluster = await yugabyte.cluster('staging-db');
    const path = `/clusters/${cluster.info.id}/allow-lists`;
    const refused = await yugabyte.put(path, [one.info.id, other.info.id]);
    expect(refused.status).toBe(400);
    expect(refused.json.error.detail).toMatch(/at most 100/);
    expect((await yugabyte.put(path, [one.info.id])).status).toBe(200);
  });

  it.each([
    ['no name', { name: '' }, /name is required/],
    ['no entries', { allow_list: [] }, /at least one entry/],
    ['an entry that is no address', { allow_list: ['10.0.0.0/40'] }, /neither an IP address nor a CIDR/],
    ['IPv6', { allow_list: ['2001:db8::/32'] }, /neither an IP address nor a CIDR/],
  ])('are refused with %s', async (_what, change, detail) => {
    const body = { name: 'app', description: '', allow_list: ['172.25.0.0/16'], ...change };
    const answer = await yugabyte.post('/allow-lists', body);
    expect(answer.status).toBe(400);
    expect(answer.json.error.detail).toMatch(detail);
  });

  it('are refused on a cluster when unknown, or when the body is no list of ids', async () => {
    const cluster = await yugabyte.cluster('staging-db');
    const path = `/clusters/${cluster.info.id}/allow-lists`;
    expect((await yugabyte.put(path, ['nope'])).status).toBe(404);
    expect((await yugabyte.put(path, { ids: [] })).status).toBe(400);
    expect((await yugabyte.put('/clusters/nope/allow-lists', [])).status).toBe(404);
  });

  it('are all gone when someone removed them in the console', async () => {
    yugabyte.simulator.removeAllowLists('orders-db');
    expect(await namesOn(await yugabyte.cluster('orders-db'))).toEqual([]);
    expect(() => yugabyte.simulator.removeAllowLists('nope')).toThrow(/no cluster named "nope"; there are/);
  });
});
