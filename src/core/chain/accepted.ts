import { acceptedAtYugabyte } from './accepted-at-yugabyte.ts';
import { acceptedInAws } from './aws/accepted-in-aws.ts';
import { acceptedInGcp } from './gcp/accepted-in-gcp.ts';
import type { Link } from './link.ts';
import { isInAws, isInGcp, type Subject } from './rule.ts';

/** Has the application's side joined? The cloud itself knows best; where it was not seen, Yugabyte tells. */
export function accepted(subject: Subject): Link {
  const seen = isInAws(subject)
    ? acceptedInAws(subject)
    : isInGcp(subject)
      ? acceptedInGcp(subject)
      : undefined;
  return seen ?? acceptedAtYugabyte(subject);
}
