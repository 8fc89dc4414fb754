import { prefix } from './routes.ts';

export interface Covered {
  method: string;
  path: string;
  /** What it does as the real API does, as far as that is known. */
  covers: string;
  /** What it leaves out, or had to choose because nobody knows it. */
  differs?: string;
}

const account = `${prefix}/accounts/:account`;
const project = `${account}/projects/:project`;
const paged = 'continuation_token, limit 25 (at most 100), order, order_by';

/** Every route of the simulated Yugabyte API. A test compares this table with the routes. */
export const yugabyteCoverage: Covered[] = [
  { method: 'GET', path: `${prefix}/ping`, covers: 'answers {"data": {}}' },
  {
    method: 'GET',
    path: `${prefix}/account`,
    covers: 'account and project discovery',
    differs: 'one project; no roles',
  },
  { method: 'GET', path: `${prefix}/accounts`, covers: 'discovery by ybm before 0.1.27' },
  { method: 'GET', path: `${account}/projects`, covers: 'discovery by ybm before 0.1.10' },
  {
    method: 'GET',
    path: `${account}/tasks`,
    covers: `task_type, entity_id, projectId or project_id, newest first, ${paged}`,
    differs: 'no entity_type, no progress',
  },
  {
    method: 'GET',
    path: `${project}/vpcs`,
    covers: `name (exact), ids, cloud, region, ${paged}`,
  },
  {
    method: 'POST',
    path: `${project}/vpcs`,
    covers: 'private networks and prefix rules; CREATING, ACTIVE after a minute; GCP automated VPCs',
    differs: 'no count limit per region',
  },
  { method: 'GET', path: `${project}/vpcs/:id`, covers: 'account and id at the cloud once provisioned' },
  {
    method: 'DELETE',
    path: `${project}/vpcs/:id`,
    covers: 'refused with peerings or clusters; DELETING, then 404',
  },
  { method: 'GET', path: `${project}/vpc-peerings`, covers: `vpc_id, ${paged}; no name filter` },
  {
    method: 'POST',
    path: `${project}/vpc-peerings`,
    covers: 'CREATING, then PENDING; FAILED for wrong details and overlaps; EXPIRED after 7 days (AWS)',
    differs: 'duration and error texts are ours; a name may be used twice',
  },
  { method: 'GET', path: `${project}/vpc-peerings/:id`, covers: 'no reason, no time, no pcx id' },
  {
    method: 'DELETE',
    path: `${project}/vpc-peerings/:id`,
    covers: 'DELETING, then 404',
    differs: '409 while it is being deleted is our choice',
  },
  { method: 'GET', path: `${project}/allow-lists`, covers: `${paged}; no name filter` },
  {
    method: 'POST',
    path: `${project}/allow-lists`,
    covers: 'at most 100 entries; a name may be used twice',
    differs: 'entries are kept as they were given',
  },
  { method: 'GET', path: `${project}/allow-lists/:id`, covers: 'cluster_ids and cluster_list' },
  {
    method: 'DELETE',
    path: `${project}/allow-lists/:id`,
    covers: 'refused while a cluster has it',
    differs: 'the 409 is our choice',
  },
  { method: 'GET', path: `${project}/clusters`, covers: `name (exact), ${paged}` },
  { method: 'GET', path: `${project}/clusters/:id`, covers: 'everything that cluster describe reads' },
  { method: 'GET', path: `${project}/clusters/:id/allow-lists`, covers: `what is in force, ${paged}` },
  {
    method: 'PUT',
    path: `${project}/clusters/:id/allow-lists`,
    covers:
      'replaces the set, shows after seconds, EDIT_ALLOW_LIST task, at most 100 entries, 409 unless ACTIVE',
  },
  { method: 'GET', path: `${project}/clusters/:id/nodes`, covers: 'three healthy nodes' },
  {
    method: 'GET',
    path: `${project}/clusters/:id/cmks`,
    covers: 'answers 409, which ybm takes for "none"',
    differs: 'no customer managed keys',
  },
];
