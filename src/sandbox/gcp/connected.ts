import type { Compute } from './compute.ts';
import { networkPath, readNetwork } from './links.ts';
import type { NetworkRow, PeeringEntry, ProjectRow } from './rows.ts';

export interface Place {
  project: ProjectRow;
  network: NetworkRow;
}

export function placeOf(compute: Compute, path: string): Place | undefined {
  const { project: id, network: name } = readNetwork(path, '');
  const project = compute.projects.get(id);
  const network = project?.networks.find((one) => one.name === name);
  return project && network && { project, network };
}

/** The entry on the other side that names this network. */
export function mirrorOf(compute: Compute, own: Place, entry: PeeringEntry): PeeringEntry | undefined {
  const path = networkPath(own.project.id, own.network.name);
  return placeOf(compute, entry.network)?.network.peerings.find((one) => one.network === path);
}

/** The networks that this one has entries to and from that are ACTIVE. */
export function activePeers(compute: Compute, own: Place): Place[] {
  return own.network.peerings.flatMap((entry) => {
    const peer = mirrorOf(compute, own, entry) && placeOf(compute, entry.network);
    return peer ? [peer] : [];
  });
}

export interface Range {
  cidr: string;
  /** `projects/P/regions/R/subnetworks/S`. */
  resource: string;
  region: string;
}

export function rangesOf({ project, network }: Place): Range[] {
  const ranges = project.subnetworks
    .filter((one) => one.network === network.name)
    .flatMap((one) =>
      [one.ipCidrRange, ...one.secondaryIpRanges.map((range) => range.ipCidrRange)].map((cidr) => ({
        cidr,
        resource: `projects/${project.id}/regions/${one.region}/subnetworks/${one.name}`,
        region: one.region,
      })),
    );
  if (!network.autoCreateSubnetworks) return ranges;
  const resource = networkPath(project.id, network.name);
  return [...ranges, { cidr: '10.128.0.0/9', resource, region: '' }];
}
