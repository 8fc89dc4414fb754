import type { Compute } from './compute.ts';
import { showOperation } from './operations.ts';
import { showFirewall, showNetwork, showSubnetwork } from './show.ts';

export interface GcpState {
  projects: GcpProjectState[];
}

/** Each list as Compute Engine's API gives it. */
export interface GcpProjectState {
  id: string;
  /** What the bot may not do. */
  denied: string[];
  networks: ReturnType<typeof showNetwork>[];
  subnetworks: ReturnType<typeof showSubnetwork>[];
  firewalls: ReturnType<typeof showFirewall>[];
  operations: ReturnType<typeof showOperation>[];
}

export const gcpState = (compute: Compute): GcpState => ({
  projects: [...compute.projects.values()].map((project) => ({
    id: project.id,
    denied: [...project.denied],
    networks: project.networks.map((one) => showNetwork(compute, project, one)),
    subnetworks: project.subnetworks.map((one) => showSubnetwork(project, one)),
    firewalls: project.firewalls.map((one) => showFirewall(project, one)),
    operations: project.operations.map((one) => showOperation(project, one)),
  })),
});
