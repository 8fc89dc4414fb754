import type { AwsRegionState } from '../aws/state.ts';
import { parseIpv4 } from '../ipv4.ts';
import type { PacketEnd } from './packet-probe.ts';
import { holds, samples } from './samples.ts';

export interface AwsPath {
  end: Exclude<PacketEnd, 'not-let-in'>;
  /** The networks that packets come from. */
  from: string[];
}

interface Vpc {
  VpcId: string;
  CidrBlockAssociationSet: { CidrBlock: string }[];
}
interface Subnet {
  SubnetId: string;
  VpcId: string;
}
interface Connection {
  VpcPeeringConnectionId: string;
  Status: { Code: string };
  AccepterVpcInfo: { VpcId: string };
  RequesterVpcInfo: { VpcId: string };
}
interface Route {
  DestinationCidrBlock?: string;
  VpcPeeringConnectionId?: string;
  State: string;
}
interface RouteTable {
  VpcId: string;
  Routes: Route[];
  Associations: { SubnetId?: string; Main: boolean }[];
}
interface Entry {
  RuleNumber: number;
  Protocol: string;
  RuleAction: string;
  Egress: boolean;
  CidrBlock?: string;
  PortRange?: { From: number; To: number };
}
interface Acl {
  Entries: Entry[];
  Associations: { SubnetId: string }[];
}
interface Group {
  VpcId: string;
  IpPermissionsEgress: {
    IpProtocol: string;
    FromPort?: number;
    ToPort?: number;
    IpRanges: { CidrIp: string }[];
  }[];
}

const TCP = ['-1', '6', 'tcp'];
const DATABASE_PORTS = [5433, 9042];
/** Of those that a system takes for the other end of a connection. */
const ANSWER_PORTS = [1024, 32_768, 49_152, 65_535];

export function pathInAws(
  region: AwsRegionState | undefined,
  vpcId: string,
  yugabyteVpcId: string,
  to: string[],
): AwsPath {
  const vpc = (region?.vpcs as Vpc[] | undefined)?.find((one) => one.VpcId === vpcId);
  const from = vpc?.CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock) ?? [];
  const connection = (region?.peeringConnections as Connection[] | undefined)?.find(
    (one) =>
      one.Status.Code === 'active' &&
      one.AccepterVpcInfo.VpcId === vpcId &&
      one.RequesterVpcInfo.VpcId === yugabyteVpcId,
  );
  if (!region || !vpc || !connection) return { end: 'no-connection', from };
  const subnets = (region.subnets as Subnet[]).filter((one) => one.VpcId === vpcId);
  const tables = (region.routeTables as RouteTable[]).filter((one) => one.VpcId === vpcId);
  const acls = region.networkAcls as Acl[];
  const groups = (region.securityGroups as Group[]).filter((one) => one.VpcId === vpcId);
  const ways = subnets.map(({ SubnetId }) => ({
    table: tables.find((one) => one.Associations.some((its) => its.SubnetId === SubnetId)) ?? mainOf(tables),
    entries: acls.find((one) => one.Associations.some((its) => its.SubnetId === SubnetId))?.Entries ?? [],
  }));
  const { VpcPeeringConnectionId: id } = connection;
  if (!ways.every(({ table }) => leads(table?.Routes ?? [], id, to))) return { end: 'no-route', from };
  const isOut = ways.every(({ entries }) =>
    every(to, cidrsOf(entries), (address) =>
      DATABASE_PORTS.some((port) => passes(entries, true, address, port)),
    ),
  );
  if (!isOut || !groups.some((group) => letsOut(group, to))) return { end: 'stopped-on-the-way-out', from };
  const isBack = ways.every(({ entries }) =>
    every(to, cidrsOf(entries), (address) =>
      ANSWER_PORTS.every((port) => passes(entries, false, address, port)),
    ),
  );
  return { end: isBack ? 'arrives' : 'answer-stopped', from };
}

const mainOf = (tables: RouteTable[]) => tables.find((one) => one.Associations.some(({ Main }) => Main));

const cidrsOf = (entries: Entry[]) => entries.flatMap(({ CidrBlock }) => CidrBlock ?? []);

const every = (networks: string[], dividers: string[], holdsFor: (address: number) => boolean) =>
  networks.every((network) => samples(network, dividers).every(holdsFor));

/** The longest prefix decides: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html */
function leads(routes: Route[], connectionId: string, to: string[]): boolean {
  const dividers = routes.flatMap(({ DestinationCidrBlock }) => DestinationCidrBlock ?? []);
  return every(to, dividers, (address) => {
    const [taken] = routes
      .filter(({ DestinationCidrBlock }) => holds(DestinationCidrBlock, address))
      .sort((a, b) => prefixOf(b) - prefixOf(a));
    return taken?.State === 'active' && taken.VpcPeeringConnectionId === connectionId;
  });
}

const prefixOf = ({ DestinationCidrBlock = '' }: Route) => parseIpv4(DestinationCidrBlock)?.prefix ?? -1;

/** The first entry that matches decides; without one nothing passes. */
function passes(entries: Entry[], egress: boolean, address: number, port: number): boolean {
  const [first] = entries
    .filter(
      ({ Egress, Protocol, CidrBlock, PortRange }) =>
        Egress === egress &&
        TCP.includes(Protocol) &&
        holds(CidrBlock, address) &&
        (!PortRange || (PortRange.From <= port && port <= PortRange.To)),
    )
    .sort((a, b) => a.RuleNumber - b.RuleNumber);
  return first?.RuleAction === 'allow';
}

/** Groups only allow; which one an instance wears is up to its people. */
function letsOut({ IpPermissionsEgress: rules }: Group, to: string[]): boolean {
  const dividers = rules.flatMap(({ IpRanges }) => IpRanges.map(({ CidrIp }) => CidrIp));
  return every(to, dividers, (address) =>
    DATABASE_PORTS.some((port) =>
      rules.some(
        ({ IpProtocol, FromPort = 0, ToPort = 65_535, IpRanges }) =>
          TCP.includes(IpProtocol) &&
          FromPort <= port &&
          port <= ToPort &&
          IpRanges.some(({ CidrIp }) => holds(CidrIp, address)),
      ),
    ),
  );
}
