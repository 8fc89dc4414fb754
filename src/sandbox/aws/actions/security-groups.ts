import { parseIpv4 } from '../../ipv4.ts';
import { isOf } from '../connections/ends.ts';
import { findConnection } from '../connections/visible.ts';
import { AwsError } from '../query/aws-error.ts';
import { page } from '../query/page.ts';
import { type Parameters, readStructures } from '../query/parameters.ts';
import { quotas } from '../quotas.ts';
import type { GroupRecord, GroupRule } from '../records.ts';
import { showGroup, showPermission, showRule } from '../show.ts';
import type { Actions, Call } from './action.ts';
import { describe, ownId, ownTags } from './describe.ts';
import { findVpc } from './vpcs.ts';

function authorizeEgress(call: Call) {
  const { region, parameters, caller } = call;
  const group = region.groups.get(parameters.GroupId ?? '');
  if (!group)
    throw new AwsError('InvalidGroup.NotFound', `The security group '${parameters.GroupId}' does not exist`);
  const added = readStructures(parameters, 'IpPermissions').flatMap((one) =>
    readPermission(call, group, one),
  );
  if (added.length === 0)
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipPermissions');
  for (const rule of added) {
    if (group.rules.some((other) => sameTraffic(rule, other)))
      throw new AwsError(
        'InvalidPermission.Duplicate',
        `the specified rule "peer: ${rule.cidr ?? rule.group?.id}, ${rule.protocol}, ALLOW" already exists`,
      );
  }
  if (group.rules.filter(({ egress }) => egress).length + added.length > quotas.rulesPerGroup)
    throw new AwsError(
      'RulesPerSecurityGroupLimitExceeded',
      'The maximum number of rules per security group has been reached.',
    );
  group.rules.push(...added);
  return {
    return: true,
    securityGroupRuleSet: added.map((rule) => showRule(rule, group, caller.account)),
  };
}

function readPermission(call: Call, group: GroupRecord, permission: Parameters): GroupRule[] {
  const { IpProtocol: protocol = '-1', FromPort, ToPort } = permission;
  const common = {
    egress: true,
    protocol: protocol === '6' ? 'tcp' : protocol,
    ...(protocol !== '-1' &&
      FromPort !== undefined && { ports: { from: Number(FromPort), to: Number(ToPort ?? FromPort) } }),
  };
  const make = (rest: Partial<GroupRule>): GroupRule => ({
    id: `sgr-0${call.db.ids.hex(16)}`,
    ...common,
    ...rest,
  });
  const ranges = readStructures(permission, 'IpRanges').map(({ CidrIp: cidr = '', Description }) => {
    if (!cidr.includes('/') || !parseIpv4(cidr))
      throw new AwsError('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
    return make({ cidr, ...(Description !== undefined && { description: Description }) });
  });
  const groups = readStructures(permission, 'Groups').map((one) =>
    make({ group: readGroup(call, group, one) }),
  );
  return [...ranges, ...groups];
}

/** A group of a peer, which is only known while the connection is active. */
function readGroup(
  { db, caller }: Call,
  own: GroupRecord,
  pair: Parameters,
): NonNullable<GroupRule['group']> {
  const { GroupId: id = '', UserId: account = caller.account, VpcPeeringConnectionId } = pair;
  if (account === caller.account) return { id, account };
  const connection = VpcPeeringConnectionId
    ? findConnection(db, VpcPeeringConnectionId, caller)
    : [...db.data.connections.values()].find(
        (one) =>
          one.status === 'active' &&
          isOf(one, own.vpcId) &&
          [one.requester.account, one.accepter.account].includes(account),
      );
  const isSameRegion = connection && connection.requester.region === connection.accepter.region;
  if (connection?.status !== 'active' || !isSameRegion)
    throw new AwsError(
      'InvalidGroup.NotFound',
      `You have specified two resources that belong to different networks.`,
    );
  return { id, account, connectionId: connection.id };
}

const sameTraffic = (one: GroupRule, other: GroupRule) =>
  one.egress === other.egress &&
  one.protocol === other.protocol &&
  one.ports?.from === other.ports?.from &&
  one.ports?.to === other.ports?.to &&
  one.cidr === other.cidr &&
  one.group?.id === other.group?.id;

/** Groups with rules for a group at the other end of a connection that is no longer active. */
function describeStale({ db, seen, parameters }: Call) {
  const vpc = findVpc(seen, parameters.VpcId ?? '');
  const stale = [...seen.groups.values()]
    .filter(({ vpcId }) => vpcId === vpc.id)
    .map((group) => ({ group, rules: group.rules.filter((rule) => isStale(rule)) }))
    .filter(({ rules }) => rules.length > 0);
  function isStale({ group }: GroupRule) {
    return (
      group?.connectionId !== undefined && db.seen().connections.get(group.connectionId)?.status !== 'active'
    );
  }
  const show = (rule: GroupRule) => {
    const { groups: _, ...permission } = showPermission(rule);
    const { group } = rule;
    return {
      ...permission,
      groups: [
        {
          userId: group?.account,
          groupId: group?.id,
          vpcPeeringConnectionId: group?.connectionId,
          peeringStatus: db.seen().connections.get(group?.connectionId ?? '')?.status ?? 'deleted',
        },
      ],
    };
  };
  const { items, nextToken } = page(parameters, stale, { idList: 'GroupId', most: 255 });
  return {
    staleSecurityGroupSet: items.map(({ group, rules }) => ({
      groupId: group.id,
      groupName: group.name,
      description: group.description,
      vpcId: vpc.id,
      staleIpPermissions: rules.filter(({ egress }) => !egress).map(show),
      staleIpPermissionsEgress: rules.filter(({ egress }) => egress).map(show),
    })),
    nextToken,
  };
}

interface RuleInGroup {
  rule: GroupRule;
  group: GroupRecord;
}

export const groupActions: Actions = {
  DescribeSecurityGroups: describe<GroupRecord>({
    set: 'securityGroupInfo',
    idList: 'GroupId',
    notFound: 'InvalidGroup.NotFound',
    all: ({ seen }) => [...seen.groups.values()],
    idOf: ownId,
    tagsOf: ownTags,
    filters: {
      'vpc-id': ({ vpcId }) => [vpcId],
      'group-id': ({ id }) => [id],
      'group-name': ({ name }) => [name],
      'egress.ip-permission.cidr': ({ rules }) =>
        rules.map(({ egress, cidr }) => (egress ? cidr : undefined)),
    },
    show: (one, { caller }) => showGroup(one, caller.account),
  }),
  DescribeSecurityGroupRules: describe<RuleInGroup>({
    set: 'securityGroupRuleSet',
    idList: 'SecurityGroupRuleId',
    notFound: 'InvalidSecurityGroupRuleId.NotFound',
    all: ({ seen }) =>
      [...seen.groups.values()].flatMap((group) => group.rules.map((rule) => ({ rule, group }))),
    idOf: ({ rule }) => rule.id,
    tagsOf: () => ({}),
    filters: {
      'group-id': ({ group }) => [group.id],
      'security-group-rule-id': ({ rule }) => [rule.id],
    },
    show: ({ rule, group }, { caller }) => showRule(rule, group, caller.account),
  }),
  AuthorizeSecurityGroupEgress: { answer: authorizeEgress, requires: ['GroupId'], writes: true },
  DescribeStaleSecurityGroups: { answer: describeStale, requires: ['VpcId'] },
};
