export type Tags = Record<string, string>;

export interface VpcRecord {
  id: string;
  account: string;
  region: string;
  /** The first is the primary one. */
  cidrs: string[];
  dnsSupport: boolean;
  dnsHostnames: boolean;
  tags: Tags;
}

export interface SubnetRecord {
  id: string;
  vpcId: string;
  cidr: string;
  zone: string;
  tags: Tags;
}

export const routeTargets = [
  'gatewayId',
  'natGatewayId',
  'transitGatewayId',
  'networkInterfaceId',
  'vpcPeeringConnectionId',
] as const;

export interface RouteRecord {
  /** IPv4 in canonical form, or IPv6 as it was given. */
  destination: string;
  target: { kind: (typeof routeTargets)[number]; id: string };
  origin: 'CreateRouteTable' | 'CreateRoute';
}

export interface RouteTableRecord {
  id: string;
  vpcId: string;
  routes: RouteRecord[];
  /** The main one has no subnet. */
  associations: { id: string; subnetId?: string }[];
  tags: Tags;
}

export interface AclEntry {
  number: number;
  egress: boolean;
  allow: boolean;
  /** `-1` for all, `6` for TCP. */
  protocol: string;
  cidr: string;
  ports?: { from: number; to: number };
}

export interface AclRecord {
  id: string;
  vpcId: string;
  entries: AclEntry[];
  associations: { id: string; subnetId: string }[];
  tags: Tags;
}

export interface GroupRule {
  id: string;
  egress: boolean;
  protocol: string;
  ports?: { from: number; to: number };
  cidr?: string;
  group?: { id: string; account: string; connectionId?: string };
  description?: string;
}

export interface GroupRecord {
  id: string;
  vpcId: string;
  name: string;
  description: string;
  rules: GroupRule[];
  tags: Tags;
}

export interface ConnectionEnd {
  account: string;
  region: string;
  vpcId: string;
  /** What the requester said of it; counts where nobody knows the VPC. */
  cidrs: string[];
  allowsRemoteDns: boolean;
  /** Each account and region tags its own view. */
  tags: Tags;
}

export type ConnectionStatus =
  | 'pending-acceptance'
  | 'provisioning'
  | 'active'
  | 'deleting'
  | 'deleted'
  | 'rejected'
  | 'failed'
  | 'expired';

export interface ConnectionRecord {
  id: string;
  status: ConnectionStatus;
  message: string;
  /** ms since 1970. */
  expiresAt: number;
  requester: ConnectionEnd;
  accepter: ConnectionEnd;
  ended?: { at: number; by?: string };
}

export interface RegionRecord {
  vpcs: Map<string, VpcRecord>;
  subnets: Map<string, SubnetRecord>;
  routeTables: Map<string, RouteTableRecord>;
  acls: Map<string, AclRecord>;
  groups: Map<string, GroupRecord>;
}

export interface AccountRecord {
  id: string;
  /** The name of the role that the bot may assume here, if any. */
  role?: string;
  /** What that role may not do, e.g. `ec2:CreateRoute`; `sts:AssumeRole` takes the role itself away. */
  denied: Set<string>;
  regions: Map<string, RegionRecord>;
  /** A service provider's own account has had its quotas raised. */
  hasNoQuotas: boolean;
}

export interface AwsData {
  accounts: Map<string, AccountRecord>;
  connections: Map<string, ConnectionRecord>;
}

/** One account's things in one region; nothing where it has none. */
export function regionOf(data: AwsData, account: string, region: string): RegionRecord {
  return data.accounts.get(account)?.regions.get(region) ?? createRegion();
}

export const createRegion = (): RegionRecord => ({
  vpcs: new Map(),
  subnets: new Map(),
  routeTables: new Map(),
  acls: new Map(),
  groups: new Map(),
});
