import { sameEntries } from '../../core/own-allow-list.ts';
import type { StepOf, StepWork } from './step-work.ts';

export const ensureAllowList: StepWork<StepOf<'ensure-allow-list'>> = {
  async holds(step, { managedDb, operation, note }) {
    const known = operation().allowListIds;
    const same = (await managedDb.listAllowLists()).filter(
      (list) => list.name === step.name && sameEntries(list.entries, step.entries),
    );
    const found = same.find(({ id }) => id === known?.[step.name]) ?? same[0];
    if (!found) return false;
    if (known?.[step.name] !== found.id) await note({ allowListIds: { ...known, [step.name]: found.id } });
    return true;
  },
  async act({ name, description, entries }, { managedDb, operation, note }) {
    const list = await managedDb.createAllowList({ name, description, entries });
    await note({ allowListIds: { ...operation().allowListIds, [name]: list.id } });
  },
  alone: ({ name }) => `allow-list:${name}`,
  conflicts: 3,
};
