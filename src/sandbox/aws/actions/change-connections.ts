import { endsOf, isLive, isOf, ownEnds, vpcAt } from '../connections/ends.ts';
import { closeConnection, openConnection, provision, rejectConnection } from '../connections/life.ts';
import { findConnection } from '../connections/visible.ts';
import { AwsError } from '../query/aws-error.ts';
import { readFlag, readStructures, requireParameter } from '../query/parameters.ts';
import { quotas } from '../quotas.ts';
import type { ConnectionEnd, ConnectionRecord } from '../records.ts';
import { showConnection } from '../show.ts';
import type { Actions, Call } from './action.ts';
import { done } from './action.ts';
import { readTags } from './tags.ts';

const named = ({ db, parameters, caller }: Call) =>
  findConnection(db, parameters.VpcPeeringConnectionId ?? '', caller);

function create(call: Call) {
  const { db, caller, parameters } = call;
  const vpcId = requireParameter(parameters, 'VpcId');
  if (!call.region.vpcs.has(vpcId))
    throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);
  const accepter = {
    account: parameters.PeerOwnerId || caller.account,
    region: parameters.PeerRegion || caller.region,
    vpcId: requireParameter(parameters, 'PeerVpcId'),
  };
  const live = [...db.data.connections.values()].filter(isLive);
  if (live.some((one) => isOf(one, vpcId) && isOf(one, accepter.vpcId)))
    throw new AwsError(
      'VpcPeeringConnectionAlreadyExists',
      `A VPC peering connection already exists between VPC '${vpcId}' and VPC '${accepter.vpcId}'`,
    );
  const outstanding = live.filter(
    ({ status, requester }) =>
      status === 'pending-acceptance' &&
      requester.account === caller.account &&
      requester.region === caller.region,
  );
  if (outstanding.length >= quotas.outstandingRequests && !db.data.accounts.get(caller.account)?.hasNoQuotas)
    throw new AwsError(
      'OutstandingVpcPeeringConnectionLimitExceeded',
      'You have reached the limit on the number of VPC peering requests that are outstanding.',
    );
  const connection = openConnection(db, { account: caller.account, region: caller.region, vpcId }, accepter);
  connection.requester.tags = readTags(readStructures(parameters, 'TagSpecification')[0] ?? {});
  // The answer comes before EC2 has looked at the other end.
  const status = { code: 'initiating-request', message: `Initiating Request to ${accepter.account}` };
  return { vpcPeeringConnection: { ...showConnection(db.data, connection, caller), status } };
}

function accept(call: Call) {
  const { db, caller } = call;
  const connection = named(call);
  const { accepter, id } = connection;
  if (accepter.account !== caller.account)
    throw new AwsError('OperationNotPermitted', `User (${caller.account}) cannot accept peering ${id}`);
  if (accepter.region !== caller.region)
    throw new AwsError(
      'OperationNotPermitted',
      `Incorrect region (${caller.region}) specified for this request. VPC peering connection ${id} must be accepted in region ${accepter.region}`,
    );
  expect(connection, ['pending-acceptance'], 'active');
  if (endsOf(connection).some((end) => isFull(call, end)))
    throw new AwsError(
      'ActiveVpcPeeringConnectionPerVpcLimitExceeded',
      `The VPC has reached the limit of ${quotas.activePeeringsPerVpc} active VPC peering connections.`,
    );
  provision(db, connection);
  return { vpcPeeringConnection: showConnection(db.data, connection, caller) };
}

function isFull({ db }: Call, { account, vpcId }: ConnectionEnd): boolean {
  if (db.data.accounts.get(account)?.hasNoQuotas) return false;
  const active = [...db.data.connections.values()].filter(
    (one) => (one.status === 'active' || one.status === 'provisioning') && isOf(one, vpcId),
  );
  return active.length >= quotas.activePeeringsPerVpc;
}

function reject(call: Call) {
  const connection = named(call);
  const { accepter, id } = connection;
  if (accepter.account !== call.caller.account || accepter.region !== call.caller.region)
    throw new AwsError('OperationNotPermitted', `User (${call.caller.account}) cannot reject peering ${id}`);
  expect(connection, ['pending-acceptance'], 'rejected');
  rejectConnection(call.db, connection);
  return done;
}

/** Of a request that waits, its requester's only. */
function remove(call: Call) {
  const { db, caller } = call;
  const connection = named(call);
  expect(connection, ['pending-acceptance', 'active', 'provisioning'], 'deleting');
  const isRequester = ownEnds(connection, caller.account, caller.region).includes(connection.requester);
  if (connection.status === 'pending-acceptance' && !isRequester)
    throw new AwsError(
      'OperationNotPermitted',
      `User (${caller.account}) cannot delete peering ${connection.id} which is pending acceptance`,
    );
  closeConnection(db, connection, caller.account);
  return done;
}

function expect(connection: ConnectionRecord, from: string[], to: string) {
  if (from.includes(connection.status)) return;
  throw new AwsError(
    'InvalidStateTransition',
    `Invalid state transition for ${connection.id}, attempted to transition from ${connection.status} to ${to}`,
  );
}

const sides = {
  requester: 'RequesterPeeringConnectionOptions',
  accepter: 'AccepterPeeringConnectionOptions',
} as const;

function modifyOptions(call: Call) {
  const { caller, parameters } = call;
  const connection = named(call);
  const said = (['requester', 'accepter'] as const).flatMap((side) => {
    const flag = readFlag(parameters, `${sides[side]}.AllowDnsResolutionFromRemoteVpc`);
    return flag === undefined ? [] : [{ side, flag }];
  });
  for (const { side, flag } of said) {
    if (!ownEnds(connection, caller.account, caller.region).includes(connection[side]))
      throw new AwsError(
        'OperationNotPermitted',
        `User ${caller.account} cannot modify ${side} peering options of ${connection.id} in ${caller.region}`,
      );
    if (connection.status !== 'active')
      throw new AwsError(
        'OperationNotPermitted',
        `Peering ${connection.id} is not active. Peering options can be added only to active peerings.`,
      );
    if (flag && endsOf(connection).some((end) => hasNoDns(call, end)))
      throw new AwsError(
        'InvalidVpcPeeringConnectionState.DnsHostnamesDisabled',
        'DNS hostnames and DNS resolution must be enabled on both VPCs.',
      );
  }
  for (const { side, flag } of said) connection[side].allowsRemoteDns = flag;
  return Object.fromEntries(
    said.map(({ side, flag }) => [
      `${side}PeeringConnectionOptions`,
      { allowDnsResolutionFromRemoteVpc: flag },
    ]),
  );
}

function hasNoDns({ db }: Call, end: ConnectionEnd): boolean {
  const vpc = vpcAt(db.data, end);
  return vpc !== undefined && !(vpc.dnsSupport && vpc.dnsHostnames);
}

const requires = ['VpcPeeringConnectionId'];

export const connectionWrites: Actions = {
  CreateVpcPeeringConnection: { answer: create, requires: ['VpcId'], writes: true },
  AcceptVpcPeeringConnection: { answer: accept, requires, writes: true },
  RejectVpcPeeringConnection: { answer: reject, requires, writes: true },
  DeleteVpcPeeringConnection: { answer: remove, requires, writes: true },
  ModifyVpcPeeringConnectionOptions: { answer: modifyOptions, requires, writes: true },
};
