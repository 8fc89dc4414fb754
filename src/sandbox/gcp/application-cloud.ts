import type { ApplicationCloud, CloudEnd, CloudRequest, CloudSide } from '../application-cloud.ts';
import { Refusal } from '../http.ts';
import { type Compute, ensureProject, plantNetwork } from './compute.ts';
import { networkPath } from './links.ts';
import { mishaps } from './mishaps.ts';
import { findClash } from './peerings.ts';
import type { NetworkRow, PeeringEntry, ProjectRow } from './rows.ts';
import { subnetworksFor } from './seed/subnetworks-for.ts';

interface Asked {
  request: CloudRequest;
  /** The side that listeners know. */
  told: CloudSide;
  /** It ended before the world began: nothing of it is left at the cloud. */
  ended?: CloudSide;
}

/** Where one half of a peering is, or would be. */
export interface Half {
  project?: ProjectRow;
  network?: NetworkRow;
  /** Of the other network. */
  path: string;
  entry?: PeeringEntry;
}

/** Compute Engine as Yugabyte and the people in its console know it: halves are made and removed at once. */
export function gcpApplicationCloud(current: () => Compute) {
  const known = new Map<string, Asked>();
  const listeners: ((id: string) => void)[] = [];

  function half(end: CloudEnd, peer: CloudEnd): Half {
    const project = current().projects.get(end.project);
    const network = project?.networks.find((one) => one.name === end.network);
    const path = networkPath(peer.project, peer.network);
    const entry = network?.peerings.find((one) => one.network === path);
    return { path, ...(project && { project }), ...(network && { network }), ...(entry && { entry }) };
  }
  const ownHalf = ({ yugabyte, application }: CloudRequest) => half(yugabyte, application);
  const mirrorHalf = ({ yugabyte, application }: CloudRequest) => half(application, yugabyte);

  function sideOf(id: string): CloudSide {
    const asked = known.get(id);
    if (!asked) return 'none';
    if (asked.ended) return asked.ended;
    const { request } = asked;
    return ownHalf(request).entry && mirrorHalf(request).entry ? 'active' : 'pending-acceptance';
  }
  /** Only what differs from what listeners know is news. */
  function tell(id: string) {
    const asked = known.get(id);
    const side = sideOf(id);
    if (!asked || asked.told === side) return;
    asked.told = side;
    for (const listener of listeners) listener(id);
  }
  function put({ network, path }: Half, name: string) {
    network?.peerings.push({ ...plainEntry(name, path), changedAt: current().clock.now() });
  }
  function takeAway({ network, entry }: Half) {
    if (network) network.peerings = network.peerings.filter((one) => one !== entry);
  }
  function mirror({ request }: Asked) {
    if (!mirrorHalf(request).entry) put(mirrorHalf(request), `to-yugabyte-${request.id.slice(0, 8)}`);
  }

  const cloud: ApplicationCloud = {
    request(request, earlier) {
      const side = earlier?.side ?? 'pending-acceptance';
      if (side === 'none') return;
      const asked: Asked = { request, told: side };
      known.set(request.id, asked);
      ensureEnds(current(), request);
      if (side !== 'active' && side !== 'pending-acceptance') {
        asked.ended = side;
        return;
      }
      if (!ownHalf(request).entry) put(ownHalf(request), `peering-${request.id.slice(0, 8)}`);
      if (side === 'active') mirror(asked);
      asked.told = sideOf(request.id);
    },
    withdraw(id) {
      const asked = known.get(id);
      if (!asked) return;
      takeAway(ownHalf(asked.request));
      known.delete(id);
    },
    sideOf,
    accept(id) {
      const asked = known.get(id);
      if (!asked || sideOf(id) !== 'pending-acceptance') return false;
      const { project, network, path } = mirrorHalf(asked.request);
      if (!project || !network) return false;
      const clash = findClash(current(), { project, network }, path);
      if (clash !== undefined) throw new Refusal(409, clash);
      mirror(asked);
      tell(id);
      return true;
    },
    reject() {
      throw new Refusal(
        409,
        'GCP shows no request that could be rejected: leave it, or terminate the peering.',
      );
    },
    remove(id) {
      const asked = known.get(id);
      if (!asked || sideOf(id) !== 'active') return false;
      takeAway(mirrorHalf(asked.request));
      tell(id);
      return true;
    },
    mishaps: mishaps(
      current,
      (id) => {
        const asked = known.get(id);
        return asked && mirrorHalf(asked.request);
      },
      (id) => cloud.remove(id),
    ),
    onChange: (listener) => void listeners.push(listener),
  };
  const isAt = (end: CloudEnd, project: string, network: string) =>
    end.project === project && end.network === network;

  return {
    ...cloud,
    /** An operation changed the peerings of that network, the application's or Yugabyte's own. */
    changed(project: string, network: string) {
      for (const [id, { request }] of known)
        if ([request.application, request.yugabyte].some((end) => isAt(end, project, network))) tell(id);
    },
    reset: () => known.clear(),
  };
}

/** Yugabyte's network comes to be known by its first request; a project that this world does not know has the other. */
function ensureEnds(compute: Compute, { yugabyte, application }: CloudRequest) {
  plantEnd(compute, yugabyte);
  if (!compute.projects.has(application.project)) plantEnd(compute, application);
}

function plantEnd(compute: Compute, { project, network, region, cidrs }: CloudEnd) {
  plantNetwork(compute, ensureProject(compute, project), {
    name: network,
    subnetworks: subnetworksFor(network, cidrs, region),
  });
}

const plainEntry = (name: string, network: string) => ({
  name,
  network,
  exportCustomRoutes: false,
  importCustomRoutes: false,
  exportSubnetRoutesWithPublicIp: true,
  importSubnetRoutesWithPublicIp: false,
  stackType: 'IPV4_ONLY',
  updateStrategy: 'INDEPENDENT',
});
