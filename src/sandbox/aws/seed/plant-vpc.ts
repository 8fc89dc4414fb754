import { createHash } from 'node:crypto';
import { formatIpv4, parseIpv4 } from '../../ipv4.ts';
import {
  type AccountRecord,
  type AwsData,
  createRegion,
  type RegionRecord,
  type RouteRecord,
  type SubnetRecord,
  type VpcRecord,
} from '../records.ts';
import type { ApplicationVpcSeed } from './aws-seed.ts';

export function accountOf(data: AwsData, id: string): AccountRecord {
  const known = data.accounts.get(id);
  if (known) return known;
  const account: AccountRecord = { id, denied: new Set(), regions: new Map(), hasNoQuotas: false };
  data.accounts.set(id, account);
  return account;
}

function regionIn({ regions }: AccountRecord, name: string): RegionRecord {
  const region = regions.get(name) ?? createRegion();
  regions.set(name, region);
  return region;
}

/**
 * A VPC as teams have it: a public subnet that goes by the main route table, two private ones with a table of their own,
 * the network ACL and the security group that come with it. One that is there already stays as it is.
 */
export function plantVpc(data: AwsData, seed: ApplicationVpcSeed): VpcRecord {
  const region = regionIn(accountOf(data, seed.account), seed.region);
  const known = region.vpcs.get(seed.id);
  if (known) return known;
  const vpc: VpcRecord = {
    id: seed.id,
    account: seed.account,
    region: seed.region,
    cidrs: seed.cidrs,
    dnsSupport: true,
    dnsHostnames: seed.dnsHostnames ?? false,
    tags: { Name: seed.name },
  };
  region.vpcs.set(vpc.id, vpc);
  const idOf = (prefix: string, what: string) => deriveId(prefix, `${vpc.account}/${vpc.id}/${what}`);
  const subnets = cutSubnets(seed.cidrs[0] ?? '').map((cidr, index): SubnetRecord => {
    const kind = ['public-a', 'private-a', 'private-b'][index] ?? `private-${index}`;
    return {
      id: idOf('subnet', kind),
      vpcId: vpc.id,
      cidr,
      zone: `${seed.region}${kind.at(-1)}`,
      tags: { Name: `${seed.name}-${kind}` },
    };
  });
  for (const subnet of subnets) region.subnets.set(subnet.id, subnet);
  const local = vpc.cidrs.map(
    (destination): RouteRecord => ({
      destination,
      target: { kind: 'gatewayId', id: 'local' },
      origin: 'CreateRouteTable',
    }),
  );
  const toInternet = (target: RouteRecord['target']): RouteRecord[] => [
    ...local,
    { destination: '0.0.0.0/0', target, origin: 'CreateRoute' },
  ];
  const plantTable = (kind: string, routes: RouteRecord[], served: SubnetRecord[] | 'main') => {
    const id = idOf('rtb', kind);
    region.routeTables.set(id, {
      id,
      vpcId: vpc.id,
      routes: routes.map((route) => ({ ...route, target: { ...route.target } })),
      associations:
        served === 'main'
          ? [{ id: idOf('rtbassoc', kind) }]
          : served.map((subnet) => ({ id: idOf('rtbassoc', subnet.id), subnetId: subnet.id })),
      tags: { Name: `${seed.name}-${kind}` },
    });
  };
  plantTable('main', toInternet({ kind: 'gatewayId', id: idOf('igw', 'internet') }), 'main');
  const toNat = toInternet({ kind: 'natGatewayId', id: idOf('nat', 'nat') });
  const { routeTables: by = 'shared' } = seed;
  if (by === 'shared' && subnets.length > 1) plantTable('private', toNat, subnets.slice(1));
  if (by === 'own') subnets.forEach((subnet, index) => void plantTable(`own-${index + 1}`, toNat, [subnet]));
  plantAcl(region, vpc, idOf, subnets);
  plantGroup(region, vpc, idOf, seed.letsOut ?? true);
  return vpc;
}

function plantAcl(region: RegionRecord, vpc: VpcRecord, idOf: typeof deriveId, subnets: SubnetRecord[]) {
  const id = idOf('acl', 'default');
  region.acls.set(id, {
    id,
    vpcId: vpc.id,
    entries: [true, false].flatMap((egress) => [
      { number: 100, egress, allow: true, protocol: '-1', cidr: '0.0.0.0/0' },
      { number: 32767, egress, allow: false, protocol: '-1', cidr: '0.0.0.0/0' },
    ]),
    associations: subnets.map((subnet) => ({ id: idOf('aclassoc', subnet.id), subnetId: subnet.id })),
    tags: {},
  });
}

function plantGroup(region: RegionRecord, vpc: VpcRecord, idOf: typeof deriveId, letsOut: boolean) {
  const id = idOf('sg', 'default');
  const all = { protocol: '-1' };
  region.groups.set(id, {
    id,
    vpcId: vpc.id,
    name: 'default',
    description: 'default VPC security group',
    rules: [
      { id: idOf('sgr', 'in'), egress: false, ...all, group: { id, account: vpc.account } },
      ...(letsOut ? [{ id: idOf('sgr', 'out'), egress: true, ...all, cidr: '0.0.0.0/0' }] : []),
    ],
    tags: {},
  });
}

/** The same id for the same thing in every world. */
function deriveId(prefix: string, what: string): string {
  return `${prefix}-0${createHash('sha256').update(`${prefix}/${what}`).digest('hex').slice(0, 16)}`;
}

/** Three quarters of the network; the whole where it is too small for that. EC2 has no subnet below /28. */
function cutSubnets(cidr: string): string[] {
  const network = parseIpv4(cidr);
  if (!network) return [];
  const prefix = network.prefix + 2;
  if (prefix > 28) return [cidr];
  const size = 2 ** (32 - prefix);
  return [0, 1, 2].map((index) => formatIpv4(network.first + index * size, prefix));
}
