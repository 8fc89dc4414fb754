import type { Covered } from '../slack/coverage.ts';

const project = '/compute/v1/projects/:project';
const network = `${project}/global/networks/:network`;
const paged = 'maxResults, pageToken, and filters with =, !=, :, eq and ne';

/** Every route of the simulated Compute Engine, Resource Manager and metadata server. A test compares this table with them. */
export const gcpCoverage: Covered[] = [
  { call: `GET ${project}`, covers: 'number and quotas of the project', leavesOut: 'common metadata' },
  {
    call: `GET ${project}/global/networks`,
    covers: `networks with their peerings; ${paged}`,
    leavesOut: 'IPv6',
  },
  { call: `GET ${network}`, covers: 'mode, MTU, subnets, peerings with state and details' },
  {
    call: `POST ${network}/addPeering`,
    covers:
      'names, duplicates, the quota of peerings per network, overlaps told by the operation, one operation at a time over connected networks, requestId',
    leavesOut: 'consensus mode, organization policies',
  },
  { call: `PATCH ${network}/updatePeering`, covers: 'custom routes, stack type, update strategy' },
  { call: `POST ${network}/removePeering`, covers: "one half; the other side's turns INACTIVE" },
  {
    call: `GET ${network}/listPeeringRoutes`,
    covers: 'subnet routes, in and out, while ACTIVE',
    leavesOut: 'custom routes',
  },
  {
    call: `GET ${network}/getEffectiveFirewalls`,
    covers: "the network's firewall rules",
    leavesOut: 'firewall policies',
  },
  { call: `GET ${project}/global/firewalls`, covers: paged },
  { call: `GET ${project}/global/firewalls/:firewall`, covers: 'one rule' },
  { call: `GET ${project}/regions/:region/subnetworks`, covers: `secondary ranges; ${paged}` },
  { call: `GET ${project}/aggregated/subnetworks`, covers: `by region; ${paged}`, leavesOut: 'empty scopes' },
  { call: `GET ${project}/global/operations`, covers: paged },
  { call: `GET ${project}/global/operations/:operation`, covers: 'by name or id; the error it ended with' },
  {
    call: `POST ${project}/global/operations/:operation/wait`,
    covers: 'until it is done, two seconds at most',
  },
  { call: 'GET /v1/projects/:project', covers: 'id, number and state; 403 for strangers' },
  { call: 'POST /v1/projects/:call', covers: 'testIamPermissions, as far as permissions were taken away' },
  { call: 'GET /', covers: 'the metadata server answers' },
  { call: 'GET /computeMetadata/v1/instance', covers: 'that it is there' },
  { call: 'GET /computeMetadata/v1/project/project-id', covers: 'the first project' },
  { call: 'GET /computeMetadata/v1/universe/universe-domain', covers: "Google's own" },
  { call: 'GET /computeMetadata/v1/instance/service-accounts/default/email', covers: 'a made-up account' },
  {
    call: 'GET /computeMetadata/v1/instance/service-accounts/default/token',
    covers: 'a made-up token for an hour; no call looks at it',
  },
];
