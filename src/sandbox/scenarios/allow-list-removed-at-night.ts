import { oneTeam, shopRequest } from './one-team.ts';
import { day, type Scenario } from './scenario.ts';

const { clusters, ...rest } = oneTeam(shopRequest('ACTIVE', 40 * day));

export const allowListRemovedAtNight: Scenario = {
  name: 'allow-list-removed-at-night',
  description:
    'One peering that works until 02:00 UTC, when somebody takes the allow lists off its cluster. Turn the clock.',
  yugabyte: {
    ...rest,
    clusters: clusters.map((cluster) => ({ ...cluster, allowListsRemovedAt: { hour: 2 } })),
  },
};
