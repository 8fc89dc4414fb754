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
export function addPeering(
  compute: Compute,
  project: ProjectRow,
  name: string,
  body: Fields,
  requestId?: string,
) {
  const replay = findReplay(project, requestId);
  if (replay) return replay;
  const network = findNetwork(project, name);
  const own = { project, network };
  const entry = readEntry(body, project.id, compute.clock.now());
  const path = networkPath(project.id, name);
  if (entry.network === path)
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
  refuseWhileBusy(compute, own, entry.network);
  const spec = { type: 'addPeering', effect: 'gcp-add-peering', ...(requestId && { requestId }) };
  return startOperation(compute, project, network, spec, () => {
    const clash = findClash(compute, own, entry);
    if (clash) return { code: 'INVALID_USAGE', message: clash, httpStatus: 400 };
    network.peerings.push({ ...entry, changedAt: compute.clock.now() });
    touchMirror(compute, own, entry);
    return undefined;
  });
}

/** networks.removePeering. */
export function removePeering(
  compute: Compute,
  project: ProjectRow,
  name: string,
  body: Fields,
  requestId?: string,
) {
  const replay = findReplay(project, requestId);
  if (replay) return replay;
  const network = findNetwork(project, name);
  const own = { project, network };
  const entry = findEntry(own, body.name);
  refuseWhileBusy(compute, own, entry.network);
  const spec = { type: 'removePeering', effect: 'gcp-remove-peering', ...(requestId && { requestId }) };
  return startOperation(compute, project, network, spec, () => {
    touchMirror(compute, own, entry);
    network.peerings = network.peerings.filter((one) => one !== entry);
    return undefined;
  });
}

const changeable = ['exportCustomRoutes', 'importCustomRoutes', 'stackType', 'updateStrategy'] as const;

/** networks.updatePeering. */
export function updatePeering(
  compute: Compute,
  project: ProjectRow,
  name: string,
  body: Fields,
  requestId?: string,
) {
  const replay = findReplay(project, requestId);
  if (replay) return replay;
  const network = findNetwork(project, name);
  const own = { project, network };
  const change = fieldsOf(body.networkPeering);
  const entry = findEntry(own, change.name);
  refuseWhileBusy(compute, own, entry.network);
  const spec = { type: 'updatePeering', effect: 'gcp-update-peering', ...(requestId && { requestId }) };
  return startOperation(compute, project, network, spec, () => {
    for (const field of changeable)
      if (change[field] !== undefined) Object.assign(entry, { [field]: change[field] });
    return undefined;
  });
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

/** Checked when both halves meet: all ranges of both networks and of their other peers. */
function findClash(compute: Compute, own: Place, entry: PeeringEntry): string | undefined {
  const peer = placeOf(compute, entry.network);
  if (!peer || !mirrorOf(compute, own, entry)) return undefined;
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
