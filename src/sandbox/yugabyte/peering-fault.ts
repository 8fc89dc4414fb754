import { overlap, parseIpv4 } from '../ipv4.ts';
import type { Database, PeeringRecord, VpcRecord } from './database.ts';
import { awsRegions } from './regions.ts';
import type { PeeringSpec } from './rows.ts';

const gone = new Set(['FAILED', 'EXPIRED', 'DELETING', 'DELETED']);

/**
 * Why the cloud would not take this request, if so. The API takes it all the same and shows it as FAILED later, without
 * a reason.
 */
export function findPeeringFault(db: Database, peering: PeeringRecord): string | undefined {
  const { spec } = peering;
  const vpc = db.vpcs.get(spec.internal_yugabyte_vpc_id);
  if (!vpc) return 'the Yugabyte VPC is gone';
  const wrong = findWrongDetail(spec);
  if (wrong) return wrong;
  const own = networksOf(vpc);
  if (anyOverlap(own, [spec.customer_vpc.cidr])) return 'the application VPC overlaps the Yugabyte VPC';

  for (const other of db.peerings.values()) {
    if (other === peering || gone.has(other.state) || !sameApplication(other.spec, spec)) continue;
    if (other.spec.internal_yugabyte_vpc_id === vpc.id) return 'the two VPCs are peered already';
    const neighbour = db.vpcs.get(other.spec.internal_yugabyte_vpc_id);
    if (neighbour && anyOverlap(own, networksOf(neighbour)))
      return `the application VPC is peered to ${neighbour.spec.name}, which overlaps`;
  }
  return undefined;
}

function findWrongDetail({ customer_vpc: customer }: PeeringSpec): string | undefined {
  if (customer.cloud_info.code === 'GCP') {
    if (!/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(customer.cloud_provider_project)) return 'no such project';
    return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(customer.external_vpc_id) ? undefined : 'no such network';
  }
  if (!/^\d{12}$/.test(customer.cloud_provider_project)) return 'no such account';
  if (!/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(customer.external_vpc_id)) return 'no such VPC';
  return awsRegions.has(customer.cloud_info.region ?? '') ? undefined : 'no such region';
}

const networksOf = ({ spec }: VpcRecord) => [
  spec.parent_cidr ?? undefined,
  ...spec.region_specs.map((one) => one.cidr),
];

function anyOverlap(ones: (string | undefined)[], others: (string | undefined)[]): boolean {
  const parse = (cidrs: (string | undefined)[]) => cidrs.flatMap((cidr) => parseIpv4(cidr ?? '') ?? []);
  return parse(ones).some((one) => parse(others).some((other) => overlap(one, other)));
}

function sameApplication(one: PeeringSpec, other: PeeringSpec): boolean {
  return (
    one.customer_vpc.cloud_provider_project === other.customer_vpc.cloud_provider_project &&
    one.customer_vpc.external_vpc_id === other.customer_vpc.external_vpc_id
  );
}
