import { PeeringBotError } from '../../core/errors.ts';
import type { StepOf, StepWork } from './step-work.ts';

/** Some looks of grace, as Yugabyte may show an older state for a moment. */
const GRACE = 6;

export const awaitGone: StepWork<StepOf<'await-gone'>> = {
  async holds({ peeringId }, { managedDb, operation, saw, looks }) {
    const peering = await managedDb.getPeering(peeringId);
    if (!peering || peering.state === 'DELETED') return true;
    await saw(peering);
    if (peering.state !== 'DELETING' && looks >= GRACE) {
      throw new PeeringBotError(
        'rejected',
        `Yugabyte did not terminate ${operation().plan.peeringName}: it shows the state ${peering.state} again.`,
        { mend: 'Try again; if it stays, ask Yugabyte support.' },
      );
    }
    return false;
  },
  conflicts: 0,
};
