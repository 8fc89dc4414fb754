import type { Peering } from '../../peering.ts';
import type { Condition } from '../alert.ts';

/** What every condition has: whom it is about and by which key it is known again. */
export function about(
  { id, name, application }: Pick<Peering, 'id' | 'name' | 'application'>,
  rule: string,
  clusterId?: string,
): Pick<
  Condition,
  'key' | 'rule' | 'peeringId' | 'peeringName' | 'clusterId' | 'application' | 'fixes' | 'milestones'
> {
  return {
    key: clusterId === undefined ? `${rule}:${id}` : `${rule}:${id}:${clusterId}`,
    rule,
    peeringId: id,
    peeringName: name,
    ...(clusterId !== undefined && { clusterId }),
    application,
    fixes: [],
    milestones: [],
  };
}
