import {
  type AwsAcl,
  type AwsRegion,
  type AwsRoute,
  type AwsRouteTable,
  type AwsVpc,
  nameOf,
} from './aws-state.ts';
import { TurnButton } from './turn-button.tsx';
import type { Turn } from './world-state.ts';

interface AwsVpcCardProps {
  regionName: string;
  region: AwsRegion;
  vpc: AwsVpc;
  /** Yugabyte's name of the peering with it, if there is one. */
  peering: string | undefined;
  turn: Turn;
}

/** One application VPC: its networks, DNS, route tables and peering connections. */
export function AwsVpcCard({ regionName, region, vpc, peering, turn }: AwsVpcCardProps) {
  const id = vpc.VpcId;
  const isHere = ({ VpcId }: { VpcId: string }) => VpcId === id;
  const connections = region.peeringConnections.filter(({ AccepterVpcInfo }) => isHere(AccepterVpcInfo));
  const tables = region.routeTables.filter(isHere);
  const isBlocked = region.networkAcls.filter(isHere).some(denies);
  const dns = vpc.EnableDnsSupport && vpc.EnableDnsHostnames;
  const leads = tables.some(({ Routes = [] }) => Routes.some((route) => route.VpcPeeringConnectionId));
  return (
    <details class="console-vpc" data-vpc={id}>
      <summary>
        <strong>{nameOf(vpc) || id}</strong>
        {connections.map(({ VpcPeeringConnectionId, Status }) => (
          <span class={`state ${tone(Status.Code)}`} key={VpcPeeringConnectionId}>
            {Status.Code}
          </span>
        ))}
      </summary>
      <p class="world-note">
        {id} · {regionName}
        <br />
        {(vpc.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock).join(', ')}
        <br />
        DNS {dns ? 'on' : 'off'} · {isBlocked ? 'network ACL stops 5433 and 9042' : 'network ACL open'}
      </p>
      {connections.map(({ VpcPeeringConnectionId, RequesterVpcInfo }) => (
        <p class="world-note" key={VpcPeeringConnectionId}>
          {VpcPeeringConnectionId}
          <br />
          from {RequesterVpcInfo.VpcId} ({RequesterVpcInfo.OwnerId})
        </p>
      ))}
      {tables.map((table) => (
        <RouteTable key={table.RouteTableId} table={table} />
      ))}
      {peering !== undefined && (
        <div class="world-buttons">
          {actsOn({ leads, dns: vpc.EnableDnsSupport || vpc.EnableDnsHostnames, isBlocked }).map(
            ({ act, label }) => (
              <TurnButton key={act} label={label} about={peering} body={{ peering, do: act }} turn={turn} />
            ),
          )}
        </div>
      )}
    </details>
  );
}

function actsOn(now: { leads: boolean; dns: boolean; isBlocked: boolean }) {
  return [
    ...(now.leads
      ? [
          { act: 'break-route', label: 'Break a route' },
          { act: 'misdirect-route', label: 'Misdirect a route' },
        ]
      : []),
    now.dns ? { act: 'dns-off', label: 'DNS off' } : { act: 'dns-on', label: 'DNS on' },
    now.isBlocked
      ? { act: 'unblock-acl', label: 'Unblock the ACL' }
      : { act: 'block-acl', label: 'Block by ACL' },
  ];
}

function RouteTable({ table }: { table: AwsRouteTable }) {
  const { Associations = [], Routes = [] } = table;
  const subnets = Associations.filter(({ SubnetId }) => SubnetId).length;
  const serves = Associations.some(({ Main }) => Main)
    ? 'main'
    : `${subnets} subnet${subnets === 1 ? '' : 's'}`;
  return (
    <table class="console-routes">
      <caption>
        {nameOf(table) || table.RouteTableId} <span>· {serves}</span>
      </caption>
      <tbody>
        {Routes.map((route) => (
          <tr key={route.DestinationCidrBlock} class={route.State === 'blackhole' ? 'is-blackhole' : ''}>
            <td>{route.DestinationCidrBlock}</td>
            <td>
              {targetOf(route)}
              {route.State === 'blackhole' && ' (blackhole)'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const targetOf = (route: AwsRoute) =>
  route.VpcPeeringConnectionId ??
  route.NatGatewayId ??
  route.TransitGatewayId ??
  route.NetworkInterfaceId ??
  route.GatewayId ??
  '';

const denies = ({ Entries = [] }: AwsAcl) =>
  Entries.some(
    ({ Egress, RuleAction, PortRange }) => Egress && RuleAction === 'deny' && PortRange !== undefined,
  );

function tone(status: string): string {
  if (status === 'active') return 'state-active';
  return ['pending-acceptance', 'provisioning'].includes(status) ? 'state-pending' : 'state-failed';
}
