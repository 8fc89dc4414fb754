import { PeeringBotError } from '../../core/errors.ts';
import type { PlanStep } from '../../core/plan/plan.ts';
import type { StepWork } from './step-work.ts';

/** Looked at live before anything is done: what breaks by terminating was shown for another state. */
export const stillAsPlanned: StepWork<PlanStep> = {
  async holds(_step, { managedDb, operation }) {
    const { plan, peeringId } = operation();
    const isEnding = plan.kind === 'terminate' || plan.kind === 'request-again';
    if (!isEnding || !plan.basedOnState || !peeringId) return true;
    const peering = await managedDb.getPeering(peeringId);
    if (!peering || [plan.basedOnState, 'DELETING', 'DELETED'].includes(peering.state)) return true;
    throw new PeeringBotError(
      'plan-changed',
      `${plan.peeringName} turned from ${plan.basedOnState} to ${peering.state}.`,
      {
        means: 'Nothing was changed.',
        mend: 'Look at it again and confirm anew.',
      },
    );
  },
  conflicts: 0,
};
