import { type GcpFirewall, type GcpNetwork, type GcpProject, lastPart } from './gcp-state.ts';
import { TurnButton } from './turn-button.tsx';
import type { Turn } from './world-state.ts';

interface GcpNetworkCardProps {
  project: GcpProject;
  network: GcpNetwork;
  /** Yugabyte's name of the peering with it, if there is one. */
  peering: string | undefined;
  turn: Turn;
}

/** One application network: its subnets, peerings and the firewall rules that deny the way out. */
export function GcpNetworkCard({ project, network, peering, turn }: GcpNetworkCardProps) {
  const isHere = (one: { network: string }) => one.network === network.selfLink;
  const denials = project.firewalls.filter(isHere).filter(deniesEgress);
  const halves = network.peerings ?? [];
  const body = { cloud: 'gcp', project: project.id, network: network.name };
  return (
    <details class="console-vpc" data-vpc={network.name}>
      <summary>
        <strong>{network.name}</strong>
        {halves.map(({ name, state }) => (
          <span class={`state ${state === 'ACTIVE' ? 'state-active' : 'state-pending'}`} key={name}>
            {state}
          </span>
        ))}
      </summary>
      <table class="console-routes">
        <caption>
          Subnets <span>· {network.autoCreateSubnetworks ? 'auto' : 'custom'} mode</span>
        </caption>
        <tbody>
          {project.subnetworks.filter(isHere).flatMap(({ name, region, ipCidrRange, secondaryIpRanges }) =>
            [{ rangeName: '', ipCidrRange }, ...secondaryIpRanges].map((range) => (
              <tr key={`${name} ${range.ipCidrRange}`}>
                <td>{range.ipCidrRange}</td>
                <td>
                  {name}
                  {range.rangeName && ` / ${range.rangeName}`}, {lastPart(region)}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <table class="console-routes">
        <caption>VPC network peering</caption>
        <tbody>
          {halves.length === 0 && (
            <tr>
              <td>none</td>
            </tr>
          )}
          {halves.map((half) => (
            <tr key={half.name}>
              <td>{half.name}</td>
              <td>
                {half.state}, to {lastPart(half.network)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {denials.map(({ name, priority, denied = [] }) => (
        <p class="world-note" key={name}>
          Firewall: {name} ({priority}) denies {denied.map(wordDenied).join('; ')}
        </p>
      ))}
      <div class="world-buttons">
        {denials.length > 0 ? (
          <TurnButton
            label="Unblock egress"
            about={network.name}
            body={{ ...body, do: 'unblock-egress' }}
            turn={turn}
          />
        ) : (
          <TurnButton
            label="Block egress"
            about={network.name}
            body={{ ...body, do: 'block-egress' }}
            turn={turn}
          />
        )}
        {peering !== undefined && halves.some(({ state }) => state === 'ACTIVE') && (
          <TurnButton
            label="Remove the mirror"
            about={peering}
            body={{ peering, do: 'remove-mirror' }}
            turn={turn}
          />
        )}
      </div>
    </details>
  );
}

const deniesEgress = ({ direction, denied = [] }: GcpFirewall) => direction === 'EGRESS' && denied.length > 0;

const wordDenied = ({ IPProtocol, ports = [] }: { IPProtocol: string; ports?: string[] }) =>
  [IPProtocol, ports.join(' and ')].filter(Boolean).join(' ');
