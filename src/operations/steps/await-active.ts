import { livingPeering } from './living-peering.ts';
import type { StepOf, StepWork } from './step-work.ts';

export const awaitActive: StepWork<StepOf<'await-active'>> = {
  async holds(_step, context) {
    const { state } = await livingPeering(context);
    return state === 'ACTIVE';
  },
  conflicts: 0,
};
