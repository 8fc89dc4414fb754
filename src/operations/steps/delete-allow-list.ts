import type { StepOf, StepWork } from './step-work.ts';

export const deleteAllowList: StepWork<StepOf<'delete-allow-list'>> = {
  async holds({ listId }, { managedDb }) {
    return (await managedDb.listAllowLists()).every(({ id }) => id !== listId);
  },
  act: ({ listId }, { managedDb }) => managedDb.deleteAllowList(listId),
  // Yugabyte may show it as assigned for a while after it was taken off the clusters.
  conflicts: 12,
};
