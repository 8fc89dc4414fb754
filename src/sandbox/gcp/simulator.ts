import type { ApplicationCloud } from '../application-cloud.ts';
import type { WorldClock } from '../clock.ts';
import { type Faults, withFaults } from '../faults.ts';
import type { Answer, Route } from '../http.ts';
import { type Journal, withJournal } from '../journal.ts';
import { gcpApplicationCloud } from './application-cloud.ts';
import { type Compute, createCompute, ensureProject, type ProjectSeed, plantProject } from './compute.ts';
import { refuseCompute } from './compute-error.ts';
import { computeRoutes } from './compute-routes.ts';
import { metadataRoutes } from './metadata-routes.ts';
import { showOperation } from './operations.ts';
import { resourceManagerRoutes } from './resource-manager-routes.ts';
import { showFirewall, showNetwork, showSubnetwork } from './show.ts';

/** Compute Engine, Resource Manager and a metadata server on one port. */
export interface GcpSimulator {
  routes: Route[];
  /** What Yugabyte and the people in the console do here. */
  cloud: ApplicationCloud;
  /** For `serve`: the error envelope of Google's APIs. */
  refuse(status: number, message: string): Answer;
  reset(projects: ProjectSeed[], seed: string): void;
  /** Takes a permission away from the caller in one project, or gives it back. */
  deny(project: string, permission: string): void;
  allow(project: string, permission: string): void;
  state(): ReturnType<typeof showState>;
  /** How often each kind of mutating call took effect. */
  effects(): Record<string, number>;
  stop(): void;
}

export function createGcp(options: { clock: WorldClock; faults: Faults; journal: Journal }): GcpSimulator {
  const { clock, faults, journal } = options;
  const current = () => compute;
  const cloud = gcpApplicationCloud(current);
  let compute = createCompute(clock, '', cloud.changed);
  const api = [...computeRoutes(current), ...resourceManagerRoutes(current)];
  const faulty = withFaults(api, faults, 'gcp', (status) => refuseCompute(status, 'Simulated fault'));
  const defaultProject = () => [...compute.projects.keys()][0] ?? 'local-project-1';
  return {
    cloud,
    // The metadata server is the machine's, not the cloud's: it meets no faults and is not counted.
    routes: [
      ...withJournal(faulty, journal, 'gcp', (route) => route.path),
      ...metadataRoutes(defaultProject),
    ],
    refuse: (status, message) => refuseCompute(status, message),
    reset(projects, seed) {
      compute.agenda.retire();
      cloud.reset();
      compute = createCompute(clock, seed, cloud.changed);
      for (const project of projects) plantProject(compute, project);
    },
    deny: (project, permission) => void ensureProject(compute, project).denied.add(permission),
    allow: (project, permission) => void ensureProject(compute, project).denied.delete(permission),
    state: () => structuredClone(showState(compute)),
    effects: () => ({ ...compute.effects }),
    stop: () => compute.agenda.retire(),
  };
}

function showState(compute: Compute) {
  return {
    projects: [...compute.projects.values()].map((project) => ({
      id: project.id,
      denied: [...project.denied],
      networks: project.networks.map((one) => showNetwork(compute, project, one)),
      subnetworks: project.subnetworks.map((one) => showSubnetwork(project, one)),
      firewalls: project.firewalls.map((one) => showFirewall(project, one)),
      operations: project.operations.map((one) => showOperation(project, one)),
    })),
  };
}
