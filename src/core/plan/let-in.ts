import { coverage } from '../chain/coverage.ts';
import { allowListDescription, chooseAllowList } from '../own-allow-list.ts';
import type { AllowList, Cluster, Reading } from '../peering.ts';
import { sayList } from '../say-list.ts';
import type { PlanStep } from './plan.ts';

/** https://docs.yugabyte.com/stable/yugabyte-cloud/cloud-secure-clusters/add-connections/ */
const RULES_PER_CLUSTER = 100;

/** The part of a plan that lets networks in on clusters, and what keeps it from being whole. */
export interface LettingIn {
  steps: PlanStep[];
  consequences: string[];
  warnings: string[];
}

/** One allow list for the peering, put on each of the clusters that has room for it. */
export function letIn(
  peeringName: string,
  entries: string[],
  clusters: Cluster[],
  allowLists: Reading<AllowList[]>,
): LettingIn {
  const known = allowLists.ok ? allowLists.value : [];
  const list = chooseAllowList(peeringName, entries, known);
  const open: Cluster[] = [];
  const full: { cluster: Cluster; rules: number }[] = [];
  for (const cluster of clusters) {
    const { assigned } = coverage(cluster, entries[0] ?? '', known);
    const rules = assigned.reduce(
      (sum, { id, entries: own }) => sum + (id === list.existing?.id ? 0 : own.length),
      0,
    );
    if (rules + entries.length > RULES_PER_CLUSTER) full.push({ cluster, rules });
    else open.push(cluster);
  }
  const warnings = full.map(
    ({ cluster, rules }) =>
      `${cluster.name} is left out: its allow lists hold ${rules} of at most ${RULES_PER_CLUSTER} entries. Remove some in Yugabyte first.`,
  );
  if (open.length === 0) return { steps: [], consequences: [], warnings };
  return {
    steps: [
      {
        do: 'ensure-allow-list',
        name: list.name,
        description: allowListDescription(peeringName),
        entries,
      },
      ...open.map(
        ({ id, name }): PlanStep => ({
          do: 'assign-allow-list',
          listName: list.name,
          clusterId: id,
          clusterName: name,
        }),
      ),
    ],
    consequences: [
      `${sayList(open.map(({ name }) => name))} will let ${sayList(entries)} in; the allow lists that ${open.length === 1 ? 'it has' : 'they have'} stay as they are.`,
    ],
    warnings,
  };
}
