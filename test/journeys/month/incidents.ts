import type { PeeringRow } from '../../../src/sandbox/yugabyte/rows.ts';
import { inConsole } from '../console.ts';
import type { Sandbox } from '../sandbox.ts';
import { drawRequest, TEAMS } from './company.ts';
import { isLeftInPeace } from './things.ts';

const HOUR = 3_600_000;

/** `false`: there was nothing to which it could happen. */
type Happening = () => Promise<boolean> | boolean;

/** What happens to the company's peerings: how often a day on average, what, and how. `roll` decides to which. */
export function incidentsOf(
  sandbox: Sandbox,
  roll: () => number,
): [perDay: number, what: string, Happening][] {
  const { yugabyte, clock } = sandbox.world;
  let requests = 200;
  const requestedIn = new Map<number, number>();

  const pick = <T>(from: T[]): T | undefined => from[Math.floor(roll() * from.length)];
  const peeringsIn = (...states: string[]) =>
    yugabyte
      .state()
      .peerings.filter(({ spec, info }) => states.includes(info.state) && !isLeftInPeace(spec.name));
  const isAws = ({ spec }: PeeringRow) => spec.customer_vpc.cloud_info.code === 'AWS';

  function atCloud(what: 'accept' | 'reject' | 'remove', among: PeeringRow[]): boolean {
    const chosen = pick(among);
    if (chosen) yugabyte[what](chosen.info.id);
    return chosen !== undefined;
  }

  /** The console is as far away as the API is. */
  const reachable = (happening: () => Promise<boolean>) => () =>
    sandbox.world.faults.list().some(({ target }) => target === 'yugabyte') ? false : happening();

  async function remove(): Promise<boolean> {
    const chosen = pick(roll() < 0.7 ? peeringsIn('EXPIRED', 'FAILED') : peeringsIn('ACTIVE', 'PENDING'));
    if (chosen) await inConsole(sandbox, 'DELETE', `/vpc-peerings/${chosen.info.id}`);
    return chosen !== undefined;
  }

  async function request(): Promise<boolean> {
    const team = Math.floor(roll() * TEAMS);
    if (clock.now() - (requestedIn.get(team) ?? 0) < 2 * HOUR) return false;
    requestedIn.set(team, clock.now());
    const { name, vpc, network, project, region, cidr } = drawRequest(team, requests++);
    const known = yugabyte.state().vpcs.find(({ spec }) => spec.name === vpc);
    await inConsole(sandbox, 'POST', '/vpc-peerings', {
      name,
      internal_yugabyte_vpc_id: known?.info.id,
      customer_vpc: {
        cloud_info: { code: known?.spec.cloud, ...(region !== undefined && { region }) },
        cloud_provider_project: project,
        external_vpc_id: network,
        cidr,
      },
    });
    return true;
  }

  /** Somebody takes lists off a cluster, or puts back what is missing. */
  async function assign(): Promise<boolean> {
    const { clusters, allowLists } = yugabyte.state();
    const idOf = (name: string) => allowLists.find(({ spec }) => spec.name === name)?.info.id;
    const isWhole = (id: string) =>
      allowLists.some(({ spec, info }) => spec.name === 'everything' && info.cluster_ids.includes(id));
    const others = clusters.filter(({ info }) => !strays(info.id));
    const broken = others.filter(({ info }) => !isWhole(info.id));
    const whole = others.filter(({ info }) => isWhole(info.id));
    const cluster = pick(roll() < 0.6 && broken.length > 0 ? broken : whole);
    if (!cluster) return false;
    const { id } = cluster.info;
    if (isWhole(id) && roll() < 0.5) {
      yugabyte.removeAllowLists(cluster.spec.name);
      return true;
    }
    const lists = isWhole(id) ? ['half', 'office'] : ['everything'];
    await inConsole(sandbox, 'PUT', `/clusters/${id}/allow-lists`, lists.map(idOf));
    return true;

    function strays(clusterId: string): boolean {
      return allowLists.some(
        ({ spec, info }) => spec.name === 'stray' && info.cluster_ids.includes(clusterId),
      );
    }
  }

  return [
    [2.5, 'accepted', () => atCloud('accept', peeringsIn('PENDING'))],
    [0.3, 'rejected', () => atCloud('reject', peeringsIn('PENDING').filter(isAws))],
    [0.5, 'deleted at the cloud', () => atCloud('remove', peeringsIn('ACTIVE'))],
    [1.2, 'deleted in the console', reachable(remove)],
    [2.5, 'requested', reachable(request)],
    [3, 'allow lists changed', reachable(assign)],
  ];
}
