import type { Scenario } from './scenario.ts';

export const empty: Scenario = {
  name: 'empty',
  description: 'An account on its first day: no VPC, no cluster, no peering.',
  yugabyte: { vpcs: [], clusters: [], allowLists: [], peerings: [] },
};
