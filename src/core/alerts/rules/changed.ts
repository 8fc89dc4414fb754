import type { Owner } from '../../chain/link.ts';
import { REQUEST_AGAIN } from '../../chain/request-again-fix.ts';
import type { Peering } from '../../peering.ts';
import { sayCloud } from '../../say-cloud.ts';
import { sayState } from '../../say-state.ts';
import { about } from './about.ts';
import type { AlertRule } from './rule.ts';
import { whenSettled } from './when-settled.ts';

/** On its way down, by the bot or by somebody else: whether it goes is another rule's matter. */
const LEAVING = ['ACTIVE', 'DELETING', 'DELETED'];

/** It was ACTIVE and no longer is, and the bot has no hand in that: traffic has stopped. */
export const changed: AlertRule = ({ peering, sighting, policy }) => {
  if (!sighting.wasActive || LEAVING.includes(peering.state)) return [];
  return [
    {
      ...about(peering, 'changed'),
      sentence: `It was Active and is ${sayState(peering.state)} now, without the bot: traffic has stopped. ${toCheck(peering)}`,
      owner: ownerOf(peering),
      fixes: peering.state === 'EXPIRED' ? [REQUEST_AGAIN] : [],
      since: sighting.stateSince,
      dueAt: whenSettled(sighting.stateSince, policy),
    },
  ];
};

function toCheck({ state, application }: Peering): string {
  const where = sayCloud(application);
  if (state === 'PENDING') return `Somebody in ${where} has probably taken its side down.`;
  if (state === 'EXPIRED') return 'It has to be requested again.';
  return `Check in ${where} whether ${application.externalVpcId} and its side of the peering are still there.`;
}

function ownerOf({ state, application }: Peering): Owner {
  if (state !== 'PENDING') return { kind: 'operators' };
  return { kind: 'application', provider: application.provider, cloudProject: application.cloudProject };
}
