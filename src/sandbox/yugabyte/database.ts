import { createAgenda } from '../agenda.ts';
import type { ApplicationClouds } from '../application-cloud.ts';
import type { WorldClock } from '../clock.ts';
import { createSeededIds, type SeededIds } from '../seeded-ids.ts';
import type {
  AllowListSpec,
  ClusterRow,
  PeeringSpec,
  PeeringState,
  TaskRow,
  VpcRow,
  VpcSpec,
} from './rows.ts';

export interface VpcRecord {
  id: string;
  spec: VpcSpec;
  state: VpcRow['info']['state'];
  cloudProject?: string;
  externalVpcId?: string;
}

export interface PeeringRecord {
  id: string;
  spec: PeeringSpec;
  state: PeeringState;
  createdAt: number;
}

export interface ClusterRecord {
  id: string;
  row: ClusterRow;
  vpcIds: string[];
  /** What is in force. */
  allowListIds: string[];
  /** Complete sets that were put and are not in force yet, oldest first. */
  pendingAllowListIds: string[][];
  nodes: { name: string; region: string; zone: string }[];
}

export interface AllowListRecord {
  id: string;
  spec: AllowListSpec;
  peeringId: string | null;
}

/** What the simulated control plane keeps. Links between rows are worked out when they are shown. */
export interface Database {
  clouds: ApplicationClouds;
  account: { id: string; name: string; ownerId: string; projectId: string; projectName: string };
  vpcs: Map<string, VpcRecord>;
  peerings: Map<string, PeeringRecord>;
  clusters: Map<string, ClusterRecord>;
  allowLists: Map<string, AllowListRecord>;
  /** Oldest first. */
  tasks: TaskRow[];
  /** How often each kind of write took effect. */
  effects: Record<string, number>;
  ids: SeededIds;
  now(): number;
  /** Runs `work` on the world's clock unless the world was reset before. */
  later(ms: number, work: () => void): void;
  took(effect: string): void;
  /** Stops everything that is still to happen. */
  retire(): void;
}

export function createDatabase(clock: WorldClock, clouds: ApplicationClouds, seed: string): Database {
  const ids = createSeededIds(seed);
  const effects: Record<string, number> = {};
  return {
    clouds,
    ...createAgenda(clock),
    account: {
      id: ids.uuid(),
      name: 'ybcloud-local',
      ownerId: ids.uuid(),
      projectId: ids.uuid(),
      projectName: 'default',
    },
    vpcs: new Map(),
    peerings: new Map(),
    clusters: new Map(),
    allowLists: new Map(),
    tasks: [],
    effects,
    ids,
    now: () => clock.now(),
    took(effect) {
      effects[effect] = (effects[effect] ?? 0) + 1;
    },
  };
}
