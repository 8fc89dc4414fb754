import type { PeeringSpec } from '../peering.ts';

/** One step of a plan, as data. Each can be checked ("does its effect hold already?") and done again without harm. */
export type PlanStep =
  | { do: 'request-peering'; spec: PeeringSpec }
  /** Waits until Yugabyte shows the state ACTIVE; ends the operation in words when it turns EXPIRED, FAILED or gone. */
  | { do: 'await-active' }
  | { do: 'ensure-allow-list'; name: string; description: string; entries: string[] }
  | { do: 'assign-allow-list'; listName: string; clusterId: string; clusterName: string }
  | { do: 'unassign-allow-list'; listId: string; listName: string; clusterId: string; clusterName: string }
  | { do: 'delete-allow-list'; listId: string; listName: string }
  | { do: 'terminate-peering'; peeringId: string; peeringName: string }
  | { do: 'await-gone'; peeringId: string };

export type PlanKind = 'create' | 'allow-access' | 'terminate' | 'request-again';

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
