import { REQUEST_AGAIN } from '../../chain/request-again-fix.ts';
import { sayCloud } from '../../say-cloud.ts';
import { about } from './about.ts';
import type { AlertRule } from './rule.ts';

/** A request that nobody accepted in time: dead, until it is made again. */
export const expired: AlertRule = ({ peering, sighting }) => {
  if (peering.state !== 'EXPIRED' || sighting.wasActive) return [];
  return [
    {
      ...about(peering, 'expired'),
      sentence: `The request has expired: ${sayCloud(peering.application)} did not accept it in time. It has to be requested again.`,
      owner: { kind: 'operators' },
      fixes: [REQUEST_AGAIN],
      since: sighting.stateSince,
      dueAt: sighting.stateSince,
    },
  ];
};
