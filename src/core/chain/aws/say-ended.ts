import type { AwsConnection } from '../../cloud/aws-facts.ts';
import type { ApplicationVpc } from '../../peering.ts';
import { sayCloud } from '../../say-cloud.ts';

/** How a peering connection came to its end, with EC2's own words where it has any. */
export function sayEnded(connection: AwsConnection, application: ApplicationVpc): string {
  const { connectionId, status, statusMessage } = connection;
  const quoted = statusMessage ? ` (“${statusMessage}”)` : '';
  return `${connectionId} is ${status} in ${sayCloud(application)}${WHY[status] ?? ''}${quoted}.`;
}

const WHY: Record<string, string> = {
  rejected: ': somebody there turned the request down',
  deleted: ': somebody has deleted it',
  deleting: ': somebody is deleting it',
  expired: ': nobody accepted it within 7 days',
  failed: ': overlapping networks, a wrong id or a limit',
};
