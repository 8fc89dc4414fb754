import { PeeringBotError } from '../../core/errors.ts';
import type { StepOf, StepWork } from './step-work.ts';

/** What was just changed may take a while to show. */
const GRACE = 8;

/** The proof: every link is judged anew, from both sides. */
export const awaitFlow: StepWork<StepOf<'await-flow'>> = {
  async holds(_step, { verdict, operation, looks }) {
    const { plan } = operation();
    const judged = await verdict();
    if (!judged) {
      throw new PeeringBotError('peering-gone', `${plan.peeringName} is gone.`, {
        means: 'Whether traffic flows was not seen.',
      });
    }
    if (judged.flows === 'yes' || judged.flows === 'as-far-as-seen') return true;
    if (looks < GRACE) return false;
    throw new PeeringBotError('rejected', 'All of the plan is done, and something else is in the way.', {
      means: judged.sentence,
      mend: 'What the details say mends it.',
    });
  },
  conflicts: 0,
};
