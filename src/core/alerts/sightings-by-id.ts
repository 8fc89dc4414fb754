import { remember } from '../remember.ts';
import type { Sighting } from './alert.ts';

/** By the id of their peering. */
export const sightingsById = remember(
  (sightings: Sighting[]): ReadonlyMap<string, Sighting> =>
    new Map(sightings.map((sighting) => [sighting.peeringId, sighting])),
);
