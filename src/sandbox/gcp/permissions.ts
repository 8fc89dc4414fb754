/** What the simulated calls take; each can be taken away in a project. */
export const permissions = [
  'compute.projects.get',
  'compute.networks.list',
  'compute.networks.get',
  'compute.networks.addPeering',
  'compute.networks.updatePeering',
  'compute.networks.removePeering',
  'compute.networks.listPeeringRoutes',
  'compute.networks.getEffectiveFirewalls',
  'compute.firewalls.list',
  'compute.firewalls.get',
  'compute.subnetworks.list',
  'compute.globalOperations.list',
  'compute.globalOperations.get',
] as const;

export type Permission = (typeof permissions)[number];
