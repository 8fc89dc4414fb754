import { PeeringBotError } from '../../core/errors.ts';
import type { Peering } from '../../core/peering.ts';
import type { StepContext } from './step-work.ts';

/** The operation's peering as Yugabyte shows it now. Throws, in words, where it will not become ACTIVE any more. */
export async function livingPeering({ managedDb, operation, saw }: StepContext): Promise<Peering> {
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
      return peering;
  }
}
