import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thousand } from '../../../src/sandbox/scenarios/thousand.ts';
import { yugabyteCoverage } from '../../../src/sandbox/yugabyte/coverage.ts';
import { awsRequest, startYugabyte, type Yugabyte } from './start-yugabyte.ts';
import { timeless } from './timeless.ts';

let yugabyte: Yugabyte;
beforeEach(async () => {
  yugabyte = await startYugabyte();
});
afterEach(() => yugabyte.stop());

describe('the simulated Yugabyte API', () => {
  it('is what its coverage table says', () => {
    const routes = yugabyte.simulator.routes.map(({ method, path }) => `${method} ${path}`).sort();
    expect(yugabyteCoverage.map(({ call }) => call).sort()).toEqual(routes);
    for (const { covers } of yugabyteCoverage) expect(covers).not.toBe('');
  });

  it('lets every generation of ybm find account and project', async () => {
    const account = (await yugabyte.call('GET', '/api/public/v1/account')).json.data;
    expect(account.info.roles).toEqual([]);
    expect(account.info.projects).toEqual([
      {
        id: account.info.projects[0].info.id,
        name: 'default',
        spec: { name: 'default' },
        info: { id: account.info.projects[0].info.id },
        metadata: null,
      },
    ]);
    const accounts = (await yugabyte.call('GET', '/api/public/v1/accounts')).json;
    expect(accounts).toEqual({ data: [account], _metadata: {} });
    const projects = (await yugabyte.call('GET', `${yugabyte.inAccount}/projects`)).json;
    expect(projects.data).toEqual(account.info.projects);
    expect((await yugabyte.call('GET', '/api/public/v1/ping')).json).toEqual({ data: {} });
  });

  it('wants a Bearer token', async () => {
    for (const authorization of ['', 'Basic abc', 'Bearer ']) {
      const answer = await yugabyte.call('GET', '/api/public/v1/account', undefined, { authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.json).toEqual({ error: { detail: 'Invalid JWT', status: 401 } });
    }
  });

  it('answers what it does not have in its own error shape, with the standard reason', async () => {
    const unknown = await fetch(`${yugabyte.origin}/api/public/v1/nope`, {
      headers: { authorization: 'Bearer x' },
    });
    expect([unknown.status, unknown.statusText]).toEqual([404, 'Not Found']);
    expect(await unknown.json()).toEqual({ error: { detail: 'Requested API not found', status: 404 } });
    const other = yugabyte.project.replace(/projects\/.*/, 'projects/other/vpcs');
    expect((await yugabyte.call('GET', other)).json.error).toEqual({
      detail: 'Project not found',
      status: 404,
    });
    expect((await yugabyte.call('GET', '/api/public/v1/accounts/other/projects/p/vpcs')).status).toBe(404);
    expect((await yugabyte.call('PATCH', `${yugabyte.project}/vpcs`)).status).toBe(405);
  });

  it('never has a per cent sign in a detail', async () => {
    const { info } = await yugabyte.vpc('orders-vpc');
    const body = awsRequest(info.id, 'x', { cidr: '%d' });
    const { json } = await yugabyte.post('/vpc-peerings', body);
    expect(json.error).toEqual({ detail: 'd is not a CIDR', status: 400 });
  });

  it('refuses a body that is not JSON', async () => {
    const response = await fetch(`${yugabyte.origin}${yugabyte.project}/vpc-peerings`, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      body: '{',
    });
    expect([response.status, response.statusText]).toEqual([400, 'Bad Request']);
  });

  it('gives 25 rows a page unless asked, at most 100, and every row once', async () => {
    await yugabyte.stop();
    yugabyte = await startYugabyte(thousand);
    const path = `${yugabyte.project}/vpc-peerings`;
    const first = (await yugabyte.call('GET', path)).json;
    expect(first.data).toHaveLength(25);
    expect(first._metadata.links.self).toBe(path);
    expect(first._metadata.links.next).toContain('continuation_token=');

    const names: string[] = [];
    let next: string | null = `${path}?limit=100`;
    let pages = 0;
    while (next) {
      const { json } = await yugabyte.call('GET', next);
      expect(json._metadata.links.self).toBe(next);
      names.push(...json.data.map((row: { spec: { name: string } }) => row.spec.name));
      next = json._metadata.links.next;
      if (!next) expect(json._metadata.continuation_token).toBeNull();
      pages += 1;
    }
    expect(pages).toBe(10);
    expect(new Set(names).size).toBe(1000);
    expect(names).toEqual([...names].sort());
  });

  it('ends with the last row in the other order, too', async () => {
    await yugabyte.stop();
    yugabyte = await startYugabyte(thousand);
    const names: string[] = [];
    let next: string | null = `${yugabyte.project}/vpc-peerings?limit=100&order=desc`;
    let pages = 0;
    for (; next; pages += 1) {
      const { json } = await yugabyte.call('GET', next);
      names.push(...json.data.map((row: { spec: { name: string } }) => row.spec.name));
      next = json._metadata.links.next;
    }
    expect(pages).toBe(10);
    expect(new Set(names).size).toBe(1000);
    expect(names).toEqual([...names].sort().reverse());
  });

  it('loses and repeats no row when others come and go between two pages', async () => {
    const first = (await yugabyte.get('/vpc-peerings?limit=3')).json;
    const gone = first.data[0];
    await yugabyte.delete(`/vpc-peerings/${gone.info.id}`);
    await yugabyte.turn(10_000);
    const token = first._metadata.continuation_token;
    const second = (await yugabyte.get(`/vpc-peerings?limit=100&continuation_token=${token}`)).json;
    const names = [...first.data, ...second.data].map((row) => row.spec.name);
    expect(names).toEqual([
      'analytics-jobs',
      'analytics-notebooks',
      'orders-checkout',
      'orders-web',
      'payments-ledger',
      'payments-legacy',
    ]);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'order=up', 'order_by=age', 'continuation_token=nope'])(
    'refuses %s',
    async (query) => {
      expect((await yugabyte.get(`/vpcs?${query}`)).status).toBe(400);
    },
  );

  it('repeats the query in links.self', async () => {
    const { json } = await yugabyte.get('/clusters?name=test');
    expect(json).toEqual({
      data: [],
      _metadata: {
        continuation_token: null,
        links: { self: `${yugabyte.project}/clusters?name=test`, next: null },
      },
    });
  });

  it('describes a cluster with everything that ybm reads of it', async () => {
    const row = await yugabyte.cluster('orders-db');
    const vpc = await yugabyte.vpc('orders-vpc');
    expect(row.spec).toMatchObject({
      name: 'orders-db',
      cloud_info: { code: 'AWS', region: 'us-west-2' },
      cluster_info: {
        num_faults_to_tolerate: 1,
        node_info: { num_cores: 4, memory_mb: 16_384, disk_size_gb: 200 },
      },
      network_info: { single_tenant_vpc_id: vpc.info.id },
      cluster_region_info: [
        { placement_info: { vpc_id: vpc.info.id }, accessibility_types: ['PRIVATE', 'PUBLIC'] },
      ],
    });
    expect(
      row.info.cluster_endpoints.map((one: { accessibility_type: string }) => one.accessibility_type),
    ).toEqual(['PRIVATE', 'PUBLIC']);
    const path = `/clusters/${row.info.id}`;
    expect((await yugabyte.get(path)).json).toEqual({ data: row });
    expect((await yugabyte.get(`${path}/nodes`)).json.data).toHaveLength(3);
    const keys = await fetch(`${yugabyte.origin}${yugabyte.project}${path}/cmks`, {
      headers: { authorization: 'Bearer x' },
    });
    // ybm compares the status line with exactly this.
    expect(`${keys.status} ${keys.statusText}`).toBe('409 Conflict');
    expect((await yugabyte.get('/clusters/nope')).status).toBe(404);
  });

  it('takes the project of a task query in both spellings', async () => {
    const vpc = await yugabyte.vpc('orders-vpc');
    await yugabyte.post('/vpc-peerings', awsRequest(vpc.info.id, 'new'));
    const project = yugabyte.project.split('/').at(-1);
    expect(await yugabyte.tasks(`projectId=${project}`)).toHaveLength(7);
    expect(await yugabyte.tasks(`project_id=${project}`)).toHaveLength(7);
    expect(await yugabyte.tasks('task_type=CREATE_VPC')).toEqual([]);
    const { status } = await yugabyte.call('GET', `${yugabyte.inAccount}/tasks?projectId=other`);
    expect(status).toBe(404);
  });

  it('makes the same world twice from the same seed, and another from another', async () => {
    const other = await startYugabyte();
    expect(timeless(other.simulator.state())).toEqual(timeless(yugabyte.simulator.state()));
    await other.stop();
    const third = await startYugabyte({ name: 'x', description: 'x', yugabyte: thousand.yugabyte });
    expect(third.simulator.state().account.id).not.toBe(yugabyte.simulator.state().account.id);
    await third.stop();
  });

  it('counts calls by route, and writes that took effect', async () => {
    const vpc = await yugabyte.vpc('orders-vpc');
    yugabyte.journal.clear();
    await yugabyte.post('/vpc-peerings', awsRequest(vpc.info.id, 'new'));
    await yugabyte.post('/vpc-peerings', {});
    await yugabyte.get('/vpc-peerings');
    const path = '/accounts/:account/projects/:project/vpc-peerings';
    expect(yugabyte.journal.calls()).toEqual([
      { target: 'yugabyte', method: 'GET', path, count: 1, statuses: { 200: 1 } },
      { target: 'yugabyte', method: 'POST', path, count: 2, statuses: { 200: 1, 400: 1 } },
    ]);
    expect(yugabyte.simulator.effects()).toEqual({ 'create-peering': 1 });
  });
});
