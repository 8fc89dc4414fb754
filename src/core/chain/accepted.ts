import { acceptedAtCloud } from './accepted-at-cloud.ts';
import { acceptedAtYugabyte } from './accepted-at-yugabyte.ts';
import type { Link } from './link.ts';
import type { Subject } from './rule.ts';

/** Has the application's side joined? The cloud itself knows best; where it was not seen, Yugabyte tells. */
export function accepted(subject: Subject): Link {
  return acceptedAtCloud(subject) ?? acceptedAtYugabyte(subject);
}
