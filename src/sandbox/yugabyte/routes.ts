import { type Answer, Refusal, type Route, type SandboxRequest } from '../http.ts';
import { createAllowList, deleteAllowList, findAllowList, showAllowList } from './allow-lists.ts';
import { allowListsOf, findCluster, putAllowLists, showNodes } from './clusters.ts';
import type { AllowListRecord, Database, PeeringRecord } from './database.ts';
import { KeptOrder, page, type Sorting } from './paging.ts';
import { deletePeering, findPeering, requestPeering, showPeering } from './peerings.ts';
import type { TaskRow } from './rows.ts';
import { createVpc, deleteVpc, findVpc, showVpc } from './vpcs.ts';

export const prefix = '/api/public/v1';

type Answering = (db: Database, request: SandboxRequest) => Answer;

/** `current` gives the database of the world as it is now: a reset puts another in its place. */
export function yugabyteRoutes(current: () => Database): Route[] {
  const route = (method: string, path: string, answer: Answering): Route => ({
    method,
    path: `${prefix}${path}`,
    handle: (request) => answer(current(), request),
  });
  const inAccount = (method: string, path: string, answer: Answering) =>
    route(method, `/accounts/:account${path}`, (db, request) => {
      if (request.params.account !== db.account.id) throw new Refusal(404, 'Account not found');
      return answer(db, request);
    });
  const inProject = (method: string, path: string, answer: Answering) =>
    inAccount(method, `/projects/:project${path}`, (db, request) => {
      if (request.params.project !== db.account.projectId) throw new Refusal(404, 'Project not found');
      return answer(db, request);
    });

  return [
    route('GET', '/ping', () => ({ json: { data: {} } })),
    route('GET', '/account', (db) => ({ json: { data: showAccount(db) } })),
    route('GET', '/accounts', (db) => ({ json: { data: [showAccount(db)], _metadata: {} } })),
    inAccount('GET', '/projects', (db, request) => page(request, [showProject(db)], byName)),
    inAccount('GET', '/tasks', listTasks),

    inProject('GET', '/vpcs', listVpcs),
    inProject('POST', '/vpcs', (db, request) => one(showVpc(db, createVpc(db, request.json())))),
    inProject('GET', '/vpcs/:id', (db, request) => one(showVpc(db, findVpc(db, idOf(request))))),
    inProject('DELETE', '/vpcs/:id', deleting(deleteVpc)),

    inProject('GET', '/vpc-peerings', listPeerings),
    inProject('POST', '/vpc-peerings', (db, request) =>
      one(showPeering(db, requestPeering(db, request.json()))),
    ),
    inProject('GET', '/vpc-peerings/:id', (db, request) =>
      one(showPeering(db, findPeering(db, idOf(request)))),
    ),
    inProject('DELETE', '/vpc-peerings/:id', deleting(deletePeering)),

    inProject('GET', '/allow-lists', (db, request) =>
      page(request, showLists(db, [...db.allowLists.values()]), byName),
    ),
    inProject('POST', '/allow-lists', (db, request) =>
      one(showAllowList(db, createAllowList(db, request.json()))),
    ),
    inProject('GET', '/allow-lists/:id', (db, request) =>
      one(showAllowList(db, findAllowList(db, idOf(request)))),
    ),
    inProject('DELETE', '/allow-lists/:id', deleting(deleteAllowList)),

    inProject('GET', '/clusters', listClusters),
    inProject('GET', '/clusters/:id', (db, request) => one(findCluster(db, idOf(request)).row)),
    inProject('GET', '/clusters/:id/allow-lists', (db, request) => {
      const { allowListIds } = findCluster(db, idOf(request));
      return page(request, showLists(db, allowListsOf(db, allowListIds)), byName);
    }),
    inProject('PUT', '/clusters/:id/allow-lists', (db, request) => {
      const lists = putAllowLists(db, idOf(request), request.json());
      return page(request, showLists(db, lists), byName);
    }),
    inProject('GET', '/clusters/:id/nodes', (db, request) => ({
      json: { data: showNodes(findCluster(db, idOf(request))) },
    })),
    inProject('GET', '/clusters/:id/cmks', (db, request) => {
      const { row } = findCluster(db, idOf(request));
      throw new Refusal(409, `Cluster ${row.spec.name} has no customer managed key`);
    }),
  ];
}

const one = (row: unknown): Answer => ({ json: { data: row } });
/** The three deletes answer without a body. */
function deleting(remove: (db: Database, id: string) => void): Answering {
  return (db, request) => {
    remove(db, idOf(request));
    return {};
  };
}
const idOf = (request: SandboxRequest) => request.params.id ?? '';

type Named = { spec: { name: string }; info: { id: string } };

const inOrderOfName = { orderBy: 'name', order: 'asc' } as const;

const byName: Sorting<Named> = {
  ...inOrderOfName,
  by: { name: (row) => row.spec.name },
  id: (row) => row.info.id,
};

const byCreation: Sorting<{ task: TaskRow; number: string }> = {
  by: { created_on: ({ task }) => task.info.metadata.created_on },
  orderBy: 'created_on',
  order: 'desc',
  id: ({ number }) => number,
};

function showAccount(db: Database) {
  const { id, name, ownerId } = db.account;
  // Roles carry enums, and one that the compiled `ybm` does not know fails its every command.
  return { spec: { name }, info: { id, owner_id: ownerId, roles: [], projects: [showProject(db)] } };
}

function showProject(db: Database) {
  const { projectId: id, projectName: name } = db.account;
  return { id, name, spec: { name }, info: { id }, metadata: null };
}

const showLists = (db: Database, lists: AllowListRecord[]) => lists.map((list) => showAllowList(db, list));

function listVpcs(db: Database, request: SandboxRequest): Answer {
  const { name, cloud, region, ids } = Object.fromEntries(request.query);
  const wanted = ids?.split(',');
  const vpcs = [...db.vpcs.values()].filter(
    (vpc) =>
      (!name || vpc.spec.name === name) &&
      (!cloud || vpc.spec.cloud === cloud) &&
      (!region || vpc.spec.region_specs.some((spec) => spec.region === region)) &&
      (!wanted || wanted.includes(vpc.id)),
  );
  return page(
    request,
    vpcs.map((vpc) => showVpc(db, vpc)),
    byName,
  );
}

/** There may be thousands, of which each page shows a hundred. */
const orders = new WeakMap<Database, KeptOrder<PeeringRecord>>();

function orderOf(db: Database): KeptOrder<PeeringRecord> {
  const order = orders.get(db) ?? new KeptOrder();
  orders.set(db, order);
  return order;
}

function listPeerings(db: Database, request: SandboxRequest): Answer {
  const vpcId = request.query.get('vpc_id');
  const all = [...db.peerings.values()];
  const peerings = vpcId ? all.filter(({ spec }) => spec.internal_yugabyte_vpc_id === vpcId) : all;
  return page(request, peerings, {
    ...inOrderOfName,
    ...(!vpcId && { kept: orderOf(db) }),
    by: { name: (peering) => peering.spec.name },
    id: (peering) => peering.id,
    show: (peering) => showPeering(db, peering),
  });
}

function listClusters(db: Database, request: SandboxRequest): Answer {
  const name = request.query.get('name');
  const rows = [...db.clusters.values()]
    .filter((cluster) => !name || cluster.row.spec.name === name)
    .map((cluster) => cluster.row);
  return page(request, rows, byName);
}

function listTasks(db: Database, request: SandboxRequest): Answer {
  const { task_type: type, entity_id: entity, projectId, project_id } = Object.fromEntries(request.query);
  const project = projectId ?? project_id;
  if (project && project !== db.account.projectId) throw new Refusal(404, 'Project not found');
  const numbered = db.tasks
    .map((task, index) => ({ task, number: String(index).padStart(9, '0') }))
    .filter(({ task }) => !type || task.info.task_type === type)
    .filter(({ task }) => !entity || task.info.entity_id === entity);
  const paged = page(request, numbered, byCreation);
  const json = paged.json as { data: typeof numbered };
  return { json: { ...json, data: json.data.map(({ task }) => task) } };
}
