import type { AwsConnection, AwsFacts } from '../../cloud/aws-facts.ts';
import type { GcpFacts } from '../../cloud/gcp-facts.ts';
import type { Peering } from '../../peering.ts';

/** People ended it, or let it lapse: the same request made anew may well succeed. */
const BY_PEOPLE = ['rejected', 'deleted', 'deleting', 'expired'];

/** How Yugabyte may show that; which of them is told nowhere. */
const OVER = ['FAILED', 'DELETED'];

/** The connection of a request that is over because people at the application's side ended it. */
export function endedRequest(
  { state }: Pick<Peering, 'state'>,
  facts: AwsFacts | GcpFacts | undefined,
): AwsConnection | undefined {
  if (!OVER.includes(state) || facts?.provider !== 'AWS' || !facts.connection.ok) return undefined;
  const connection = facts.connection.value;
  return connection && BY_PEOPLE.includes(connection.status) ? connection : undefined;
}
