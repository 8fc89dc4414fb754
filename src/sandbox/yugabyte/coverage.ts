import type { Covered } from '../slack/coverage.ts';
import { prefix } from './routes.ts';

const account = `${prefix}/accounts/:account`;
const project = `${account}/projects/:project`;
const paged = 'continuation_token, limit 25 (at most 100), order, order_by';

/** Every route of the simulated Yugabyte API. A test compares this table with the routes. */
export const yugabyteCoverage: Covered[] = [
  { call: `GET ${prefix}/ping`, covers: 'answers {"data": {}}' },
  {
    call: `GET ${prefix}/account`,
    covers: 'account and project discovery',
    leavesOut: 'several projects, roles',
  },
  { call: `GET ${prefix}/accounts`, covers: 'discovery by ybm before 0.1.27' },
  { call: `GET ${account}/projects`, covers: 'discovery by ybm before 0.1.10' },
  {
    call: `GET ${account}/tasks`,
    covers: `task_type, entity_id, projectId or project_id, newest first, ${paged}`,
    leavesOut: 'entity_type, progress',
  },
  {
    call: `GET ${project}/vpcs`,
    covers: `name (exact), ids, cloud, region, ${paged}`,
  },
  {
    call: `POST ${project}/vpcs`,
    covers: 'private networks and prefix rules; CREATING, ACTIVE after a minute; GCP automated VPCs',
    leavesOut: 'how many VPCs a region takes',
  },
  { call: `GET ${project}/vpcs/:id`, covers: 'account and id at the cloud once provisioned' },
  {
    call: `DELETE ${project}/vpcs/:id`,
    covers: 'refused with peerings or clusters; DELETING, then 404',
  },
  { call: `GET ${project}/vpc-peerings`, covers: `vpc_id, ${paged}; no name filter` },
  {
    call: `POST ${project}/vpc-peerings`,
    covers: 'CREATING, then PENDING; FAILED for wrong details and overlaps; EXPIRED after 7 days (AWS)',
    leavesOut:
      'the real durations and error texts, which are not documented; whether a name may be used twice',
  },
  { call: `GET ${project}/vpc-peerings/:id`, covers: 'no reason, no time, no pcx id' },
  {
    call: `DELETE ${project}/vpc-peerings/:id`,
    covers: 'DELETING, then 404',
    leavesOut: 'what the real API says to a second delete: here 409',
  },
  { call: `GET ${project}/allow-lists`, covers: `${paged}; no name filter` },
  {
    call: `POST ${project}/allow-lists`,
    covers: 'at most 100 entries; a name may be used twice',
    leavesOut: 'whether entries are normalised: here they are kept as given',
  },
  { call: `GET ${project}/allow-lists/:id`, covers: 'cluster_ids and cluster_list' },
  {
    call: `DELETE ${project}/allow-lists/:id`,
    covers: 'refused while a cluster has it',
    leavesOut: 'the real error, which is not documented: here 409',
  },
  { call: `GET ${project}/clusters`, covers: `name (exact), ${paged}` },
  { call: `GET ${project}/clusters/:id`, covers: 'everything that cluster describe reads' },
  { call: `GET ${project}/clusters/:id/allow-lists`, covers: `what is in force, ${paged}` },
  {
    call: `PUT ${project}/clusters/:id/allow-lists`,
    covers:
      'replaces the set, shows after seconds, EDIT_ALLOW_LIST task, at most 100 entries, 409 unless ACTIVE',
  },
  { call: `GET ${project}/clusters/:id/nodes`, covers: 'three healthy nodes' },
  {
    call: `GET ${project}/clusters/:id/cmks`,
    covers: 'answers 409, which ybm takes for "none"',
    leavesOut: 'customer managed keys',
  },
];
