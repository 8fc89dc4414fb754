import { PeeringBotError } from '../../core/errors.ts';
import type { StepOf, StepWork } from './step-work.ts';

export const awaitActive: StepWork<StepOf<'await-active'>> = {
  async holds(_step, { managedDb, operation, saw }) {
    const { peeringId = '', plan } = operation();
    const name = plan.peeringName;
    const peering = await managedDb.getPeering(peeringId);
    if (!peering || peering.state === 'DELETED') {
      throw new PeeringBotError('peering-gone', `${name} was deleted before it became Active.`, {
        means: 'The steps after it were not done.',
      });
    }
    await saw(peering);
    switch (peering.state) {
      case 'ACTIVE':
        return true;
      case 'EXPIRED':
        throw new PeeringBotError('rejected', `${name} expired: it was not accepted in time.`, {
          mend: 'Terminate it and create it again.',
        });
      case 'FAILED':
        throw new PeeringBotError('rejected', `${name} failed at the cloud.`, {
          mend: 'Check the account or project, the VPC or network and the CIDR; then terminate it and create it again.',
        });
      case 'DELETING':
        throw new PeeringBotError('peering-gone', `${name} is being deleted.`, {
          means: 'The steps after it were not done.',
        });
      default:
        return false;
    }
  },
  conflicts: 0,
};
