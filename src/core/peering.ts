import type { AwsFacts, AwsVpcFacts } from './cloud/aws-facts.ts';
import type { GcpFacts, GcpNetworkFacts } from './cloud/gcp-facts.ts';

/**
 * The things Yugabyte and the clouds know, in the vendors' own words.
 * Source of the field meanings: the public API of YugabyteDB Aeon (`vpc-peerings`, `vpcs`, `clusters`, `allow-lists`).
 */

/** `AWS` and `GCP` can be peered; `AZURE` and values not yet known are shown as they are. */
export type Provider = 'AWS' | 'GCP' | (string & {});

/** Yugabyte's own states; a value not in the list is kept and shown as it is. */
export type PeeringState =
  | 'CREATING'
  | 'PENDING'
  | 'ACTIVE'
  | 'EXPIRED'
  | 'FAILED'
  | 'DELETING'
  | 'DELETED'
  | (string & {});

/** The customer's end of a peering. */
export interface ApplicationVpc {
  provider: Provider;
  /** AWS: 12-digit account id. GCP: project id. */
  cloudProject: string;
  /** AWS: `vpc-…`. GCP: network name. */
  externalVpcId: string;
  /** AWS only. */
  region?: string;
  /** One IPv4 network; always there for AWS, optional for GCP. */
  cidr?: string;
}

/** What is asked of Yugabyte when a peering is requested. */
export interface PeeringSpec {
  name: string;
  yugabyteVpcId: string;
  application: ApplicationVpc;
}

export interface Peering extends PeeringSpec {
  id: string;
  state: PeeringState;
  yugabyteVpcName: string;
}

/** Yugabyte's end: a "single tenant VPC". */
export interface YugabyteVpc {
  id: string;
  name: string;
  provider: Provider;
  state: string;
  /** GCP automated VPC only. */
  parentCidr?: string;
  regions: { region: string; cidr?: string }[];
  clusterIds: string[];
  /** Yugabyte's AWS account id or GCP project id; absent until provisioned. */
  cloudProject?: string;
  /** Yugabyte's AWS VPC id or GCP network name; absent until provisioned. */
  externalVpcId?: string;
}

export interface Cluster {
  id: string;
  name: string;
  state: string;
  tier: string;
  /** Every Yugabyte VPC that a region of the cluster lies in. */
  yugabyteVpcIds: string[];
  regions: string[];
  endpoints: { region: string; host: string; accessibility: string }[];
}

/** IP allow list (network allow list). */
export interface AllowList {
  id: string;
  name: string;
  description: string;
  /** CIDRs, or single addresses where the API kept them bare. */
  entries: string[];
  clusterIds: string[];
  peeringId?: string;
}

/** One asynchronous job as Yugabyte tells it. For peerings `entityId` is the Yugabyte VPC's id. */
export interface YugabyteTask {
  id: string;
  entityId: string;
  type: string;
  state: string;
  createdAt?: number;
  completedAt?: number;
}

/** A side that could not be read says why, in a sentence a person can use. */
export type Reading<T> = { ok: true; value: T } | { ok: false; reason: string };

/** What was read from Yugabyte, with its time (ms since 1970). */
export interface Observation {
  at: number;
  peerings: Peering[];
  vpcs: Reading<YugabyteVpc[]>;
  clusters: Reading<Cluster[]>;
  allowLists: Reading<AllowList[]>;
  /**
   * What was last read at the clouds, by peering id. A peering that is not in it was not looked at: its cloud is switched
   * off, or nobody has looked yet. Absent: no cloud is looked at.
   */
  clouds?: ReadonlyMap<string, AwsFacts | GcpFacts>;
  /** The places that were looked at before there is a peering, by `placeKey`. */
  places?: ReadonlyMap<string, AwsVpcFacts | GcpNetworkFacts>;
  /** The providers at which the bot looks (mode `advise` or `act`). */
  mayRead?: readonly Provider[];
  /** The providers at which the bot may change things (mode `act`). */
  mayAct?: readonly Provider[];
  /** Set when the last attempt to read again failed: this observation is the last known one. */
  refreshFailed?: { at: number; reason: string; ref?: string };
}
