import type { Clock, ManagedDb } from '../../core/ports.ts';
import { apiOrigin } from './api-origin.ts';
import { createExchange, type YugabyteCall } from './http/exchange.ts';
import { createGet } from './http/get.ts';
import { createMask } from './http/mask.ts';
import { createPause } from './http/pause.ts';
import { defaultRetryPolicy, defaultTimeouts, type RetryPolicy, type Timeouts } from './http/settings.ts';
import type { YugabyteLog } from './log.ts';
import { createAccount } from './read/account.ts';
import { createGetInProject } from './read/get-in-project.ts';
import { createLists } from './read/lists.ts';
import { readOne } from './read/read-one.ts';
import { createTasks } from './read/tasks.ts';
import { createSnapshot } from './snapshot.ts';
import { usableKey } from './usable-key.ts';
import { warnOfPlainHttp } from './warn-of-plain-http.ts';
import { clusterRow } from './wire/cluster.ts';
import { peeringRow } from './wire/peering.ts';
import { createCreateAllowList } from './write/create-allow-list.ts';
import { remove } from './write/remove.ts';
import { createReplaceClusterAllowLists } from './write/replace-cluster-allow-lists.ts';
import { createRequestPeering } from './write/request-peering.ts';
import { createWriteOnce } from './write/write-once.ts';

export interface YugabyteOptions {
  apiKey: string;
  /** As `YBM_HOST`. */
  host: string;
  /** Needed only where the account has several projects. */
  projectId?: string;
  /** Tells the age of what was read, and times the next try. Timeouts are in real time, whatever this clock says. */
  clock: Clock;
  fetch?: typeof globalThis.fetch;
  log?: YugabyteLog;
  /** After every single call, for metrics. */
  onCall?: (call: YugabyteCall) => void;
  timeouts?: Partial<Timeouts>;
  retry?: Partial<RetryPolicy>;
  /** How long an observation counts as fresh. */
  freshMs?: number;
  /** For failures in the background, which no interaction has given a reference id. */
  newRef?: () => string;
  /** Between 0 and 1, for jitter. */
  random?: () => number;
}

const peeringPath = '/accounts/{account}/projects/{project}/vpc-peerings/{peering}';
const clusterPath = '/accounts/{account}/projects/{project}/clusters/{cluster}';
const allowListPath = '/accounts/{account}/projects/{project}/allow-lists/{allowList}';

/** The control plane of YugabyteDB Aeon over its public REST API. Throws `config` for a host or key that cannot be used. */
export function createYugabyte(options: YugabyteOptions): ManagedDb {
  const { clock, log, onCall, projectId, newRef, random = Math.random, freshMs = 15_000 } = options;
  const apiKey = usableKey(options.apiKey);
  const origin = apiOrigin(options.host);
  warnOfPlainHttp(origin, log);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const retry = { ...defaultRetryPolicy, ...options.retry };
  const mask = createMask(apiKey);
  const exchange = createExchange({
    origin,
    apiKey,
    fetch: options.fetch ?? globalThis.fetch,
    timeouts,
    mask,
    now: clock.now,
    onCall,
  });
  const pause = createPause(clock);
  const anywhere = createGet({ exchange, timeouts, retry, random, pause, log });
  const account = createAccount({ get: anywhere, mask, projectId });
  const get = createGetInProject({ get: anywhere, account });
  const lists = createLists({ get, clock, log });
  const writeOnce = createWriteOnce({ exchange, retry, random, pause });
  const snapshot = createSnapshot({ lists, clock, freshMs, newRef, log });

  /** Whatever came of a write, what was read before it may be wrong now. */
  const changing =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> =>
      write(...args).finally(snapshot.invalidate);

  return {
    peek: snapshot.peek,
    observe: snapshot.observe,
    listPeerings: lists.peerings,
    listAllowLists: lists.allowLists,
    clusterAllowLists: lists.clusterAllowLists,
    getPeering: (peering) =>
      readOne(get, { path: peeringPath, params: { peering }, doing: 'Reading the peering' }, peeringRow),
    getCluster: (cluster) =>
      readOne(get, { path: clusterPath, params: { cluster }, doing: 'Reading the cluster' }, clusterRow),
    tasks: createTasks({ get, account }),
    requestPeering: changing(createRequestPeering(account, lists, writeOnce)),
    createAllowList: changing(createCreateAllowList(account, lists, writeOnce)),
    replaceClusterAllowLists: changing(createReplaceClusterAllowLists(account, lists, writeOnce)),
    terminatePeering: changing((peering: string) =>
      remove(
        { path: peeringPath, params: { peering }, doing: 'Terminating the peering' },
        { account, get, writeOnce },
      ),
    ),
    deleteAllowList: changing((allowList: string) =>
      remove(
        { path: allowListPath, params: { allowList }, doing: 'Deleting the allow list' },
        { account, get, writeOnce },
      ),
    ),
  };
}
