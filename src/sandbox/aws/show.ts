import { cidrsOf, ownEnds } from './connections/ends.ts';
import type { Xml } from './query/xml.ts';
import type {
  AclRecord,
  AwsData,
  ConnectionEnd,
  ConnectionRecord,
  GroupRecord,
  GroupRule,
  RouteRecord,
  RouteTableRecord,
  SubnetRecord,
  Tags,
  VpcRecord,
} from './records.ts';

type Fields = { [name: string]: Xml };

/** EC2's own element names, in its order. */
export const showTags = (tags: Tags): Xml => Object.entries(tags).map(([key, value]) => ({ key, value }));

export const showVpc = ({ id, account, cidrs, tags }: VpcRecord): Fields => ({
  vpcId: id,
  ownerId: account,
  state: 'available',
  cidrBlock: cidrs[0],
  cidrBlockAssociationSet: cidrs.map((cidrBlock, index) => ({
    cidrBlock,
    associationId: `vpc-cidr-assoc-${id.slice(4, -2)}${String(index).padStart(2, '0')}`,
    cidrBlockState: { state: 'associated' },
  })),
  dhcpOptionsId: `dopt-${id.slice(4)}`,
  instanceTenancy: 'default',
  isDefault: false,
  tagSet: showTags(tags),
});

export const showSubnet = ({ id, vpcId, cidr, zone, tags }: SubnetRecord, owner: string): Fields => ({
  subnetId: id,
  vpcId,
  ownerId: owner,
  state: 'available',
  cidrBlock: cidr,
  availabilityZone: zone,
  availableIpAddressCount: 2 ** (32 - Number(cidr.split('/')[1])) - 5,
  defaultForAz: false,
  mapPublicIpOnLaunch: false,
  tagSet: showTags(tags),
});

/** A route to a connection that is not active leads nowhere. */
export const stateOfRoute = (data: AwsData, { target }: RouteRecord): 'active' | 'blackhole' =>
  target.kind !== 'vpcPeeringConnectionId' || data.connections.get(target.id)?.status === 'active'
    ? 'active'
    : 'blackhole';

export const showRouteTable = (data: AwsData, table: RouteTableRecord, owner: string): Fields => ({
  routeTableId: table.id,
  vpcId: table.vpcId,
  ownerId: owner,
  routeSet: table.routes.map((route) => ({
    ...(route.destination.includes(':')
      ? { destinationIpv6CidrBlock: route.destination }
      : { destinationCidrBlock: route.destination }),
    [route.target.kind]: route.target.id,
    state: stateOfRoute(data, route),
    origin: route.origin,
  })),
  associationSet: table.associations.map(({ id, subnetId }) => ({
    routeTableAssociationId: id,
    routeTableId: table.id,
    subnetId,
    main: subnetId === undefined,
    associationState: { state: 'associated' },
  })),
  propagatingVgwSet: [],
  tagSet: showTags(table.tags),
});

export const showAcl = ({ id, vpcId, entries, associations, tags }: AclRecord, owner: string): Fields => ({
  networkAclId: id,
  vpcId,
  ownerId: owner,
  default: true,
  entrySet: entries.map(({ number, protocol, allow, egress, cidr, ports }) => ({
    ruleNumber: number,
    protocol,
    ruleAction: allow ? 'allow' : 'deny',
    egress,
    cidrBlock: cidr,
    portRange: ports && { from: ports.from, to: ports.to },
  })),
  associationSet: associations.map((one) => ({
    networkAclAssociationId: one.id,
    networkAclId: id,
    subnetId: one.subnetId,
  })),
  tagSet: showTags(tags),
});

export const showGroup = (group: GroupRecord, owner: string): Fields => ({
  ownerId: owner,
  groupId: group.id,
  groupName: group.name,
  groupDescription: group.description,
  vpcId: group.vpcId,
  ipPermissions: group.rules.filter(({ egress }) => !egress).map(showPermission),
  ipPermissionsEgress: group.rules.filter(({ egress }) => egress).map(showPermission),
  tagSet: showTags(group.tags),
});

export const showPermission = ({ protocol, ports, cidr, group, description }: GroupRule): Fields => ({
  ipProtocol: protocol,
  fromPort: ports?.from,
  toPort: ports?.to,
  groups: group
    ? [{ userId: group.account, groupId: group.id, vpcPeeringConnectionId: group.connectionId, description }]
    : [],
  ipRanges: cidr === undefined ? [] : [{ cidrIp: cidr, description }],
  ipv6Ranges: [],
  prefixListIds: [],
});

export const showRule = (rule: GroupRule, group: GroupRecord, owner: string): Fields => ({
  securityGroupRuleId: rule.id,
  groupId: group.id,
  groupOwnerId: owner,
  isEgress: rule.egress,
  ipProtocol: rule.protocol,
  fromPort: rule.ports?.from ?? -1,
  toPort: rule.ports?.to ?? -1,
  cidrIpv4: rule.cidr,
  referencedGroupInfo: rule.group && {
    groupId: rule.group.id,
    userId: rule.group.account,
    vpcPeeringConnectionId: rule.group.connectionId,
  },
  description: rule.description,
  tagSet: [],
});

/** The accepter's networks are told once it has accepted. */
export function showConnection(
  data: AwsData,
  connection: ConnectionRecord,
  { account, region }: { account: string; region: string },
): Fields {
  const { id, requester, accepter, status, message, expiresAt } = connection;
  const isAccepted = status === 'active' || status === 'provisioning';
  const isWaiting = status === 'pending-acceptance' || status === 'expired';
  return {
    vpcPeeringConnectionId: id,
    requesterVpcInfo: showEnd(requester, cidrsOf(data, requester)),
    accepterVpcInfo: showEnd(accepter, isAccepted ? cidrsOf(data, accepter) : undefined),
    status: { code: status, message },
    expirationTime: isWaiting ? new Date(expiresAt).toISOString() : undefined,
    tagSet: showTags(ownEnds(connection, account, region)[0]?.tags ?? {}),
  };
}

const showEnd = (end: ConnectionEnd, cidrs: string[] | undefined): Fields => ({
  ownerId: end.account,
  vpcId: end.vpcId,
  region: end.region,
  cidrBlock: cidrs?.[0],
  cidrBlockSet: cidrs?.map((cidrBlock) => ({ cidrBlock })),
  peeringOptions: {
    allowDnsResolutionFromRemoteVpc: end.allowsRemoteDns,
    allowEgressFromLocalClassicLinkToRemoteVpc: false,
    allowEgressFromLocalVpcToRemoteClassicLink: false,
  },
});
