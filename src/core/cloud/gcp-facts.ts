import type { Sight } from './sight.ts';

/** What Compute Engine tells about one peering and its application network. Field meanings: Compute Engine API v1. */
export interface GcpFacts extends GcpNetworkFacts {
  provider: 'GCP';
  /** The IPv4 routes that the application network has from Yugabyte's; empty where there is no mirror peering. */
  peeringRoutes: Sight<GcpPeeringRoute[]>;
}

/** What Compute Engine tells about a network. */
export interface GcpNetworkFacts {
  /** ms since 1970. */
  at: number;
  /** `undefined`: there is no such network in that project. */
  network: Sight<GcpNetwork | undefined>;
  subnets: Sight<GcpSubnet[]>;
  /** Egress rules that are in force on the network, of firewalls and of policies, in the order in which they are tried. */
  egressRules: Sight<GcpEgressRule[]>;
}

export interface GcpNetwork {
  project: string;
  name: string;
  /** Auto mode: its subnets take 10.128.0.0/9. */
  auto: boolean;
  /** Legacy networks cannot be peered. */
  legacy: boolean;
  /** Every peering of this network, the mirror included: that is the one whose `peer` is Yugabyte's project and network. */
  peerings: GcpPeering[];
}

export interface GcpPeering {
  name: string;
  peer: { project: string; network: string };
  /** `ACTIVE` or `INACTIVE`, as Compute Engine has it. */
  state: string;
  /** Compute Engine's own words; shown, never read. */
  stateDetails?: string;
  exchangesSubnetRoutes: boolean;
}

export interface GcpSubnet {
  name: string;
  region: string;
  /** The primary range first, then the secondary ones. */
  cidrs: string[];
}

export interface GcpPeeringRoute {
  cidr: string;
  region?: string;
  /** False: it is known and not used, as something else is in its way. */
  imported: boolean;
}

export interface GcpEgressRule {
  name: string;
  /** A firewall rule, or the policy that it is in. */
  source: string;
  /** Small is tried first; of two alike a denial wins. */
  priority: number;
  action: 'allow' | 'deny' | 'goto-next';
  /** Only for instances with these tags or service accounts: does not plainly stop anything. */
  isTargeted: boolean;
  destinations: string[];
  /** `all`, `tcp`, …; `ports` absent: all of them. */
  protocols: { protocol: string; ports?: { from: number; to: number }[] }[];
}
