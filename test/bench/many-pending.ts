import { formatIpv4 } from '../../src/sandbox/ipv4.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { thousand } from '../../src/sandbox/scenarios/thousand.ts';

/** So many peerings over five Yugabyte VPCs, each requested just now: in a while all of them are worth an alert. */
export function manyPending(count: number): Scenario {
  const { peerings } = thousand.yugabyte;
  return {
    name: `${count}-pending`,
    description: `${count} peerings that wait.`,
    yugabyte: {
      ...thousand.yugabyte,
      peerings: Array.from({ length: count }, (_, index) => {
        const like = peerings[index % peerings.length];
        if (!like) throw new Error('there is nothing to draw from');
        return {
          ...like,
          name: `waiting-${String(index).padStart(5, '0')}`,
          network: like.region ? `vpc-0${index.toString(16).padStart(16, '0')}` : `network-${index}`,
          cidr: formatIpv4(172 * 2 ** 24 + 16 * 2 ** 16 + index * 2 ** 6, 26),
          state: 'PENDING' as const,
          age: 0,
        };
      }),
    },
  };
}
