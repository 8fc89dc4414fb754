import type { StepOf, StepWork } from './step-work.ts';

export const terminatePeering: StepWork<StepOf<'terminate-peering'>> = {
  async holds({ peeringId }, { managedDb, saw }) {
    const peering = await managedDb.getPeering(peeringId);
    if (peering) await saw(peering);
    return !peering || peering.state === 'DELETING' || peering.state === 'DELETED';
  },
  act: ({ peeringId }, { managedDb }) => managedDb.terminatePeering(peeringId),
  conflicts: 12,
};
