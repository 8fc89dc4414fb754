import type { Observation, Reading } from '../core/peering.ts';
import { isSameData } from '../core/same-data.ts';

/** What all peerings are judged by, but for what their clouds show of each. */
export type Ground = Pick<Observation, 'vpcs' | 'clusters' | 'allowLists' | 'mayRead' | 'mayAct'>;

/** Nothing else of an observation is held for as long. */
export const groundOf = ({ vpcs, clusters, allowLists, mayRead, mayAct }: Observation): Ground => ({
  vpcs,
  clusters,
  allowLists,
  ...(mayRead && { mayRead }),
  ...(mayAct && { mayAct }),
});

/** Lists that were read again without a change are the same objects. */
export function isSameGround(a: Ground, b: Ground): boolean {
  return (
    isSameReading(a.vpcs, b.vpcs) &&
    isSameReading(a.clusters, b.clusters) &&
    isSameReading(a.allowLists, b.allowLists) &&
    isSameData([a.mayRead, a.mayAct], [b.mayRead, b.mayAct])
  );
}

/** Whatever is found of the peerings in one of them is found in the other. */
export function isJudgedAlike(a: Observation, b: Observation): boolean {
  return a === b || (a.peerings === b.peerings && isSameGround(a, b) && isSameSight(a.clouds, b.clouds));
}

function isSameSight(a: Observation['clouds'] = NOTHING, b: Observation['clouds'] = NOTHING): boolean {
  if (a.size !== b.size) return false;
  for (const [peeringId, facts] of a) if (b.get(peeringId) !== facts) return false;
  return true;
}

const NOTHING: NonNullable<Observation['clouds']> = new Map();

const isSameReading = <T>(a: Reading<T>, b: Reading<T>) => a.ok && b.ok && a.value === b.value;
