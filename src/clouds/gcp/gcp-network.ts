import type { GcpNetwork } from '../../core/cloud/gcp-network.ts';
import { PeeringBotError } from '../../core/errors.ts';
import { deadline } from '../time/deadline.ts';
import { within } from '../time/within.ts';
import { applyChange, PERMISSIONS } from './apply-change.ts';
import type { GcpLog } from './log.ts';
import { lookAtEnds, sweep } from './look.ts';
import { readNetworks } from './read/networks.ts';
import { loadSdk, resourceManagerOrigin, type Sdk } from './sdk.ts';
import { createSession, type SessionOptions } from './session.ts';
import { testPermissions } from './test-permissions.ts';

export interface GcpNetworkOptions {
  mode: 'advise' | 'act';
  computeEndpoint?: string;
  /** ms since 1970. */
  now: () => number;
  log?: GcpLog;
  onCall?: SessionOptions['onCall'];
  /** Real milliseconds: a look at a few networks somebody waits for, a sweep over all nobody does, an operation. */
  deadlines?: { lookMs: number; sweepMs: number; changeMs: number };
  requestMs?: number;
}

const DEADLINES = { lookMs: 2_200, sweepMs: 60_000, changeMs: 4 * 60_000 };
const A_FEW = 3;

const READS = [
  'compute.networks.list',
  'compute.networks.listPeeringRoutes',
  'compute.networks.getEffectiveFirewalls',
  'compute.subnetworks.list',
];
const ACTS = ['compute.networks.get', ...Object.values(PERMISSIONS), 'compute.globalOperations.get'];

/** The application's side of GCP, over the Compute Engine client with Application Default Credentials. */
export function createGcpNetwork(options: GcpNetworkOptions): GcpNetwork {
  const { mode, now, log, onCall, computeEndpoint, deadlines = DEADLINES, requestMs = 10_000 } = options;
  const origin = resourceManagerOrigin(computeEndpoint);
  const stopping = new AbortController();
  let sdk: Promise<Sdk> | undefined;
  const load = () => {
    sdk ??= loadSdk({ ...(computeEndpoint && { computeEndpoint }), requestMs }).catch((error: unknown) => {
      sdk = undefined;
      throw error;
    });
    return sdk;
  };
  /** Loading takes a second the first time, looking for credentials may take longer; what is asked of Google has its time from then on. */
  const loaded = () => within(deadline(requestMs, stopping.signal), load()).catch(() => undefined);
  const sessionWithin = (ms: number) => (project: string) =>
    createSession(project, {
      load,
      log,
      onCall,
      signal: deadline(ms, stopping.signal),
    });
  const soon = sessionWithin(deadlines.lookMs);

  return {
    mode,
    async look(ends) {
      await loaded();
      return lookAtEnds(ends, ends.length > A_FEW ? sessionWithin(deadlines.sweepMs) : soon, now);
    },
    async lookAtNetwork({ project, network }) {
      await loaded();
      const { read: _, ...facts } = await (await sweep(soon(project), now)).of(network);
      return facts;
    },
    async listNetworks(project) {
      await loaded();
      const session = soon(project);
      return session.sight('compute.networks.list', async () =>
        (await readNetworks(session)).map(({ name, auto }) => ({ name, auto })),
      );
    },
    async rehearse({ project }, { change }) {
      if (mode === 'advise') return { may: 'unknown', reason: 'The bot only advises (PEERING_GCP_MODE).' };
      const [asked] = await testPermissions(soon(project), [PERMISSIONS[change]], origin);
      return asked?.permit ?? { may: 'unknown', reason: 'Google did not tell.' };
    },
    async apply(ends, change) {
      if (mode === 'advise') {
        throw new PeeringBotError('forbidden', 'The bot only advises in GCP: PEERING_GCP_MODE is advise.');
      }
      await applyChange(sessionWithin(deadlines.changeMs)(ends.project), ends, change);
    },
    async examine(project) {
      await loaded();
      return testPermissions(soon(project), mode === 'act' ? [...READS, ...ACTS] : READS, origin);
    },
    stop: () => stopping.abort(),
  };
}
