/** What Compute Engine keeps of a project; fields as on the wire, without links and states that are worked out on read. */
export interface PeeringEntry {
  name: string;
  /** `projects/P/global/networks/N` of the other side. */
  network: string;
  exportCustomRoutes: boolean;
  importCustomRoutes: boolean;
  exportSubnetRoutesWithPublicIp: boolean;
  importSubnetRoutesWithPublicIp: boolean;
  stackType: string;
  updateStrategy: string;
  /** ms since 1970; when it was added or its other side last came or went. */
  changedAt: number;
}

export interface NetworkRow {
  id: string;
  name: string;
  autoCreateSubnetworks: boolean;
  mtu: number;
  createdAt: number;
  peerings: PeeringEntry[];
}

export interface SubnetworkRow {
  id: string;
  name: string;
  network: string;
  region: string;
  ipCidrRange: string;
  secondaryIpRanges: { rangeName: string; ipCidrRange: string }[];
}

export interface FirewallRow {
  id: string;
  name: string;
  network: string;
  direction: 'INGRESS' | 'EGRESS';
  priority: number;
  disabled?: boolean;
  allowed?: { IPProtocol: string; ports?: string[] }[];
  denied?: { IPProtocol: string; ports?: string[] }[];
  destinationRanges?: string[];
  sourceRanges?: string[];
  targetTags?: string[];
}

export interface OperationRow {
  id: string;
  name: string;
  operationType: string;
  /** Name of the network it works on. */
  target: string;
  targetId: string;
  status: 'RUNNING' | 'DONE';
  insertedAt: number;
  endedAt?: number;
  requestId?: string;
  error?: { code: string; message: string; httpStatus: number };
}

export interface ProjectRow {
  id: string;
  number: string;
  peeringsPerNetwork: number;
  networks: NetworkRow[];
  subnetworks: SubnetworkRow[];
  firewalls: FirewallRow[];
  operations: OperationRow[];
  /** Permissions that the caller lacks here. */
  denied: Set<string>;
}
