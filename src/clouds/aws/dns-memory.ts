import type { Sight, Unseen } from '../../core/cloud/sight.ts';
import { readDns } from './read/dns.ts';
import type { Session } from './session.ts';

type Dns = { support: boolean; hostnames: boolean };

/**
 * EC2 tells DNS settings VPC by VPC, two calls each. A look at a few VPCs reads them; a sweep over many reads one VPC's
 * at a time, the one that was read longest ago, and shows the others as they were last seen.
 */
export interface DnsMemory {
  read(
    session: Session,
    vpcIds: string[],
    options: { isSweep: boolean },
  ): Promise<(vpcId: string) => Sight<Dns>>;
}

const NOT_YET: Unseen = {
  ok: false,
  why: 'unreachable',
  reason:
    'they are read in turn, and it is not the turn of this VPC yet. Refresh in its details reads them at once.',
};

export function createDnsMemory(now: () => number): DnsMemory {
  const known = new Map<string, { at: number; sight: Sight<Dns> }>();

  return {
    async read(session, vpcIds, { isSweep }) {
      const keyOf = (vpcId: string) => `${session.where.account}/${session.where.region}/${vpcId}`;
      const longestAgo = () =>
        vpcIds
          .toSorted((a, b) => (known.get(keyOf(a))?.at ?? 0) - (known.get(keyOf(b))?.at ?? 0))
          .slice(0, 1);
      await Promise.all(
        (isSweep ? longestAgo() : vpcIds).map(async (vpcId) => {
          const sight = await session.sight('ec2:DescribeVpcAttribute', () => readDns(session, vpcId));
          const before = known.get(keyOf(vpcId));
          const stays = !sight.ok && sight.why === 'unreachable' && isSweep && before?.sight.ok;
          known.set(keyOf(vpcId), { at: now(), sight: stays ? before.sight : sight });
        }),
      );
      return (vpcId) => known.get(keyOf(vpcId))?.sight ?? NOT_YET;
    },
  };
}
