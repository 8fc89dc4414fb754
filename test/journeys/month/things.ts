import type { YugabyteState } from '../../../src/sandbox/yugabyte/simulator.ts';
import type { Thing } from '../../core/alerts/month/world.ts';
import { isFirst } from './company.ts';

const DAY = 24 * 3_600_000;

export const isLeftInPeace = (name: string) => isFirst(Number(name.slice(-4)));

/** What a look shows, as the oracle takes it: by names, from Yugabyte's own rows. */
export function thingsOf({ peerings, allowLists, vpcs, tasks }: YugabyteState, now: number): Thing[] {
  const entries = new Map<string, string[]>();
  for (const { spec, info } of allowLists)
    for (const { name } of info.cluster_list)
      entries.set(name, [...(entries.get(name) ?? []), ...spec.allow_list]);
  const requestsIn = (vpcId: string) =>
    tasks
      .filter(({ info }) => info.entity_id === vpcId && info.task_type === 'CREATE_VPC_PEERING')
      .map(({ info }) => Date.parse(info.metadata.created_on))
      .filter((at) => now - at < 7 * DAY);

  return peerings
    .filter(({ info }) => info.state !== 'DELETED')
    .map(({ spec, info }) => {
      const { cidr = '', cloud_info: cloud } = spec.customer_vpc;
      const vpc = vpcs.find((one) => one.info.id === spec.internal_yugabyte_vpc_id);
      const cluster = vpc?.spec.name.replace('-vpc', '-db') ?? '';
      const allowed = entries.get(cluster) ?? [];
      const isDated = cloud.code === 'AWS' && info.state === 'PENDING';
      return {
        id: spec.name,
        state: info.state,
        // Yugabyte tells of each request the VPC only: the newest one is the bound.
        requestedAt: isDated ? latest(requestsIn(spec.internal_yugabyte_vpc_id)) : undefined,
        bornAt: now,
        covered: allowed.some((entry) => contains(entry, cidr)),
        cluster,
        waitsForever: cloud.code !== 'AWS',
        ignored: isLeftInPeace(spec.name) && allowed.includes('10.99.0.0/16'),
      };
    });
}

const latest = (moments: number[]) => (moments.length > 0 ? Math.max(...moments) : undefined);

function contains(entry: string, cidr: string): boolean {
  const [outer, inner] = [parse(entry), parse(cidr)];
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

function parse(text: string) {
  const [address = '', bits = ''] = text.split('/');
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, size: 2 ** (32 - Number(bits)) };
}
