import type { AwsNetwork, AwsPlace } from '../../core/cloud/aws-network.ts';
import { PeeringBotError } from '../../core/errors.ts';
import { deadline } from '../time/deadline.ts';
import { applyChange } from './apply-change.ts';
import { type ClientsOptions, createClients, type RetryMode } from './clients.ts';
import { createDnsMemory } from './dns-memory.ts';
import { examineRights } from './examine-rights.ts';
import type { AwsLog } from './log.ts';
import { A_FEW, lookAtEnds, sweep } from './look.ts';
import { readAllVpcs } from './read/vpcs.ts';
import { rehearseChange } from './rehearse-change.ts';
import { createSession, type SessionOptions } from './session.ts';

export interface AwsNetworkOptions extends Partial<ClientsOptions> {
  mode: 'advise' | 'act';
  /** ms since 1970. */
  now: () => number;
  log?: AwsLog;
  onCall?: SessionOptions['onCall'];
  /** Real milliseconds: a look at a few VPCs somebody waits for, a sweep over all nobody does. */
  deadlines?: { lookMs: number; sweepMs: number; changeMs: number };
}

const DEADLINES = { lookMs: 2_200, sweepMs: 60_000, changeMs: 30_000 };

/** The application's side of AWS, over the AWS SDK with its own chain of credentials. */
export function createAwsNetwork(options: AwsNetworkOptions): AwsNetwork {
  const { mode, now, log, onCall, deadlines = DEADLINES } = options;
  const { timeouts = { connectMs: 2_000, requestMs: 10_000 }, ...own } = options;
  const clients = createClients({ ...own, timeouts });
  const dns = createDnsMemory(now);
  const stopping = new AbortController();
  const sessionWithin =
    (ms: number, retryMode: RetryMode) =>
    ({ account, region }: Omit<AwsPlace, 'vpcId'>) =>
      createSession(
        { account, region },
        { clients, log, onCall, retryMode, signal: deadline(ms, stopping.signal) },
      );
  const soon = sessionWithin(deadlines.lookMs, 'standard');
  const inItsTime = sessionWithin(deadlines.sweepMs, 'adaptive');

  return {
    mode,
    look: (ends) => lookAtEnds(ends, ends.length > A_FEW ? inItsTime : soon, dns, now),
    async lookAtVpc(place) {
      const swept = await sweep(soon(place), [place.vpcId], dns, now);
      return swept.of(place.vpcId);
    },
    listVpcs: (place) => {
      const session = soon(place);
      return session.sight('ec2:DescribeVpcs', async () => {
        const vpcs = await readAllVpcs(session);
        return vpcs.filter(({ ownerId }) => ownerId === place.account).map(({ ownerId: _, ...vpc }) => vpc);
      });
    },
    async rehearse(ends, change) {
      if (mode === 'advise') return { may: 'unknown', reason: 'The bot only advises (PEERING_AWS_MODE).' };
      return rehearseChange(soon(ends), ends, change);
    },
    async apply(ends, change) {
      if (mode === 'advise') {
        throw new PeeringBotError('forbidden', 'The bot only advises in AWS: PEERING_AWS_MODE is advise.');
      }
      await applyChange(sessionWithin(deadlines.changeMs, 'standard')(ends), ends, change);
    },
    examine: (place) => examineRights(soon(place), { acts: mode === 'act' }),
    stop() {
      stopping.abort();
      clients.stop();
    },
  };
}
