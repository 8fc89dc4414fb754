import type { AwsRoute, AwsVpcFacts } from './aws-facts.ts';

/**
 * The blackhole that a dead peering has left. A route to one that waits to be accepted is a blackhole as well, and somebody
 * counts on it. `connections`: the VPC's living ones.
 */
export const leadsNowhere = (
  { state, target }: Pick<AwsRoute, 'state' | 'target'>,
  connections: AwsVpcFacts['connections'],
): boolean =>
  state === 'blackhole' &&
  target.startsWith('pcx-') &&
  !(connections.ok && connections.value.some(({ connectionId }) => connectionId === target));
