import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a call gets. */
export interface Answer {
  status: number;
  body?: unknown;
}

/** Stands between a call and its answer; `effect` does what was asked and says what would have been answered. */
export type Trouble = (response: ServerResponse, effect: () => Answer) => void;

export interface Call {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: unknown;
}

interface Rule {
  method: string;
  /** Text in the path. */
  path: string;
  times: number;
  trouble: Trouble;
}

// biome-ignore lint/suspicious/noExplicitAny: rows are free-form on purpose, tests put strange ones in.
type Row = any;

export const accountId = '11111111-1111-4111-8111-111111111111';
export const projectId = '22222222-2222-4222-8222-222222222222';
export const awsVpc = '3762dd44-23d6-4152-9734-414182959ebd';
export const gcpVpc = '5d1f0a52-8f0e-4c9b-8a51-7c1f6b1d0a11';
export const cluster = '9c2f4a7e-2f4b-4f2f-9d43-0a7c1a6e5b01';

export type Aeon = Awaited<ReturnType<typeof startAeon>>;

/** A small Aeon on loopback: real HTTP, the documented bodies, and whatever trouble a test asks for. */
export async function startAeon() {
  const world = {
    projects: [
      { id: projectId, name: 'default', spec: { name: 'default' }, info: { id: projectId }, metadata: null },
    ],
    vpcs: [vpcRow(awsVpc, 'prod-aws', 'AWS'), vpcRow(gcpVpc, 'prod-gcp', 'GCP')] as Row[],
    peerings: [] as Row[],
    clusters: [clusterRow(cluster, 'orders-db', awsVpc)] as Row[],
    allowLists: [] as Row[],
    tasks: [] as Row[],
    token: (offset: number) => `after-${offset}` as string | null,
  };
  const calls: Call[] = [];
  const rules: Rule[] = [];
  const server = createServer(async (request, response) => {
    const call = await read(request);
    calls.push(call);
    const rule = rules.find(
      (one) => one.times > 0 && one.method === call.method && call.path.includes(one.path),
    );
    const effect = () => serve(call, world);
    if (!rule) return send(response, effect());
    rule.times -= 1;
    rule.trouble(response, effect);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    host: `http://127.0.0.1:${port}`,
    port,
    world,
    calls,
    /** The next calls whose path holds `path` meet the trouble. */
    trouble(method: string, path: string, trouble: Trouble, times = 1) {
      rules.push({ method, path, times, trouble });
    },
    count: (method: string, path = '') =>
      calls.filter((call) => call.method === method && call.path.includes(path)).length,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const status =
  (code: number, detail?: string, headers: Record<string, string> = {}): Trouble =>
  (response) =>
    send(response, { status: code, body: detail && { error: { detail, status: code } } }, headers);

/** Any body, as it is. */
export const raw =
  (code: number, text: string, type = 'application/json'): Trouble =>
  (response) => {
    response.writeHead(code, { 'content-type': type }).end(text);
  };

export const html = (code: number) =>
  raw(code, '<!doctype html><html><body>Sign in</body></html>', 'text/html');
export const hang: Trouble = () => {};
export const reset: Trouble = (response) => response.destroy();
/** The body begins and never ends. */
export const stall: Trouble = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
};
/** The connection breaks in the middle of the body. */
export const breakOff: Trouble = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
  response.write('{"data":[', () => response.destroy());
};
/** The effect happens, the answer does not arrive. */
export const lostAnswer: Trouble = (response, effect) => {
  effect();
  response.destroy();
};
/** The connection breaks first, the effect happens a moment later. */
export const lateEffect =
  (ms: number): Trouble =>
  (response, effect) => {
    response.destroy();
    setTimeout(effect, ms);
  };
export const effectThen =
  (then: Trouble): Trouble =>
  (response, effect) => {
    effect();
    then(response, effect);
  };

async function read(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://aeon');
  let text = '';
  for await (const chunk of request) text += chunk;
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: text ? JSON.parse(text) : undefined,
  };
}

function send(
  response: ServerResponse,
  { status: code, body }: Answer,
  headers: Record<string, string> = {},
) {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(body ? JSON.stringify(body) : '');
}

const missing: Answer = { status: 404, body: { error: { detail: 'Not found', status: 404 } } };

function serve(call: Call, world: Aeon['world']): Answer {
  const root = '/api/public/v1';
  const project = world.projects[0]?.info.id;
  const inProject = `${root}/accounts/${accountId}/projects/${project}/`;
  if (call.path === `${root}/account`)
    return {
      status: 200,
      body: {
        data: { spec: { name: 'acme' }, info: { id: accountId, roles: [], projects: world.projects } },
      },
    };
  if (call.path === `${root}/accounts/${accountId}/tasks`) return listed(call, world.tasks, world);
  if (!call.path.startsWith(inProject)) return missing;
  const [kind = '', id, sub] = call.path.slice(inProject.length).split('/');
  if (kind === 'clusters' && id && sub === 'allow-lists') return clusterLists(call, id, world);
  const lists: Record<string, Row[]> = {
    'vpc-peerings': world.peerings,
    'allow-lists': world.allowLists,
    vpcs: world.vpcs,
    clusters: world.clusters,
  };
  const rows = lists[kind];
  if (!rows) return missing;
  if (!id) return call.method === 'POST' ? create(kind, call, rows, world) : listed(call, rows, world);
  const at = rows.findIndex((row) => row.info?.id === id);
  if (at < 0) return missing;
  if (call.method === 'DELETE') rows.splice(at, 1);
  return call.method === 'DELETE' ? { status: 200 } : { status: 200, body: { data: rows[at] } };
}

function listed({ query, path }: Call, rows: Row[], world: Aeon['world']): Answer {
  const from = Number((query.continuation_token ?? 'after-0').slice('after-'.length));
  const limit = Number(query.limit ?? 25);
  const more = from + limit < rows.length;
  const token = more ? world.token(from + limit) : null;
  return {
    status: 200,
    body: {
      data: rows.slice(from, from + limit),
      _metadata: { continuation_token: token, links: { self: path, next: null } },
    },
  };
}

function create(kind: string, { body }: Call, rows: Row[], world: Aeon['world']): Answer {
  const spec = body as Row;
  const row =
    kind === 'vpc-peerings'
      ? peeringRow(spec.name, { spec, state: 'CREATING' })
      : {
          spec,
          info: {
            id: randomUUID(),
            project_id: projectId,
            cluster_ids: [],
            cluster_list: [],
            peering_id: null,
          },
        };
  rows.push(row);
  if (kind === 'vpc-peerings')
    world.tasks.push(taskRow('CREATE_VPC_PEERING', spec.internal_yugabyte_vpc_id, world.tasks.length));
  return { status: 200, body: { data: row } };
}

function clusterLists({ method, body }: Call, id: string, world: Aeon['world']): Answer {
  if (!world.clusters.some((row) => row.info?.id === id)) return missing;
  if (method === 'PUT')
    for (const list of world.allowLists) {
      const others = list.info.cluster_ids.filter((one: string) => one !== id);
      list.info.cluster_ids = (body as string[]).includes(list.info.id) ? [...others, id] : others;
    }
  const data = world.allowLists.filter((list) => list.info?.cluster_ids?.includes(id));
  return { status: 200, body: { data, _metadata: {} } };
}

export function peeringRow(name: string, { spec, state = 'PENDING', id = randomUUID() }: Row = {}): Row {
  return {
    spec: spec ?? {
      name,
      internal_yugabyte_vpc_id: awsVpc,
      customer_vpc: {
        external_vpc_id: 'vpc-0a1b2c3d4e5f60718',
        cloud_provider_project: '111122223333',
        cidr: '172.31.0.0/16',
        cloud_info: { code: 'AWS', region: 'us-west-2' },
      },
    },
    info: { id, state, yugabyte_vpc_name: 'prod-aws' },
  };
}

export function vpcRow(id: string, name: string, cloud: string): Row {
  return {
    spec: { name, cloud, parent_cidr: null, region_specs: [{ region: 'us-west-2', cidr: '10.9.0.0/24' }] },
    info: {
      id,
      state: 'ACTIVE',
      cluster_ids: cloud === 'AWS' ? [cluster] : [],
      peering_ids: [],
      cloud_provider_project: '999988887777',
      external_vpc_id: 'vpc-0fedcba9876543210',
    },
  };
}

export function clusterRow(id: string, name: string, vpc: string | null): Row {
  return {
    spec: {
      name,
      cloud_info: { code: 'AWS', region: 'us-west-2' },
      cluster_info: { cluster_tier: 'PAID', num_nodes: 3 },
      network_info: { single_tenant_vpc_id: null },
      cluster_region_info: [
        { placement_info: { cloud_info: { code: 'AWS', region: 'us-west-2' }, vpc_id: vpc } },
      ],
    },
    info: {
      id,
      state: 'ACTIVE',
      endpoints: {},
      cluster_endpoints: [
        {
          id: 'e1',
          region: 'us-west-2',
          host: 'us-west-2.db.example.test',
          accessibility_type: 'PRIVATE',
          state: 'ACTIVE',
        },
      ],
    },
  };
}

export function allowListRow(name: string, entries: string[], clusterIds: string[] = []): Row {
  return {
    spec: { name, description: '', allow_list: entries },
    info: {
      id: randomUUID(),
      project_id: projectId,
      cluster_ids: clusterIds,
      cluster_list: [],
      peering_id: null,
    },
  };
}

export function taskRow(type: string, entity: string, minute: number): Row {
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  return {
    info: {
      id: randomUUID(),
      entity_id: entity,
      task_type: type,
      state: 'SUCCEEDED',
      locking: true,
      completed_on: null,
      metadata: { created_on: at, updated_on: null },
    },
  };
}
