import type { Compute } from './compute.ts';
import type { ProjectRow } from './rows.ts';

const nameOf = (network: string) => `deny-databases-${network}`.slice(0, 63);
const databasePorts = ['5433', '9042'];

/** A firewall rule that lets nothing out to a database, for every instance of the network. */
export function blockEgress(compute: Compute, project: ProjectRow, network: string) {
  unblockEgress(project, network);
  project.firewalls.push({
    id: compute.nextId(),
    name: nameOf(network),
    network,
    direction: 'EGRESS',
    priority: 900,
    denied: [{ IPProtocol: 'tcp', ports: databasePorts }],
    destinationRanges: ['0.0.0.0/0'],
  });
}

export function unblockEgress(project: ProjectRow, network: string) {
  project.firewalls = project.firewalls.filter(
    (rule) => rule.network !== network || rule.name !== nameOf(network),
  );
}
