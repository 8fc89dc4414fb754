import type { AwsFacts } from '../cloud/aws-facts.ts';
import type { Peering } from '../peering.ts';
import type { Deadline, Knowledge } from './link.ts';

/** https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html: a request that is not accepted dies. */
const SEVEN_DAYS = 7 * 24 * 60 * 60 * 1000;

/**
 * Until when a Pending request can be accepted: AWS only, and only where AWS tells it or the time of the request is
 * known.
 */
export function requestDeadline(
  peering: Pick<Peering, 'state' | 'application'>,
  { requestedAt }: Pick<Knowledge, 'requestedAt'>,
  facts?: AwsFacts,
): Deadline | undefined {
  if (peering.state !== 'PENDING' || peering.application.provider !== 'AWS') return undefined;
  const meaning = 'AWS drops the request then, and it has to be requested again.';
  const told = facts?.connection.ok ? facts.connection.value?.expiresAt : undefined;
  if (told !== undefined) return { at: told, certainty: 'exact', meaning };
  if (!requestedAt) return undefined;
  return { at: requestedAt.at + SEVEN_DAYS, certainty: requestedAt.certainty, meaning };
}
