import type { Observation, Peering } from '../core/peering.ts';
import { remember } from '../core/remember.ts';

/** Without going through all of them each time. */
export function peeringById(observation: Observation | undefined, id: string): Peering | undefined {
  return observation && index(observation.peerings).get(id);
}

const index = remember((peerings: Peering[]) => new Map(peerings.map((peering) => [peering.id, peering])));
