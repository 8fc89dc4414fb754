import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Aeon,
  allowListRow,
  awsVpc,
  cluster,
  clusterRow,
  gcpVpc,
  html,
  peeringRow,
  projectId,
  raw,
  startAeon,
  status,
  taskRow,
  vpcRow,
} from './aeon.ts';
import { connect, failure } from './connect.ts';

let aeon: Aeon;
beforeEach(async () => {
  aeon = await startAeon();
});
afterEach(() => aeon.stop());

const nobody = '99999999-9999-4999-8999-999999999999';

function capture() {
  const warnings: string[] = [];
  return {
    warnings,
    log: {
      debug() {},
      warn: (fields: object, message: string) => warnings.push(`${message} ${JSON.stringify(fields)}`),
    },
  };
}

describe('what has not changed since it was read before', () => {
  test('is the same object; what has changed is a new one', async () => {
    aeon.world.peerings = Array.from({ length: 150 }, (_, n) => peeringRow(`p${n}`));
    const db = connect(aeon.host);
    const first = await db.listPeerings();
    expect(await db.listPeerings()).toBe(first);
    aeon.world.peerings[120] = peeringRow('p120', { state: 'FAILED', id: first[120]?.id ?? '' });
    const second = await db.listPeerings();
    expect(second.flatMap((row, index) => (row === first[index] ? [] : [row.name]))).toEqual(['p120']);
    expect(second[120]?.state).toBe('FAILED');
  });

  test('is left where it is when the list grows or shrinks', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => peeringRow(`p${n}`));
    const db = connect(aeon.host);
    for (const count of [200, 250, 100, 99, 201, 0, 150]) {
      aeon.world.peerings = rows.slice(0, count);
      const read = await db.listPeerings();
      expect(read.map(({ name }) => name)).toEqual(aeon.world.peerings.map(({ spec }) => spec.name));
      expect(await db.listPeerings()).toBe(read);
    }
  });

  test('is left out again, without another word, where it was not understood', async () => {
    const { warnings, log } = capture();
    aeon.world.peerings = [peeringRow('good'), { spec: {}, info: {} }];
    const db = connect(aeon.host, { log });
    const first = await db.listPeerings();
    expect(await db.listPeerings()).toBe(first);
    aeon.world.peerings.push(peeringRow('next'));
    expect((await db.listPeerings()).map(({ name }) => name)).toEqual(['good', 'next']);
    expect(warnings).toHaveLength(1);
  });
});

describe('pages', () => {
  test.each([0, 1, 25, 100, 101, 250])('all of %i peerings are read', async (many) => {
    aeon.world.peerings = Array.from({ length: many }, (_, n) => peeringRow(`p${n}`));
    const read = await connect(aeon.host).listPeerings();
    expect(read.map(({ name }) => name)).toEqual(aeon.world.peerings.map((row) => row.spec.name));
    expect(aeon.count('GET', '/vpc-peerings')).toBe(Math.max(1, Math.ceil(many / 100)));
    for (const call of aeon.calls.filter(({ path }) => path.includes('/vpc-peerings')))
      expect(call.query.limit).toBe('100');
  });

  test('a token that repeats ends in an error, not in a loop', async () => {
    aeon.world.peerings = Array.from({ length: 250 }, (_, n) => peeringRow(`p${n}`));
    aeon.world.token = () => 'after-100';
    const error = await failure(connect(aeon.host).listPeerings());
    expect(error.code).toBe('bad-answer');
    expect(aeon.count('GET', '/vpc-peerings')).toBe(2);
  });

  test('an empty token ends the list', async () => {
    aeon.trouble('GET', '/vpc-peerings', raw(200, '{"data":[],"_metadata":{"continuation_token":""}}'));
    expect(await connect(aeon.host).listPeerings()).toEqual([]);
    expect(aeon.count('GET', '/vpc-peerings')).toBe(1);
  });

  test('a token of another type is an error: the list would end too early', async () => {
    aeon.trouble('GET', '/vpc-peerings', raw(200, '{"data":[],"_metadata":{"continuation_token":7}}'));
    expect((await failure(connect(aeon.host).listPeerings())).code).toBe('bad-answer');
  });

  test('a row that comes twice is kept once, as it was read last', async () => {
    aeon.world.peerings = Array.from({ length: 101 }, (_, n) => peeringRow(`p${n}`));
    aeon.world.peerings[100] = {
      ...aeon.world.peerings[99],
      info: { ...aeon.world.peerings[99].info, state: 'ACTIVE' },
    };
    const read = await connect(aeon.host).listPeerings();
    expect(read).toHaveLength(100);
    expect(read[99]?.state).toBe('ACTIVE');
  });
});

describe('rows', () => {
  test('peerings of both clouds', async () => {
    const id = '0b7d6a0e-6a57-4a55-9a0e-3a1f6f1b2c3d';
    const spec = {
      name: 'gcp-peer',
      internal_yugabyte_vpc_id: gcpVpc,
      customer_vpc: {
        external_vpc_id: 'app-network',
        cloud_provider_project: 'my-project-1',
        cidr: null,
        cloud_info: { code: 'GCP', region: null },
      },
    };
    aeon.world.peerings = [
      peeringRow('app-peer', { id }),
      peeringRow('', { spec, id: nobody, state: 'ACTIVE' }),
    ];
    expect(await connect(aeon.host).listPeerings()).toEqual([
      {
        id,
        name: 'app-peer',
        state: 'PENDING',
        yugabyteVpcId: awsVpc,
        yugabyteVpcName: 'prod-aws',
        application: {
          provider: 'AWS',
          cloudProject: '111122223333',
          externalVpcId: 'vpc-0a1b2c3d4e5f60718',
          region: 'us-west-2',
          cidr: '172.31.0.0/16',
        },
      },
      {
        id: nobody,
        name: 'gcp-peer',
        state: 'ACTIVE',
        yugabyteVpcId: gcpVpc,
        yugabyteVpcName: 'prod-aws',
        application: { provider: 'GCP', cloudProject: 'my-project-1', externalVpcId: 'app-network' },
      },
    ]);
  });

  test('a Yugabyte VPC, provisioned and not yet', async () => {
    const automated = vpcRow(nobody, 'global', 'GCP');
    automated.spec.parent_cidr = '10.10.0.0/16';
    automated.spec.region_specs = [{ region: 'us-east1' }];
    automated.info = { id: nobody, state: 'CREATING', cluster_ids: null, external_vpc_id: null };
    aeon.world.vpcs = [vpcRow(awsVpc, 'prod-aws', 'AWS'), automated];
    const { vpcs } = await connect(aeon.host).observe();
    expect(vpcs).toEqual({
      ok: true,
      value: [
        {
          id: awsVpc,
          name: 'prod-aws',
          provider: 'AWS',
          state: 'ACTIVE',
          regions: [{ region: 'us-west-2', cidr: '10.9.0.0/24' }],
          clusterIds: [cluster],
          cloudProject: '999988887777',
          externalVpcId: 'vpc-0fedcba9876543210',
        },
        {
          id: nobody,
          name: 'global',
          provider: 'GCP',
          state: 'CREATING',
          parentCidr: '10.10.0.0/16',
          regions: [{ region: 'us-east1' }],
          clusterIds: [],
        },
      ],
    });
  });

  test('clusters are tied to VPCs per region, or by the older form', async () => {
    const older = clusterRow(nobody, 'older', null);
    older.spec.network_info.single_tenant_vpc_id = awsVpc;
    older.spec.cluster_region_info = null;
    older.info.cluster_endpoints = [];
    older.info.endpoints = { 'us-west-2': 'older.example.test' };
    aeon.world.clusters = [clusterRow(cluster, 'orders-db', gcpVpc), older];
    const db = connect(aeon.host);
    expect(await db.getCluster(cluster)).toEqual({
      id: cluster,
      name: 'orders-db',
      state: 'ACTIVE',
      tier: 'PAID',
      yugabyteVpcIds: [gcpVpc],
      regions: ['us-west-2'],
      endpoints: [{ region: 'us-west-2', host: 'us-west-2.db.example.test', accessibility: 'PRIVATE' }],
    });
    expect(await db.getCluster(nobody)).toMatchObject({
      yugabyteVpcIds: [awsVpc],
      regions: ['us-west-2'],
      endpoints: [{ region: 'us-west-2', host: 'older.example.test', accessibility: 'UNKNOWN' }],
    });
  });

  test('allow lists, also those on a cluster', async () => {
    const list = allowListRow('office', ['10.0.0.0/8', '192.0.2.1'], [cluster]);
    list.info.peering_id = nobody;
    aeon.world.allowLists = [list, allowListRow('unused', [])];
    const office = {
      id: list.info.id,
      name: 'office',
      description: '',
      entries: ['10.0.0.0/8', '192.0.2.1'],
      clusterIds: [cluster],
      peeringId: nobody,
    };
    const db = connect(aeon.host);
    expect((await db.listAllowLists())[0]).toEqual(office);
    expect(await db.clusterAllowLists(cluster)).toEqual([office]);
  });

  test('what is not there is undefined', async () => {
    const db = connect(aeon.host);
    expect(await db.getPeering(nobody)).toBeUndefined();
    expect(await db.getCluster(nobody)).toBeUndefined();
  });

  test('what only looks as if it were not there is an error', async () => {
    const db = connect(aeon.host);
    for (const trouble of [html(404), status(404, 'Requested API not found')]) {
      aeon.trouble('GET', '/vpc-peerings/', trouble);
      await failure(db.getPeering(nobody));
    }
  });
});

describe('strange rows', () => {
  test('unknown values, extra keys, nulls and absent fields are taken as they are', async () => {
    const row = peeringRow('odd', { state: 'REJECTED' });
    row.info.extra = { deep: true };
    row.info.yugabyte_vpc_name = null;
    row.spec.customer_vpc.cloud_info = { code: 'AZURE' };
    row.spec.customer_vpc.cidr = 17;
    const bare = peeringRow('bare');
    bare.info = { id: nobody };
    delete bare.spec.internal_yugabyte_vpc_id;
    aeon.world.peerings = [row, bare];
    expect(await connect(aeon.host).listPeerings()).toMatchObject([
      { state: 'REJECTED', yugabyteVpcName: '', application: { provider: 'AZURE' } },
      { id: nobody, state: 'UNKNOWN', yugabyteVpcId: '' },
    ]);
  });

  test('a row that cannot be understood is left out and reported once', async () => {
    const { log, warnings } = capture();
    aeon.world.peerings = [peeringRow('good'), { spec: {}, info: null }, 'row'];
    const db = connect(aeon.host, { log });
    for (let times = 0; times < 3; times++)
      expect((await db.listPeerings()).map(({ name }) => name)).toEqual(['good']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('"unread":2');
  });

  test('when no row can be understood the list has failed', async () => {
    aeon.world.peerings = [{ id: 'x' }];
    expect((await failure(connect(aeon.host).listPeerings())).code).toBe('bad-answer');
  });

  test("a cluster's set is never read in part: what is missing would be taken off the cluster", async () => {
    const strange = allowListRow('office', [], [cluster]);
    strange.spec.name = null;
    aeon.world.allowLists = [allowListRow('good', [], [cluster]), strange];
    expect((await failure(connect(aeon.host).clusterAllowLists(cluster))).code).toBe('bad-answer');
  });
});

describe('tasks', () => {
  test('are asked for with project and entity, and come newest first', async () => {
    aeon.world.tasks = [1, 3, 2].map((minute) => taskRow('CREATE_VPC_PEERING', awsVpc, minute));
    const tasks = await connect(aeon.host).tasks({ type: 'CREATE_VPC_PEERING', entityId: awsVpc, limit: 5 });
    expect(aeon.calls.at(-1)?.query).toEqual({
      task_type: 'CREATE_VPC_PEERING',
      projectId,
      entity_id: awsVpc,
      limit: '5',
    });
    expect(tasks.map(({ createdAt }) => new Date(createdAt ?? 0).getUTCMinutes())).toEqual([3, 2, 1]);
    expect(tasks[0]).toMatchObject({ type: 'CREATE_VPC_PEERING', entityId: awsVpc, state: 'SUCCEEDED' });
    expect(tasks[0]).not.toHaveProperty('completedAt');
  });
});

test('every call is reported for metrics, as a template and without ids', async () => {
  const reported: string[] = [];
  const db = connect(aeon.host, {
    onCall: ({ method, path, status: result, ms }) => {
      expect(ms).toBeGreaterThan(0);
      reported.push(`${method} ${path} ${result}`);
    },
  });
  aeon.trouble('GET', '/vpc-peerings/', status(503));
  await db.getPeering(nobody);
  aeon.trouble('GET', '/vpc-peerings/', (response) => response.destroy(), 9);
  await failure(db.getPeering(nobody));
  const one = 'GET /accounts/{account}/projects/{project}/vpc-peerings/{peering}';
  expect(reported).toEqual([
    'GET /account 200',
    `${one} 503`,
    `${one} 404`,
    ...Array.from({ length: 4 }, () => `${one} unreachable`),
  ]);
});
