import type { Sighting } from '../core/alerts/alert.ts';
import type { Pausable } from '../core/pausable.ts';
import { rememberTexts } from '../core/remember-texts.ts';

const PREFIX = 'sighting:';
const PARTS = 64;

/** The sightings in a fixed number of documents, so that one that changes does not have all of them written. */
export function* sightingParts(sightings: readonly Sighting[]): Pausable<Map<string, Sighting[]>> {
  const parts = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    const key = keyOf(sighting.peeringId);
    const part = parts.get(key);
    if (part) part.push(sighting);
    else parts.set(key, [sighting]);
    yield;
  }
  return parts;
}

const keyOf = rememberTexts((peeringId) => {
  let sum = 0;
  for (let index = 0; index < peeringId.length; index++)
    sum = (sum * 31 + peeringId.charCodeAt(index)) % PARTS;
  return `${PREFIX}${String(sum).padStart(2, '0')}`;
});
