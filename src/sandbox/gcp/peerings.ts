import { overlap, parseIpv4 } from '../ipv4.ts';
import { type Compute, findNetwork } from './compute.ts';
import { ComputeError, invalid, notFound } from './compute-error.ts';
import { activePeers, mirrorOf, type Place, placeOf, rangesOf } from './connected.ts';
import { networkPath, readNetwork } from './links.ts';
import { findReplay, startOperation } from './operations.ts';
import type { OperationRow, PeeringEntry, ProjectRow } from './rows.ts';

type Fields = Record<string, unknown>;

const nameRule = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** networks.addPeering. Throws what Compute Engine refuses at once; an overlap is told by the operation. */
export const addPeering = change('add', (compute, own, body) => {
  const { project, network } = own;
  const entry = readEntry(body, project.id, compute.clock.now());
  if (entry.network === networkPath(project.id, network.name))
    throw invalid('networkPeering.network', entry.network, 'A network cannot peer with itself.');
  if (network.peerings.some((one) => one.name === entry.name))
    throw new ComputeError(409, 'alreadyExists', `There is already a peering ${entry.name} on the network.`);
  const same = network.peerings.find((one) => one.network === entry.network);
  if (same)
    throw new ComputeError(
      400,
      'invalid',
      `There is already a peering ${same.name} with the same network. Select another network.`,
    );
  if (network.peerings.length >= project.peeringsPerNetwork)
    throw new ComputeError(
      403,
      'quotaExceeded',
      `Quota 'PEERINGS_PER_NETWORK' exceeded. Limit: ${project.peeringsPerNetwork}.0`,
    );
  return {
    entry,
    apply() {
      const clash = mirrorOf(compute, own, entry) && findClash(compute, own, entry.network);
      if (clash) return { code: 'INVALID_USAGE', message: clash, httpStatus: 400 };
      network.peerings.push({ ...entry, changedAt: compute.clock.now() });
      touchMirror(compute, own, entry);
      return undefined;
    },
  };
});

/** networks.removePeering. */
export const removePeering = change('remove', (compute, own, body) => {
  const { network } = own;
  const entry = findEntry(own, body.name);
  return {
    entry,
    apply() {
      touchMirror(compute, own, entry);
      network.peerings = network.peerings.filter((one) => one !== entry);
      return undefined;
    },
  };
});

const changeable = ['exportCustomRoutes', 'importCustomRoutes', 'stackType', 'updateStrategy'] as const;

/** networks.updatePeering. */
export const updatePeering = change('update', (_compute, own, body) => {
  const wanted = fieldsOf(body.networkPeering);
  const entry = findEntry(own, wanted.name);
  return {
    entry,
    apply() {
      for (const field of changeable)
        if (wanted[field] !== undefined) Object.assign(entry, { [field]: wanted[field] });
      return undefined;
    },
  };
});

/** A change of a network's peerings: the same request again is the same operation; what is refused at once is thrown. */
function change(
  kind: 'add' | 'remove' | 'update',
  prepare: (
    compute: Compute,
    own: Place,
    body: Fields,
  ) => { entry: PeeringEntry; apply(): OperationRow['error'] },
) {
  return (
    compute: Compute,
    project: ProjectRow,
    name: string,
    body: Fields,
    requestId?: string,
  ): OperationRow => {
    const replay = findReplay(project, requestId);
    if (replay) return replay;
    const own = { project, network: findNetwork(project, name) };
    const { entry, apply } = prepare(compute, own, body);
    refuseWhileBusy(compute, own, entry.network);
    const spec = {
      type: `${kind}Peering`,
      effect: `gcp-${kind}-peering`,
      ...(requestId && { requestId }),
    };
    return startOperation(compute, project, own.network, spec, apply);
  };
}

/** ACTIVE while the network it names has an entry back. */
export function showPeering(compute: Compute, own: Place, entry: PeeringEntry) {
  const active = mirrorOf(compute, own, entry) !== undefined;
  const { changedAt, network, ...fields } = entry;
  const said = active ? 'Connected.' : 'Waiting for peer network to connect.';
  return {
    ...fields,
    network: `https://www.googleapis.com/compute/v1/${network}`,
    autoCreateRoutes: true,
    exchangeSubnetRoutes: true,
    state: active ? 'ACTIVE' : 'INACTIVE',
    stateDetails: `[${new Date(changedAt).toISOString()}]: ${said}`,
  };
}

function findEntry({ project, network }: Place, name: unknown): PeeringEntry {
  const found = network.peerings.find((one) => one.name === name);
  if (found) return found;
  throw notFound(`${networkPath(project.id, network.name)}/peerings/${String(name)}`);
}

function readEntry(body: Fields, project: string, now: number): PeeringEntry {
  // The first version of the call had name and peerNetwork at the top.
  const given =
    body.networkPeering === undefined
      ? { ...body, network: body.peerNetwork }
      : fieldsOf(body.networkPeering);
  if (typeof given.name !== 'string' || !nameRule.test(given.name))
    throw invalid(
      'networkPeering.name',
      given.name,
      "Must be a match of regex '[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?'",
    );
  if (given.exchangeSubnetRoutes === false)
    throw invalid('networkPeering.exchangeSubnetRoutes', false, 'Subnet routes are always exchanged.');
  const peer = readNetwork(given.network, project);
  return {
    name: given.name,
    network: networkPath(peer.project, peer.network),
    exportCustomRoutes: given.exportCustomRoutes === true,
    importCustomRoutes: given.importCustomRoutes === true,
    exportSubnetRoutesWithPublicIp: given.exportSubnetRoutesWithPublicIp !== false,
    importSubnetRoutesWithPublicIp: given.importSubnetRoutesWithPublicIp === true,
    stackType: typeof given.stackType === 'string' ? given.stackType : 'IPV4_ONLY',
    updateStrategy: typeof given.updateStrategy === 'string' ? given.updateStrategy : 'INDEPENDENT',
    changedAt: now,
  };
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** One peering operation at a time over both networks and everything that they are connected with. */
function refuseWhileBusy(compute: Compute, own: Place, peerPath: string) {
  const peer = placeOf(compute, peerPath);
  const places = [own, ...activePeers(compute, own), ...(peer ? [peer, ...activePeers(compute, peer)] : [])];
  if (!places.some(({ project, network }) => isBusy(project, network.name))) return;
  throw new ComputeError(
    400,
    'badRequest',
    'There is a peering operation in progress on the local or peer network. Try again later.',
  );
}

const isBusy = (project: ProjectRow, network: string) =>
  project.operations.some((one: OperationRow) => one.status !== 'DONE' && one.target === network);

/** All ranges of both networks and of their other peers; Google checks when both halves meet. */
export function findClash(compute: Compute, own: Place, peerPath: string): string | undefined {
  const peer = placeOf(compute, peerPath);
  if (!peer) return undefined;
  const others = activePeers(compute, peer).filter((one) => one.network !== own.network);
  const local = [own, ...activePeers(compute, own).filter((one) => one.network !== peer.network)];
  for (const theirs of [peer, ...others].flatMap(rangesOf))
    for (const ours of local.flatMap(rangesOf)) {
      const [one, other] = [parseIpv4(theirs.cidr), parseIpv4(ours.cidr)];
      if (one && other && overlap(one, other))
        return `An IP range in the peer network (${theirs.cidr}) overlaps with an IP range in the local network (${ours.cidr}) allocated by resource (${ours.resource}).`;
    }
  return undefined;
}

function touchMirror(compute: Compute, own: Place, entry: PeeringEntry) {
  const mirror = mirrorOf(compute, own, entry);
  if (mirror) mirror.changedAt = compute.clock.now();
  const peer = placeOf(compute, entry.network);
  if (peer) compute.changed(peer.project.id, peer.network.name);
}
