import type { AwsDns } from '../../core/cloud/aws-facts.ts';
import type { Sight, Unseen } from '../../core/cloud/sight.ts';
import { readDns } from './read/dns.ts';
import type { Session } from './session.ts';

/**
 * EC2 tells DNS settings VPC by VPC, two calls each. A look at a few VPCs reads them; a sweep over many reads one VPC's
 * at a time, the one that is due most, and shows the others as they were last seen, with when that was.
 */
export interface DnsMemory {
  read(
    session: Session,
    vpcIds: string[],
    options: { isSweep: boolean },
  ): Promise<(vpcId: string) => Sight<AwsDns>>;
}

interface Known {
  triedAt: number;
  readAt: number;
  sight: Sight<AwsDns>;
}

const NOT_YET: Unseen = {
  ok: false,
  why: 'unreachable',
  reason:
    'they are read in turn, and it is not the turn of this VPC yet. Refresh in its details reads them at once.',
};

/** What is broken is reminded of: its turn comes sooner, so that it is soon seen when it was mended. */
const SOONER = 5;

export function createDnsMemory(now: () => number): DnsMemory {
  const known = new Map<string, Known>();

  return {
    async read(session, vpcIds, { isSweep }) {
      const at = now();
      const keyOf = (vpcId: string) => `${session.where.account}/${session.where.region}/${vpcId}`;
      const dueMost = () =>
        vpcIds
          .map((vpcId) => ({ vpcId, due: dueSince(known.get(keyOf(vpcId)), at) }))
          .sort((a, b) => b.due - a.due)
          .slice(0, 1)
          .map(({ vpcId }) => vpcId);
      let failed: Unseen | undefined;
      await Promise.all(
        (isSweep ? dueMost() : vpcIds).map(async (vpcId) => {
          const sight = await session.sight('ec2:DescribeVpcAttribute', () => readDns(session, vpcId));
          if (!sight.ok) failed = sight;
          const before = known.get(keyOf(vpcId));
          const stays = !sight.ok && sight.why === 'unreachable' && isSweep && before?.sight.ok;
          known.set(keyOf(vpcId), stays ? { ...before, triedAt: at } : { triedAt: at, readAt: at, sight });
        }),
      );
      return (vpcId) => {
        const one = known.get(keyOf(vpcId));
        if (!one) return failed ?? NOT_YET;
        return one.sight.ok && one.readAt !== at
          ? { ok: true, value: { ...one.sight.value, at: one.readAt } }
          : one.sight;
      };
    },
  };
}

/** How much it is the turn of a VPC. */
function dueSince(known: Known | undefined, now: number): number {
  if (!known) return Number.POSITIVE_INFINITY;
  const { sight, triedAt } = known;
  const isOn = sight.ok && sight.value.support && sight.value.hostnames;
  return (now - triedAt) * (isOn ? 1 : SOONER);
}
