import { isDeepStrictEqual } from 'node:util';
import { PeeringBotError } from '../../../src/core/errors.ts';
import type {
  AllowList,
  Cluster,
  Observation,
  Peering,
  Reading,
  YugabyteTask,
  YugabyteVpc,
} from '../../../src/core/peering.ts';
import type { Clock, ManagedDb } from '../../../src/core/ports.ts';

const SECOND = 1_000;

/** A small Yugabyte whose states move on the clock; everything it holds can be changed by a test. */
export interface FakeYugabyte {
  peerings: Peering[];
  vpcs: YugabyteVpc[];
  clusters: Cluster[];
  lists: Omit<AllowList, 'clusterIds'>[];
  /** Ids of the allow lists of each cluster. */
  assigned: Record<string, string[]>;
  tasks: YugabyteTask[];
  counts: { requested: number; listsMade: number; observed: number; gets: number };
  /** Somebody accepts a peering so long after it was requested. */
  acceptAfterMs: number | undefined;
  /** How long a changed assignment is not shown. */
  shownAfterMs: number;
  /** No call is answered. */
  down: boolean;
  /** What the readings of everything lack for now. */
  unread: ('vpcs' | 'clusters' | 'allowLists')[];
  /** What the next calls of a method throw, in turn. */
  troubles: { [Method in keyof ManagedDb]?: Error[] };
  setState(id: string, state: string): void;
  /** Reading everything fails: the last known is given, as the port promises, if there is one. */
  readingFailed(error: Error): Observation;
  db: ManagedDb;
}

export function createFakeYugabyte(clock: Clock): FakeYugabyte {
  let count = 0;
  let last: Observation | undefined;
  let isInvalid = false;
  const hidden: Record<string, { until: number; ids: string[] }> = {};

  const listsOf = (clusterId: string) => {
    const old = hidden[clusterId];
    return old && old.until > clock.now() ? old.ids : (world.assigned[clusterId] ?? []);
  };
  const allowLists = (): AllowList[] =>
    world.lists.map((list) => ({
      ...list,
      clusterIds: world.clusters.map(({ id }) => id).filter((id) => listsOf(id).includes(list.id)),
    }));
  const reading = <T>(side: FakeYugabyte['unread'][number], value: T[]): Reading<T[]> =>
    world.unread.includes(side)
      ? { ok: false, reason: `Reading the ${side} failed.` }
      : { ok: true, value: asBefore(listOf(last?.[side]), structuredClone(value)) };
  const wrote = () => {
    isInvalid = true;
  };

  const db: ManagedDb = {
    peek: () => last,
    async observe({ maxAgeMs = 30 * SECOND } = {}) {
      if (last && !last.refreshFailed && !isInvalid && clock.now() - last.at <= maxAgeMs) return last;
      world.counts.observed += 1;
      isInvalid = false;
      last = {
        at: clock.now(),
        peerings: asBefore(last?.peerings, structuredClone(world.peerings)),
        vpcs: reading('vpcs', world.vpcs),
        clusters: reading('clusters', world.clusters),
        allowLists: reading('allowLists', allowLists()),
      };
      return last;
    },
    async getPeering(id) {
      world.counts.gets += 1;
      return structuredClone(world.peerings.find((peering) => peering.id === id));
    },
    listPeerings: async () => structuredClone(world.peerings),
    async requestPeering(spec) {
      wrote();
      count += 1;
      world.counts.requested += 1;
      const vpc = world.vpcs.find(({ id }) => id === spec.yugabyteVpcId);
      const peering: Peering = {
        ...structuredClone(spec),
        id: `peering-${count}`,
        state: 'CREATING',
        yugabyteVpcName: vpc?.name ?? '',
      };
      world.peerings.push(peering);
      const move = (from: string, to: string) => {
        const there = world.peerings.find(({ id }) => id === peering.id);
        if (there?.state === from) there.state = to;
      };
      clock.after(4 * SECOND, () => move('CREATING', 'PENDING'));
      if (world.acceptAfterMs !== undefined)
        clock.after(world.acceptAfterMs, () => move('PENDING', 'ACTIVE'));
      return structuredClone(peering);
    },
    async terminatePeering(id) {
      wrote();
      const peering = world.peerings.find((other) => other.id === id);
      if (!peering || peering.state === 'DELETING') return;
      peering.state = 'DELETING';
      clock.after(10 * SECOND, () => {
        world.peerings = world.peerings.filter((other) => other.id !== id);
      });
    },
    listAllowLists: async () => structuredClone(allowLists()),
    async createAllowList(spec) {
      wrote();
      count += 1;
      world.counts.listsMade += 1;
      const list = { ...structuredClone(spec), id: `list-${count}` };
      world.lists.push(list);
      return { ...list, clusterIds: [] };
    },
    async deleteAllowList(id) {
      wrote();
      if (world.clusters.some((cluster) => listsOf(cluster.id).includes(id))) {
        throw new PeeringBotError('conflict', 'The allow list is assigned to a cluster.');
      }
      world.lists = world.lists.filter((list) => list.id !== id);
    },
    getCluster: async (id) => structuredClone(world.clusters.find((cluster) => cluster.id === id)),
    async clusterAllowLists(clusterId) {
      if (!world.clusters.some(({ id }) => id === clusterId)) {
        throw new PeeringBotError('not-found', 'There is no such cluster.');
      }
      return structuredClone(allowLists().filter(({ id }) => listsOf(clusterId).includes(id)));
    },
    async replaceClusterAllowLists(clusterId, ids) {
      wrote();
      hidden[clusterId] = { until: clock.now() + world.shownAfterMs, ids: listsOf(clusterId) };
      world.assigned[clusterId] = [...ids];
    },
    tasks: async ({ type, entityId }) =>
      world.tasks.filter((task) => task.type === type && (!entityId || task.entityId === entityId)),
  };

  const world: FakeYugabyte = {
    peerings: [],
    vpcs: [],
    clusters: [],
    lists: [],
    assigned: {},
    tasks: [],
    counts: { requested: 0, listsMade: 0, observed: 0, gets: 0 },
    acceptAfterMs: undefined,
    shownAfterMs: 3 * SECOND,
    down: false,
    unread: [],
    troubles: {},
    readingFailed(error) {
      if (!last) throw error;
      last = { ...last, refreshFailed: { at: clock.now(), reason: error.message } };
      return last;
    },
    setState(id, state) {
      for (const peering of world.peerings) if (peering.id === id) peering.state = state;
    },
    db,
  };
  return world;
}

/** Lists that were read again without a change are the same objects, as the real one has it. */
const asBefore = <T>(before: unknown, now: T[]): T[] =>
  before !== undefined && isDeepStrictEqual(before, now) ? (before as T[]) : now;

const listOf = (reading: Reading<unknown> | undefined) => (reading?.ok ? reading.value : undefined);
