import { permittedInAws } from './aws/permitted-in-aws.ts';
import { permittedInGcp } from './gcp/permitted-in-gcp.ts';
import type { Link } from './link.ts';
import { isInAws, isInGcp, type Subject } from './rule.ts';

/** Does nothing plainly stop the application's packets to the database's ports? */
export function permitted(subject: Subject): Link | undefined {
  if (isInAws(subject)) return permittedInAws(subject);
  return isInGcp(subject) ? permittedInGcp(subject) : undefined;
}
