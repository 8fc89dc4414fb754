import type { Observation } from './peering.ts';

/** Everything was read, and now: what it shows is how things are. */
export function isComplete({ refreshFailed, vpcs, clusters, allowLists }: Observation): boolean {
  return !refreshFailed && vpcs.ok && clusters.ok && allowLists.ok;
}
