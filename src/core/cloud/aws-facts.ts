import type { Sight } from './sight.ts';

/** What EC2 tells about one peering and its application VPC. Field meanings: Amazon EC2 API Reference, 2016-11-15. */
export interface AwsFacts extends AwsVpcFacts {
  provider: 'AWS';
  /**
   * The peering connection between exactly these two VPCs of exactly these two owners: the live one, else one that has
   * ended, as long as EC2 shows it (it does not tell when it ended); `undefined`: EC2 shows none.
   */
  connection: Sight<AwsConnection | undefined>;
}

/** What EC2 tells about a VPC. */
export interface AwsVpcFacts {
  /** ms since 1970. */
  at: number;
  /** `undefined`: there is no such VPC in that account and region. */
  vpc: Sight<AwsVpc | undefined>;
  dns: Sight<AwsDns>;
  subnets: Sight<AwsSubnet[]>;
  routeTables: Sight<AwsRouteTable[]>;
  networkAcls: Sight<AwsNetworkAcl[]>;
  securityGroups: Sight<AwsSecurityGroup[]>;
  /** Every connection that this VPC is an end of and that lives (pending, provisioning, active), this peering's included. */
  connections: Sight<AwsConnection[]>;
}

/** `EnableDnsSupport` and `EnableDnsHostnames` of the VPC. */
export interface AwsDns {
  support: boolean;
  hostnames: boolean;
  /**
   * ms since 1970, where it was read before the rest: EC2 tells it VPC by VPC, so a look at many VPCs of an account and
   * region reads one of them at a time.
   */
  at?: number;
}

export interface AwsVpc {
  vpcId: string;
  ownerId: string;
  name?: string;
  /** Every associated IPv4 block, the primary one first. */
  cidrs: string[];
}

export interface AwsConnection {
  /** `pcx-…` */
  connectionId: string;
  /** `pending-acceptance`, `provisioning`, `active`, `deleting`, `deleted`, `rejected`, `failed`, `expired`, … as EC2 has it. */
  status: string;
  /** EC2's own words for the status; shown, never read. */
  statusMessage?: string;
  /** ms since 1970; while it waits for acceptance. */
  expiresAt?: number;
  requester: AwsConnectionEnd;
  accepter: AwsConnectionEnd;
}

export interface AwsConnectionEnd {
  ownerId: string;
  vpcId: string;
  region?: string;
  /** As far as EC2 shows them: often only once it is active. */
  cidrs: string[];
  /** `AllowDnsResolutionFromRemoteVpc`; absent while EC2 does not tell. */
  remoteDns?: boolean;
}

export interface AwsSubnet {
  subnetId: string;
  name?: string;
  cidr: string;
  availabilityZone?: string;
}

export interface AwsRouteTable {
  routeTableId: string;
  name?: string;
  /** The table of the subnets that have none of their own. */
  isMain: boolean;
  /** Explicitly associated subnets. */
  subnetIds: string[];
  /** Associated with a gateway: serves no subnet. */
  isEdge: boolean;
  routes: AwsRoute[];
}

export interface AwsRoute {
  /** IPv4 only. */
  cidr: string;
  /** `active`, `blackhole`, `filtered`. */
  state: string;
  /** `local`, `pcx-…`, `tgw-…`, `nat-…`, `igw-…`, `eni-…`, …: where it leads. */
  target: string;
}

export interface AwsNetworkAcl {
  networkAclId: string;
  subnetIds: string[];
  /** In the order in which they are tried: by rule number, the catch-all last. */
  rules: AwsAclRule[];
}

export interface AwsAclRule {
  egress: boolean;
  ruleNumber: number;
  allow: boolean;
  /** `-1`: all; `6`: TCP. */
  protocol: string;
  /** IPv4 only. */
  cidr: string;
  /** Absent: all ports. */
  ports?: { from: number; to: number };
}

export interface AwsSecurityGroup {
  groupId: string;
  name: string;
  /** What it lets out. What is not listed is stopped. */
  egress: AwsEgressRule[];
}

export interface AwsEgressRule {
  /** `-1`: all; `tcp`. */
  protocol: string;
  /** Absent: all ports. */
  ports?: { from: number; to: number };
  /** IPv4 networks. */
  cidrs: string[];
  /** Prefix lists and other groups, whose networks are not read here: nobody can say what they hold. */
  others: string[];
}
