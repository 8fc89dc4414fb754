import { formatIpv4, parseIpv4 } from '../../ipv4.ts';
import type { YugabyteSeed } from '../../yugabyte/seed.ts';
import type { NetworkSeed, ProjectSeed } from '../compute.ts';
import { subnetworksFor } from './subnetworks-for.ts';

/** What a scenario has in GCP beyond what its peerings are about. */
export interface GcpSeed {
  networks: ApplicationNetworkSeed[];
}

export interface ApplicationNetworkSeed {
  project: string;
  network: string;
  region?: string;
  cidrs: string[];
  firewalls?: NetworkSeed['firewalls'];
}

/** The network of every peering, in custom mode, and what the scenario names besides; of one that is both, as it is named. By project. */
export function applicationProjects(
  { peerings, vpcs }: YugabyteSeed,
  more: GcpSeed = { networks: [] },
): ProjectSeed[] {
  const inGcp = new Set(vpcs.filter(({ cloud }) => cloud === 'GCP').map(({ name }) => name));
  const found: ApplicationNetworkSeed[] = peerings
    .filter(({ vpc }) => inGcp.has(vpc))
    .map(({ project, network, region, cidr }, index) => ({
      project,
      network,
      ...(region !== undefined && { region }),
      cidrs: [cidr ?? unsaid(index)],
    }));
  const isNamed = ({ project, network }: ApplicationNetworkSeed) =>
    more.networks.some((one) => one.project === project && one.network === network);
  const projects = new Map<string, Map<string, NetworkSeed>>();
  for (const { project, network, region, cidrs, firewalls } of [
    ...found.filter((one) => !isNamed(one)),
    ...more.networks,
  ]) {
    const networks = projects.get(project) ?? new Map<string, NetworkSeed>();
    projects.set(project, networks);
    if (networks.has(network)) continue;
    networks.set(network, {
      name: network,
      subnetworks: subnetworksFor(network, cidrs, region),
      ...(firewalls && { firewalls }),
    });
  }
  return [...projects].map(([id, networks]) => ({ id, networks: [...networks.values()] }));
}

const first = parseIpv4('10.200.0.0')?.first ?? 0;

/** A peering in GCP need not say its networks: each has some of its own. */
const unsaid = (index: number) => formatIpv4(first + index * 256, 24);
