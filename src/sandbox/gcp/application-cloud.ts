import type { ApplicationCloud, CloudRequest } from '../application-cloud.ts';
import { Refusal } from '../http.ts';
import { type Compute, ensureNetwork, ensureProject } from './compute.ts';
import { networkPath } from './links.ts';
import type { NetworkRow, PeeringEntry } from './rows.ts';

/** Compute Engine as Yugabyte and the people in its console know it: halves are made and removed at once. */
export function gcpApplicationCloud(current: () => Compute) {
  const requests = new Map<string, CloudRequest>();
  const listeners: ((id: string) => void)[] = [];

  function halves({ yugabyte, application }: CloudRequest) {
    const compute = current();
    const find = (end: typeof yugabyte, peer: typeof yugabyte) => {
      const network = compute.projects.get(end.project)?.networks.find((one) => one.name === end.network);
      const path = networkPath(peer.project, peer.network);
      return { network, path, entry: network?.peerings.find((one) => one.network === path) };
    };
    return { own: find(yugabyte, application), mirror: find(application, yugabyte) };
  }
  const isActive = (request: CloudRequest) => {
    const { own, mirror } = halves(request);
    return own.entry !== undefined && mirror.entry !== undefined;
  };
  function put(network: NetworkRow, name: string, path: string) {
    network.peerings.push({ ...plainEntry(name, path), changedAt: current().clock.now() });
  }
  function takeAway(network: NetworkRow | undefined, entry: PeeringEntry | undefined) {
    if (network) network.peerings = network.peerings.filter((one) => one !== entry);
  }
  const tell = (id: string) => {
    for (const listener of listeners) listener(id);
  };

  const cloud: ApplicationCloud = {
    request(request, earlier) {
      requests.set(request.id, request);
      const compute = current();
      ensureNetwork(compute, ensureProject(compute, request.yugabyte.project), request.yugabyte.network);
      // A project that this world does not know is taken to exist, with that network in it.
      const { project, network } = request.application;
      if (!compute.projects.has(project)) ensureNetwork(compute, ensureProject(compute, project), network);
      const { own } = halves(request);
      if (own.network && !own.entry) put(own.network, `peering-${request.id.slice(0, 8)}`, own.path);
      if (earlier?.side === 'active') cloud.accept(request.id);
    },
    withdraw(id) {
      const request = requests.get(id);
      if (!request) return;
      const { own } = halves(request);
      takeAway(own.network, own.entry);
      requests.delete(id);
    },
    sideOf(id) {
      const request = requests.get(id);
      if (!request) return 'none';
      return isActive(request) ? 'active' : 'pending-acceptance';
    },
    accept(id) {
      const request = requests.get(id);
      if (!request || isActive(request)) return false;
      const { mirror } = halves(request);
      if (!mirror.network) return false;
      put(mirror.network, `to-yugabyte-${id.slice(0, 8)}`, mirror.path);
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
      const request = requests.get(id);
      if (!request || !isActive(request)) return false;
      const { mirror } = halves(request);
      takeAway(mirror.network, mirror.entry);
      tell(id);
      return true;
    },
    mishaps: {},
    onChange: (listener) => void listeners.push(listener),
  };

  return {
    ...cloud,
    /** An operation changed the peerings of that network. */
    changed(project: string, network: string) {
      for (const [id, { application }] of requests)
        if (application.project === project && application.network === network) tell(id);
    },
    reset: () => requests.clear(),
  };
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
