import { Refusal } from '../http.ts';
import { parseIpv4 } from '../ipv4.ts';
import { fields, requireText } from './body.ts';
import { cloudOf, requestAtCloud } from './cloud-side.ts';
import type { Database, PeeringRecord } from './database.ts';
import { findPeeringFault } from './peering-fault.ts';
import type { PeeringRow, PeeringSpec } from './rows.ts';
import { startTask } from './tasks.ts';
import { timings } from './timings.ts';
import { findVpc } from './vpcs.ts';

export function showPeering(db: Database, peering: PeeringRecord): PeeringRow {
  const vpc = db.vpcs.get(peering.spec.internal_yugabyte_vpc_id);
  return {
    spec: peering.spec,
    info: { id: peering.id, state: peering.state, yugabyte_vpc_name: vpc?.spec.name ?? '' },
  };
}

export function findPeering(db: Database, id: string): PeeringRecord {
  const peering = db.peerings.get(id);
  if (!peering) throw new Refusal(404, `VPC peering ${id} not found`);
  return peering;
}

/** Two peerings may have one name: whether the real API refuses that is not known. */
export function requestPeering(db: Database, body: unknown): PeeringRecord {
  const spec = readPeeringSpec(body);
  const vpc = findVpc(db, spec.internal_yugabyte_vpc_id);
  if (vpc.spec.cloud !== spec.customer_vpc.cloud_info.code)
    throw new Refusal(400, `VPC ${vpc.spec.name} is in ${vpc.spec.cloud}, the application VPC is not`);
  if (vpc.state !== 'ACTIVE') throw new Refusal(409, `VPC ${vpc.spec.name} is not in an active state`);

  const peering: PeeringRecord = {
    id: db.ids.uuid(),
    spec,
    state: 'CREATING',
    createdAt: db.now(),
  };
  db.peerings.set(peering.id, peering);
  db.took('create-peering');
  const end = startTask(db, 'CREATE_VPC_PEERING', vpc.id);
  db.later(timings.peeringRequested, () => {
    if (peering.state !== 'CREATING') return end('FAILED');
    const isRefused = findPeeringFault(db, peering) !== undefined;
    if (!isRefused) requestAtCloud(db, peering);
    if (isRefused || cloudOf(db, peering).sideOf(peering.id) === 'failed') {
      peering.state = 'FAILED';
      return end('FAILED');
    }
    peering.state = 'PENDING';
    // The task is about sending the request, not about its acceptance.
    end('SUCCEEDED');
  });
  return peering;
}

export function deletePeering(db: Database, id: string) {
  const peering = findPeering(db, id);
  if (peering.state === 'DELETING')
    throw new Refusal(409, `VPC peering ${peering.spec.name} is already being deleted`);
  peering.state = 'DELETING';
  cloudOf(db, peering).withdraw(peering.id);
  db.took('delete-peering');
  const end = startTask(db, 'DELETE_VPC_PEERING', peering.spec.internal_yugabyte_vpc_id);
  db.later(timings.peeringDeleted, () => {
    db.peerings.delete(peering.id);
    for (const list of db.allowLists.values()) if (list.peeringId === peering.id) list.peeringId = null;
    end('SUCCEEDED');
  });
}

function readPeeringSpec(body: unknown): PeeringSpec {
  const spec = fields(body);
  const name = requireText(spec, 'name');
  const vpcId = requireText(spec, 'internal_yugabyte_vpc_id');
  const customer = fields(spec.customer_vpc, 'customer_vpc');
  const external = requireText(customer, 'external_vpc_id');
  const project = requireText(customer, 'cloud_provider_project');
  const cloud = fields(customer.cloud_info, 'cloud_info');
  const code = requireText(cloud, 'code');
  if (code !== 'AWS' && code !== 'GCP') throw new Refusal(400, `code must be AWS or GCP, not ${code}`);
  const needed = code === 'AWS';
  const region = needed || cloud.region != null ? requireText(cloud, 'region') : undefined;
  const cidr = needed || customer.cidr != null ? requireText(customer, 'cidr') : undefined;
  if (cidr !== undefined && !(cidr.includes('/') && parseIpv4(cidr)))
    throw new Refusal(400, `${cidr} is not a CIDR`);
  return {
    name,
    internal_yugabyte_vpc_id: vpcId,
    customer_vpc: {
      external_vpc_id: external,
      cloud_provider_project: project,
      ...(cidr !== undefined && { cidr }),
      cloud_info: { code, ...(region !== undefined && { region }) },
    },
  };
}
