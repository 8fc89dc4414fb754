import { routedInAws } from './aws/routed-in-aws.ts';
import { routedInGcp } from './gcp/routed-in-gcp.ts';
import type { Link } from './link.ts';
import { isInAws, isInGcp, type Subject } from './rule.ts';

/** Do the application's packets find their way to the peering? */
export function routed(subject: Subject): Link | undefined {
  if (isInAws(subject)) return routedInAws(subject);
  return isInGcp(subject) ? routedInGcp(subject) : undefined;
}
