import type { AwsEnds } from '../next-step/aws-ends.ts';
import type { GcpEnds } from '../next-step/gcp-ends.ts';
import type { PeeringSpec } from '../peering.ts';

/** One step of a plan, as data. Each can be checked ("does its effect hold already?") and done again without harm. */
export type PlanStep = YugabyteStep | AwsStep | GcpStep;

export type YugabyteStep =
  | { do: 'request-peering'; spec: PeeringSpec }
  /** Waits until Yugabyte shows the state ACTIVE; ends the operation in words when it turns EXPIRED, FAILED or gone. */
  | { do: 'await-active' }
  /** Waits until the whole chain is green; ends the operation in words when something else is in the way. */
  | { do: 'await-flow' }
  | { do: 'ensure-allow-list'; name: string; description: string; entries: string[] }
  | { do: 'assign-allow-list'; listName: string; clusterId: string; clusterName: string }
  | { do: 'unassign-allow-list'; listId: string; listName: string; clusterId: string; clusterName: string }
  | { do: 'delete-allow-list'; listId: string; listName: string }
  | { do: 'terminate-peering'; peeringId: string; peeringName: string }
  | { do: 'await-gone'; peeringId: string };

/** A step in the application's AWS account. The peering connection is the one between these ends. */
export type AwsStep =
  | { do: 'turn-on-dns'; ends: AwsEnds; attribute: 'support' | 'hostnames' }
  /** Waits until Yugabyte's request has arrived. */
  | { do: 'await-request'; ends: AwsEnds }
  | { do: 'accept-request'; ends: AwsEnds }
  /** In the place of a route that leads to a peering that is no more, where there is one. */
  | { do: 'add-route'; ends: AwsEnds; routeTableId: string; tableName?: string; cidr: string }
  /** Lets Yugabyte's side resolve names of this VPC; helps between regions and outside RFC 1918. */
  | { do: 'allow-remote-dns'; ends: AwsEnds }
  | { do: 'delete-route'; ends: AwsEnds; routeTableId: string; cidr: string; connectionId: string }
  | { do: 'delete-connection'; ends: AwsEnds; connectionId: string };

/** A step in the application's GCP project. The mirror peering is the one that leads to Yugabyte's network. */
export type GcpStep =
  | { do: 'add-mirror'; ends: GcpEnds }
  | { do: 'remove-mirror'; ends: GcpEnds; name: string };

export type PlanKind = 'create' | 'complete' | 'allow-access' | 'terminate' | 'request-again';

export interface Plan {
  kind: PlanKind;
  peeringName: string;
  /** Absent for `create`. */
  peeringId?: string;
  /** The state the plan was made for; a change makes the plan stale. Absent for `create`. */
  basedOnState?: string;
  steps: PlanStep[];
  /** What will break or stay behind, as sentences for people. */
  consequences: string[];
  warnings: string[];
}
