import { type Agenda, createAgenda } from '../agenda.ts';
import type { WorldClock } from '../clock.ts';
import { createSeededIds } from '../seeded-ids.ts';
import { ComputeError, notFound } from './compute-error.ts';
import type { FirewallRow, NetworkRow, ProjectRow, SubnetworkRow } from './rows.ts';

/** All projects of the world. */
export interface Compute {
  clock: WorldClock;
  agenda: Agenda;
  projects: Map<string, ProjectRow>;
  /** How often each mutating call took effect, e.g. `{"gcp-add-peering": 1}`. */
  effects: Record<string, number>;
  /** A number of 19 digits, as Compute Engine's ids are. */
  nextId(): string;
  uuid(): string;
  /** Told of every network whose peerings changed. */
  changed(project: string, network: string): void;
}

export interface ProjectSeed {
  id: string;
  /** 25 when left out. */
  peeringsPerNetwork?: number;
  networks: NetworkSeed[];
}

export interface NetworkSeed {
  name: string;
  /** Auto mode; custom when left out. */
  auto?: boolean;
  subnetworks?: Omit<SubnetworkRow, 'id' | 'network'>[];
  firewalls?: Omit<FirewallRow, 'id' | 'network'>[];
}

export function createCompute(clock: WorldClock, seed: string, changed: Compute['changed']): Compute {
  const ids = createSeededIds(`${seed}:gcp`);
  return {
    clock,
    agenda: createAgenda(clock),
    projects: new Map(),
    effects: {},
    nextId: () => `1${(BigInt(`0x${ids.hex(15)}`) % 10n ** 18n).toString().padStart(18, '0')}`,
    uuid: ids.uuid,
    changed,
  };
}

/** The project of that id, made when there is none. */
export function ensureProject(compute: Compute, id: string): ProjectRow {
  const known = compute.projects.get(id);
  if (known) return known;
  const made: ProjectRow = {
    id,
    number: compute.nextId().slice(0, 12),
    peeringsPerNetwork: 25,
    networks: [],
    subnetworks: [],
    firewalls: [],
    operations: [],
    denied: new Set(),
  };
  compute.projects.set(id, made);
  return made;
}

export function plantProject(compute: Compute, seed: ProjectSeed) {
  const project = ensureProject(compute, seed.id);
  if (seed.peeringsPerNetwork !== undefined) project.peeringsPerNetwork = seed.peeringsPerNetwork;
  for (const network of seed.networks) plantNetwork(compute, project, network);
}

/** With its subnets and firewall rules. One that is there already stays as it is. */
export function plantNetwork(compute: Compute, project: ProjectRow, seed: NetworkSeed) {
  const { name, auto, subnetworks = [], firewalls = [] } = seed;
  if (project.networks.some((one) => one.name === name)) return;
  project.networks.push({
    id: compute.nextId(),
    name,
    autoCreateSubnetworks: auto ?? false,
    mtu: 1460,
    createdAt: compute.clock.now(),
    peerings: [],
  });
  for (const row of subnetworks) project.subnetworks.push({ ...row, id: compute.nextId(), network: name });
  for (const row of firewalls) project.firewalls.push({ ...row, id: compute.nextId(), network: name });
}

/** Throws 404 as Google does for a project that the caller cannot see. */
export function findProject(compute: Compute, id: string): ProjectRow {
  const project = compute.projects.get(id);
  if (project) return project;
  throw notFound(`projects/${id}`);
}

export function findNetwork(project: ProjectRow, name: string): NetworkRow {
  const network = project.networks.find((one) => one.name === name);
  if (network) return network;
  throw notFound(`projects/${project.id}/global/networks/${name}`);
}

/** Throws 403 when the permission was taken away in that project. */
export function checkPermission(project: ProjectRow, permission: string, resource: string) {
  if (!project.denied.has(permission)) return;
  throw new ComputeError(403, 'forbidden', `Required '${permission}' permission for '${resource}'`);
}
