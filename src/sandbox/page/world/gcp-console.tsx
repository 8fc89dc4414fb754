import { GcpNetworkCard } from './gcp-network-card.tsx';
import type { GcpState } from './gcp-state.ts';
import { Permissions } from './permissions.tsx';
import type { PeeringRow, Turn } from './world-state.ts';

interface GcpConsoleProps {
  gcp: GcpState;
  peerings: PeeringRow[];
  turn: Turn;
}

const mostProjects = 8;
const mostNetworks = 12;
const few = 3;
/** Yugabyte's own is no application's. */
const yugabyteProject = 'yugabyte-local-sandbox';

const offered = [
  'compute.networks.addPeering',
  'compute.networks.removePeering',
  'compute.networks.list',
  'compute.subnetworks.list',
  'compute.networks.getEffectiveFirewalls',
  'compute.networks.listPeeringRoutes',
];

/** What the people of each project see in the Google Cloud console, and what can go wrong in it. */
export function GcpConsole({ gcp, peerings, turn }: GcpConsoleProps) {
  const projects = gcp.projects.filter(({ id }) => id !== yugabyteProject);
  if (projects.length === 0) return null;
  const more = projects.length - mostProjects;
  return (
    <section>
      <h3>
        GCP console{' '}
        <span class="count">
          {projects.length} {projects.length === 1 ? 'project' : 'projects'}
        </span>
      </h3>
      {projects.slice(0, mostProjects).map((project) => (
        <details class="console-account" key={project.id} open={projects.length <= few}>
          <summary>
            Project <strong>{project.id}</strong>
          </summary>
          {project.networks.slice(0, mostNetworks).map((network) => (
            <GcpNetworkCard
              key={network.name}
              project={project}
              network={network}
              peering={
                peerings.find(
                  ({ spec: { customer_vpc: end } }) =>
                    end.external_vpc_id === network.name && end.cloud_provider_project === project.id,
                )?.spec.name
              }
              turn={turn}
            />
          ))}
          {project.networks.length > mostNetworks && (
            <p class="world-none">and {project.networks.length - mostNetworks} more networks</p>
          )}
          <Permissions
            about={`project ${project.id}`}
            offered={offered}
            denied={project.denied}
            body={(act, permission) => ({ cloud: 'gcp', do: act, project: project.id, permission })}
            turn={turn}
          />
        </details>
      ))}
      {more > 0 && (
        <p class="world-none">
          and {more} more {more === 1 ? 'project' : 'projects'}
        </p>
      )}
    </section>
  );
}
