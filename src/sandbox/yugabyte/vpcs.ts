import { Refusal } from '../http.ts';
import { formatIpv4, isPrivate, parseIpv4 } from '../ipv4.ts';
import { fields, requireText } from './body.ts';
import type { Database, VpcRecord } from './database.ts';
import { gcpRegions } from './regions.ts';
import type { Cloud, VpcRow, VpcSpec } from './rows.ts';
import { startTask } from './tasks.ts';
import { timings } from './timings.ts';

export function showVpc(db: Database, vpc: VpcRecord): VpcRow {
  const clusters = [...db.clusters.values()].filter((cluster) => cluster.vpcIds.includes(vpc.id));
  return {
    spec: vpc.spec,
    info: {
      id: vpc.id,
      state: vpc.state,
      cluster_ids: clusters.map((cluster) => cluster.id),
      peering_ids: peeringsOf(db, vpc).map((peering) => peering.id),
      ...(vpc.cloudProject !== undefined && { cloud_provider_project: vpc.cloudProject }),
      ...(vpc.externalVpcId !== undefined && { external_vpc_id: vpc.externalVpcId }),
    },
  };
}

export function findVpc(db: Database, id: string): VpcRecord {
  const vpc = db.vpcs.get(id);
  if (!vpc) throw new Refusal(404, `VPC ${id} not found`);
  return vpc;
}

export function createVpc(db: Database, body: unknown): VpcRecord {
  const vpc: VpcRecord = { id: db.ids.uuid(), spec: readVpcSpec(body), state: 'CREATING' };
  db.vpcs.set(vpc.id, vpc);
  db.took('create-vpc');
  const end = startTask(db, 'CREATE_VPC', vpc.id);
  db.later(timings.vpcCreated, () => {
    if (vpc.state !== 'CREATING') return end('FAILED');
    provision(db, vpc);
    end('SUCCEEDED');
  });
  return vpc;
}

/** Makes the VPC exist at the cloud: only then does Yugabyte tell its account and id there. */
export function provision(db: Database, vpc: VpcRecord) {
  vpc.state = 'ACTIVE';
  if (vpc.spec.cloud === 'AWS') {
    vpc.cloudProject = '999988887777';
    vpc.externalVpcId = `vpc-0${db.ids.hex(16)}`;
  } else if (vpc.spec.cloud === 'GCP') {
    vpc.cloudProject = 'yugabyte-local-sandbox';
    vpc.externalVpcId = db.ids.word(28);
  }
}

export function deleteVpc(db: Database, id: string) {
  const vpc = findVpc(db, id);
  if (vpc.state === 'DELETING') throw new Refusal(409, `VPC ${vpc.spec.name} is already being deleted`);
  const { cluster_ids, peering_ids } = showVpc(db, vpc).info;
  if (cluster_ids.length + peering_ids.length > 0)
    throw new Refusal(409, `VPC ${vpc.spec.name} still has peerings or clusters`);
  vpc.state = 'DELETING';
  db.took('delete-vpc');
  const end = startTask(db, 'DELETE_VPC', vpc.id);
  db.later(timings.vpcDeleted, () => {
    db.vpcs.delete(vpc.id);
    end('SUCCEEDED');
  });
}

function peeringsOf(db: Database, vpc: VpcRecord) {
  return [...db.peerings.values()].filter((peering) => peering.spec.internal_yugabyte_vpc_id === vpc.id);
}

function readVpcSpec(body: unknown): VpcSpec {
  const spec = fields(fields(body).spec, 'spec');
  const name = requireText(spec, 'name');
  const cloud = requireText(spec, 'cloud');
  if (!isCloud(cloud)) throw new Refusal(400, `cloud must be AWS, GCP or AZURE, not ${cloud}`);
  const parent = typeof spec.parent_cidr === 'string' ? spec.parent_cidr : null;
  if (parent !== null) {
    if (cloud !== 'GCP') throw new Refusal(400, 'parent_cidr is for GCP only');
    return { name, cloud, parent_cidr: parent, region_specs: divide(parent) };
  }
  const regions = Array.isArray(spec.region_specs) ? spec.region_specs : [];
  if (regions.length === 0) throw new Refusal(400, 'region_specs must name at least one region');
  return { name, cloud, parent_cidr: null, region_specs: regions.map((one) => readRegion(one, cloud)) };
}

const isCloud = (text: string): text is Cloud => ['AWS', 'GCP', 'AZURE'].includes(text);

function readRegion(value: unknown, cloud: Cloud): { region: string; cidr?: string } {
  const spec = fields(value, 'region_specs');
  const region = requireText(spec, 'region');
  if (cloud === 'AZURE') return { region };
  const cidr = requireText(spec, 'cidr');
  readNetwork(cidr, 24, 26);
  return { region, cidr };
}

/** An automated VPC spans all regions: each gets a network of its own, 6 bits below the parent. */
function divide(parent: string): { region: string; cidr: string }[] {
  const network = readNetwork(parent, 16, 18);
  const prefix = network.prefix + 6;
  return gcpRegions.map((region, index) => ({
    region,
    cidr: formatIpv4(network.first + index * 2 ** (32 - prefix), prefix),
  }));
}

function readNetwork(cidr: string, shortest: number, longest: number) {
  const network = parseIpv4(cidr);
  if (!network) throw new Refusal(400, `${cidr} is not a CIDR`);
  if (!isPrivate(network)) throw new Refusal(400, `${cidr} is not a private network (RFC 1918)`);
  if (network.prefix < shortest || network.prefix > longest)
    throw new Refusal(400, `the prefix of ${cidr} must be between /${shortest} and /${longest}`);
  return network;
}
