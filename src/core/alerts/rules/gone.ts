import { sayCloud } from '../../say-cloud.ts';
import type { Condition, Sighting } from '../alert.ts';
import { about } from './about.ts';

/** Nobody misses a request that was dead already. */
const DEAD = ['EXPIRED', 'FAILED'];

/** It was there at the last look and is not any more, and it was not the bot that terminated it. */
export function gone(sighting: Sighting, at: number): Condition[] {
  const { peeringId, spec, state, terminatedByBot } = sighting;
  if (terminatedByBot || (DEAD.includes(state) && !sighting.wasActive)) return [];
  const { name, application } = spec;
  return [
    {
      ...about({ id: peeringId, name, application }, 'gone'),
      sentence: `It was deleted without the bot. ${
        sighting.wasActive
          ? `Applications in ${application.externalVpcId} (${sayCloud(application)}) have lost their private path to ${sighting.yugabyteVpcName}.`
          : `It had not become Active.`
      }`,
      owner: { kind: 'operators' },
      since: at,
      dueAt: at,
      news: true,
    },
  ];
}
