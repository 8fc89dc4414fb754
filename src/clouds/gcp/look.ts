import type { GcpFacts, GcpNetworkFacts } from '../../core/cloud/gcp-facts.ts';
import { mirrorOf } from '../../core/cloud/mirror-of.ts';
import type { Sight } from '../../core/cloud/sight.ts';
import { groupBy } from '../../core/group-by.ts';
import type { GcpEnds } from '../../core/next-step/gcp-ends.ts';
import { readEgressRules } from './read/egress-rules.ts';
import { type ReadNetwork, readNetworks } from './read/networks.ts';
import { readPeeringRoutes } from './read/peering-routes.ts';
import { type ReadSubnet, readSubnets } from './read/subnets.ts';
import type { Session } from './session.ts';

/** Where subnet routes are asked for when the network has no subnet of its own: they are the same in every region. */
const ANY_REGION = 'us-central1';

/** What was read of networks in one project. */
interface Sweep {
  of(network: string): Promise<GcpNetworkFacts & { read?: ReadNetwork }>;
}

/** One project: its networks and subnets in a call each, whatever the number; firewalls network by network. */
export async function sweep(session: Session, now: () => number): Promise<Sweep> {
  const at = now();
  const [networks, subnets] = await Promise.all([
    session.sight('compute.networks.list', () => readNetworks(session)),
    session.sight('compute.subnetworks.list', () => readSubnets(session)),
  ]);
  const firewalls = new Map<string, Promise<GcpNetworkFacts['egressRules']>>();
  const egressOf = (read: ReadNetwork) => {
    const known =
      firewalls.get(read.name) ??
      session.sight('compute.networks.getEffectiveFirewalls', () =>
        readEgressRules(session, read.name, read),
      );
    firewalls.set(read.name, known);
    return known;
  };
  return {
    async of(name) {
      const read = networks.ok ? networks.value.find((network) => network.name === name) : undefined;
      return {
        at,
        network: networks.ok ? { ok: true, value: read && withoutOrder(read) } : networks,
        subnets: subnetsOf(subnets, name),
        egressRules: read ? await egressOf(read) : networks.ok ? { ok: true, value: [] } : networks,
        ...(read && { read }),
      };
    },
  };
}

/** In the order of `ends`. */
export async function lookAtEnds(
  ends: readonly GcpEnds[],
  sessionFor: (project: string) => Session,
  now: () => number,
): Promise<GcpFacts[]> {
  const sweeps = new Map<string, { session: Session; swept: Promise<Sweep> }>();
  for (const project of groupBy(ends, (one) => one.project).keys()) {
    const session = sessionFor(project);
    sweeps.set(project, { session, swept: sweep(session, now) });
  }
  return Promise.all(
    ends.map(async (one) => {
      const found = sweeps.get(one.project);
      if (!found) throw new Error('an end without a project');
      const { read, ...facts } = await (await found.swept).of(one.network);
      return {
        provider: 'GCP' as const,
        ...facts,
        peeringRoutes: await routesOf(found.session, one, read, facts),
      };
    }),
  );
}

async function routesOf(
  session: Session,
  ends: GcpEnds,
  read: ReadNetwork | undefined,
  { network, subnets }: GcpNetworkFacts,
): Promise<GcpFacts['peeringRoutes']> {
  if (!network.ok) return network;
  const mirror = read && mirrorOf(read, ends);
  if (mirror?.state !== 'ACTIVE') return { ok: true, value: [] };
  const region = (subnets.ok ? subnets.value[0]?.region : undefined) ?? ANY_REGION;
  return session.sight('compute.networks.listPeeringRoutes', () =>
    readPeeringRoutes(session, { network: ends.network, peeringName: mirror.name, region }),
  );
}

function subnetsOf(sight: Sight<ReadSubnet[]>, network: string): GcpNetworkFacts['subnets'] {
  if (!sight.ok) return sight;
  const inside = sight.value.filter((subnet) => subnet.network === network);
  return { ok: true, value: inside.map(({ network: _, ...subnet }) => subnet) };
}

const withoutOrder = ({ classicFirst: _, ...network }: ReadNetwork) => network;
