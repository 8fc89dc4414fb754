import { hasCode } from '../../core/errors.ts';
import type { AllowList } from '../../core/peering.ts';
import type { StepContext, StepOf, StepWork } from './step-work.ts';

/** As for assigning: the others stay, and the cluster is worked on by one operation at a time. */
export const unassignAllowList: StepWork<StepOf<'unassign-allow-list'>> = {
  async holds({ clusterId, listId }, context) {
    return (await assigned(clusterId, context)).every(({ id }) => id !== listId);
  },
  async act({ clusterId, listId }, context) {
    const lists = await assigned(clusterId, context);
    const others = lists.map(({ id }) => id).filter((id) => id !== listId);
    await context.managedDb.replaceClusterAllowLists(clusterId, others);
  },
  alone: ({ clusterId }) => `cluster:${clusterId}`,
  conflicts: 12,
};

/** A cluster that is gone has none. */
async function assigned(clusterId: string, { managedDb }: StepContext): Promise<AllowList[]> {
  try {
    return await managedDb.clusterAllowLists(clusterId);
  } catch (error) {
    if (hasCode(error, 'not-found')) return [];
    throw error;
  }
}
