import type { ApplicationCloud } from '../application-cloud.ts';
import type { WorldClock } from '../clock.ts';
import type { Fields } from '../control-body.ts';
import { type Faults, withFaults } from '../faults.ts';
import type { Answer, Route } from '../http.ts';
import { type Journal, withJournal } from '../journal.ts';
import { gcpApplicationCloud } from './application-cloud.ts';
import { createCompute, type ProjectSeed, plantProject } from './compute.ts';
import { refuseCompute } from './compute-error.ts';
import { computeRoutes } from './compute-routes.ts';
import { turnGcp } from './controls.ts';
import { metadataRoutes } from './metadata-routes.ts';
import { resourceManagerRoutes } from './resource-manager-routes.ts';
import { type GcpState, gcpState } from './state.ts';

/** Compute Engine, Resource Manager and a metadata server on one port. */
export interface GcpSimulator {
  routes: Route[];
  /** The metadata server is the machine's, not the cloud's: it meets no faults and is not counted. */
  machineRoutes: Route[];
  /** What Yugabyte and the people in the console do here. */
  cloud: ApplicationCloud;
  /** For `serve`: the error envelope of Google's APIs. */
  refuse(status: number, message: string): Answer;
  reset(projects: ProjectSeed[], seed: string): void;
  /** What a control turns that is not about one peering; throws `Refusal`. */
  turn(fields: Fields): Record<string, unknown>;
  state(): GcpState;
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
    routes: withJournal(faulty, journal, 'gcp', (route) => route.path),
    machineRoutes: metadataRoutes(defaultProject),
    refuse: (status, message) => refuseCompute(status, message),
    reset(projects, seed) {
      compute.agenda.retire();
      cloud.reset();
      compute = createCompute(clock, seed, cloud.changed);
      for (const project of projects) plantProject(compute, project);
    },
    turn: (fields) => turnGcp(compute, fields),
    state: () => structuredClone(gcpState(compute)),
    effects: () => ({ ...compute.effects }),
    stop: () => compute.agenda.retire(),
  };
}
