import type { Compute } from './compute.ts';
import { origin } from './links.ts';
import { showPeering } from './peerings.ts';
import type { FirewallRow, NetworkRow, ProjectRow, SubnetworkRow } from './rows.ts';

const linkTo = (project: ProjectRow, rest: string) => `${origin}/projects/${project.id}/${rest}`;

export function showNetwork(compute: Compute, project: ProjectRow, network: NetworkRow) {
  return {
    kind: 'compute#network',
    id: network.id,
    name: network.name,
    creationTimestamp: new Date(network.createdAt).toISOString(),
    selfLink: linkTo(project, `global/networks/${network.name}`),
    autoCreateSubnetworks: network.autoCreateSubnetworks,
    mtu: network.mtu,
    routingConfig: { routingMode: 'REGIONAL' },
    subnetworks: project.subnetworks
      .filter((one) => one.network === network.name)
      .map((one) => linkTo(project, `regions/${one.region}/subnetworks/${one.name}`)),
    ...(network.peerings.length > 0 && {
      peerings: network.peerings.map((entry) => showPeering(compute, { project, network }, entry)),
    }),
  };
}

export function showSubnetwork(project: ProjectRow, row: SubnetworkRow) {
  return {
    kind: 'compute#subnetwork',
    ...row,
    network: linkTo(project, `global/networks/${row.network}`),
    region: linkTo(project, `regions/${row.region}`),
    selfLink: linkTo(project, `regions/${row.region}/subnetworks/${row.name}`),
    purpose: 'PRIVATE',
    stackType: 'IPV4_ONLY',
  };
}

export function showFirewall(project: ProjectRow, row: FirewallRow) {
  return {
    kind: 'compute#firewall',
    ...row,
    disabled: row.disabled ?? false,
    network: linkTo(project, `global/networks/${row.network}`),
    selfLink: linkTo(project, `global/firewalls/${row.name}`),
  };
}

export function showProject(project: ProjectRow) {
  return {
    kind: 'compute#project',
    id: project.number,
    name: project.id,
    selfLink: linkTo(project, '').replace(/\/$/, ''),
    quotas: [
      { metric: 'NETWORKS', limit: 15, usage: project.networks.length },
      { metric: 'SUBNETWORKS', limit: 275, usage: project.subnetworks.length },
      { metric: 'FIREWALLS', limit: 200, usage: project.firewalls.length },
    ],
  };
}
