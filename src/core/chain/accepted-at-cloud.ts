import { acceptedInAws } from './aws/accepted-in-aws.ts';
import { acceptedInGcp } from './gcp/accepted-in-gcp.ts';
import type { Link } from './link.ts';
import { isInAws, isInGcp, type Subject } from './rule.ts';

/** Has the application's side joined, as its own cloud shows it? `undefined` where that was not seen. */
export function acceptedAtCloud(subject: Subject): Link | undefined {
  if (isInAws(subject)) return acceptedInAws(subject);
  return isInGcp(subject) ? acceptedInGcp(subject) : undefined;
}
