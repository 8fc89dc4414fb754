import { PeeringBotError } from '../../core/errors.ts';
import type { StepContext, StepOf, StepWork } from './step-work.ts';

/** The complete set is replaced, so it is read just before, and nobody else of the bot works on this cluster meanwhile. */
export const assignAllowList: StepWork<StepOf<'assign-allow-list'>> = {
  async holds(step, context) {
    const lists = await context.managedDb.clusterAllowLists(step.clusterId);
    const listId = await idOf(step, context);
    return lists.some(({ id }) => id === listId);
  },
  async act(step, context) {
    const listId = await idOf(step, context);
    const lists = await context.managedDb.clusterAllowLists(step.clusterId);
    if (lists.some(({ id }) => id === listId)) return;
    const others = lists.map(({ id }) => id);
    await context.managedDb.replaceClusterAllowLists(step.clusterId, [...others, listId]);
  },
  alone: ({ clusterId }) => `cluster:${clusterId}`,
  conflicts: 12,
};

async function idOf({ listName }: StepOf<'assign-allow-list'>, context: StepContext): Promise<string> {
  const known = context.operation().allowListIds?.[listName];
  if (known) return known;
  const list = (await context.managedDb.listAllowLists()).find(({ name }) => name === listName);
  if (!list) throw new PeeringBotError('not-found', `There is no allow list ${listName} any more.`);
  await context.note({ allowListIds: { ...context.operation().allowListIds, [listName]: list.id } });
  return list.id;
}
