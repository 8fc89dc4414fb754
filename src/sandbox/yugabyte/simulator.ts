import type { ApplicationClouds } from '../application-cloud.ts';
import type { WorldClock } from '../clock.ts';
import { type Faults, withFaults } from '../faults.ts';
import { type Answer, Refusal, type Route, type SandboxRequest } from '../http.ts';
import { type Journal, withJournal } from '../journal.ts';
import { showAllowList } from './allow-lists.ts';
import { acceptAtCloud, deleteAtCloud, goWrongAtCloud, rejectAtCloud, watchClouds } from './cloud-side.ts';
import { createDatabase, type PeeringRecord } from './database.ts';
import { showPeering } from './peerings.ts';
import { prefix, yugabyteRoutes } from './routes.ts';
import type { AllowListRow, ClusterRow, PeeringRow, TaskRow, VpcRow } from './rows.ts';
import { plant, type YugabyteSeed } from './seed.ts';
import { showVpc } from './vpcs.ts';

export interface YugabyteState {
  account: { id: string; projectId: string };
  vpcs: VpcRow[];
  peerings: PeeringRow[];
  clusters: ClusterRow[];
  allowLists: AllowListRow[];
  tasks: TaskRow[];
}

/** The YugabyteDB Aeon API, and what people do to its peerings at the clouds. */
export interface YugabyteSimulator {
  routes: Route[];
  /** For `serve`: refuses a call without a Bearer token. */
  before(request: SandboxRequest): Answer | undefined;
  /** For `serve`: the API's own error shape. */
  refuse(status: number, detail: string): Answer;
  state(): YugabyteState;
  /** How often each kind of write took effect, e.g. `{"create-peering": 1}`. */
  effects(): Record<string, number>;
  /** The clouds must have been reset before: seeded peerings are asked for there. */
  reset(data: YugabyteSeed, seed: string): void;
  /** At the cloud; Yugabyte notices seconds later. `peering` is a name or an id; throw `Refusal`. */
  accept(peering: string): PeeringRow;
  reject(peering: string): PeeringRow;
  remove(peering: string): PeeringRow;
  /** What can happen to a peering at a cloud, by its word; one cloud may not know what the other does. */
  happenings(): string[];
  happen(peering: string, what: string): PeeringRow;
  /** At once, as if someone had done it in the console a while ago. */
  removeAllowLists(cluster: string): ClusterRow;
  /** Nothing happens any more. */
  stop(): void;
}

export function createYugabyte(options: {
  clock: WorldClock;
  faults: Faults;
  journal: Journal;
  clouds: ApplicationClouds;
}): YugabyteSimulator {
  const { clock, faults, journal, clouds } = options;
  let db = createDatabase(clock, clouds, '');
  watchClouds(clouds, () => db);

  const faulty = withFaults(
    yugabyteRoutes(() => db),
    faults,
    'yugabyte',
    (status) => refuse(status, faultDetails[status] ?? 'Simulated fault'),
  );
  const routes = withJournal(faulty, journal, 'yugabyte', (route) => route.path.slice(prefix.length));

  function atCloud(act: typeof acceptAtCloud) {
    return (name: string) => {
      const peering = choose([...db.peerings.values()], name, (one) => one.spec.name, 'peering');
      act(db, peering);
      return show(peering);
    };
  }
  const acts: Record<string, typeof acceptAtCloud> = {
    accept: acceptAtCloud,
    reject: rejectAtCloud,
    delete: deleteAtCloud,
  };
  const show = (peering: PeeringRecord) => showPeering(db, peering);

  return {
    routes,
    before: (request) =>
      /^Bearer \S+$/.test(request.headers.authorization ?? '') ? undefined : refuse(401, 'Invalid JWT'),
    refuse,
    state: () =>
      structuredClone({
        account: { id: db.account.id, projectId: db.account.projectId },
        vpcs: [...db.vpcs.values()].map((vpc) => showVpc(db, vpc)),
        peerings: [...db.peerings.values()].map(show),
        clusters: [...db.clusters.values()].map((cluster) => cluster.row),
        allowLists: [...db.allowLists.values()].map((list) => showAllowList(db, list)),
        tasks: db.tasks,
      }),
    effects: () => ({ ...db.effects }),
    reset(data, seed) {
      db.retire();
      db = createDatabase(clock, clouds, seed);
      plant(db, data);
    },
    accept: atCloud(acceptAtCloud),
    reject: atCloud(rejectAtCloud),
    remove: atCloud(deleteAtCloud),
    happenings: () => [
      ...new Set([acts, clouds.AWS.mishaps, clouds.GCP.mishaps].flatMap((one) => Object.keys(one))),
    ],
    happen: (name, what) =>
      atCloud(acts[what] ?? ((database, peering) => goWrongAtCloud(database, peering, what)))(name),
    removeAllowLists(name) {
      const cluster = choose([...db.clusters.values()], name, (one) => one.row.spec.name, 'cluster');
      cluster.allowListIds = [];
      return cluster.row;
    },
    stop: () => db.retire(),
  };
}

/** In the words of the real API where they are known. No per cent sign: `ybm` prints a detail as a format. */
const faultDetails: Record<number, string> = {
  401: 'JWT has expired',
  403: 'Forbidden',
  404: 'Requested API not found',
  429: 'Too many requests',
  500: 'Internal server error',
  503: 'Service unavailable',
};

function refuse(status: number, detail: string): Answer {
  const said =
    status === 404 && detail.startsWith('There is nothing at') ? 'Requested API not found' : detail;
  return { status, json: { error: { detail: said.replaceAll('%', ''), status } } };
}

function choose<T extends { id: string }>(
  all: T[],
  name: string,
  nameOf: (one: T) => string,
  kind: string,
): T {
  const found = all.filter((one) => one.id === name || nameOf(one) === name);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (only) {
    const ids = found.map((one) => one.id).join(', ');
    throw new Refusal(400, `There are several ${kind}s named "${name}"; give the id: ${ids}.`);
  }
  const names = all.slice(0, 10).map(nameOf).join(', ') || 'none';
  throw new Refusal(400, `There is no ${kind} named "${name}"; there are: ${names}.`);
}
