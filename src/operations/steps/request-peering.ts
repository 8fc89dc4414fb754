import { PeeringBotError } from '../../core/errors.ts';
import type { Peering, PeeringSpec } from '../../core/peering.ts';
import type { StepOf, StepWork } from './step-work.ts';

const OVER = ['EXPIRED', 'FAILED', 'DELETING', 'DELETED'];

/**
 * An identical peering that appears after this step has begun is ours: its answer was lost, or the process that asked
 * for it was killed. One that was there before is somebody else's.
 */
export const requestPeering: StepWork<StepOf<'request-peering'>> = {
  async holds({ spec }, { managedDb, operation, note, saw }) {
    const { plan, peeringId, identicalBefore } = operation();
    // Until it is made, the one that it takes the place of is the operation's.
    if (peeringId && peeringId !== plan.peeringId) return true;
    const identical = (await managedDb.listPeerings()).filter((peering) => isSame(peering, spec));
    if (!identicalBefore) {
      if (identical.some(({ state }) => !OVER.includes(state))) {
        throw new PeeringBotError('rejected', `The same peering is already there: ${spec.name}.`, {
          means: 'Somebody made it in the meantime; nothing was requested.',
        });
      }
      await note({ identicalBefore: identical.map(({ id }) => id) });
      return false;
    }
    const ours = identical.find(({ id }) => !identicalBefore.includes(id));
    if (!ours) return false;
    await note({ peeringId: ours.id });
    await saw(ours);
    return true;
  },
  async act({ spec }, { managedDb, clock, note, saw }) {
    await note({ requestedAt: clock.now() });
    const peering = await managedDb.requestPeering(spec);
    await note({ peeringId: peering.id });
    await saw(peering);
  },
  conflicts: 1,
};

function isSame(peering: Peering, spec: PeeringSpec): boolean {
  const { application } = peering;
  return (
    peering.name === spec.name &&
    peering.yugabyteVpcId === spec.yugabyteVpcId &&
    application.cloudProject === spec.application.cloudProject &&
    application.externalVpcId === spec.application.externalVpcId
  );
}
