import { cidrsOf, ownEnds } from '../connections/ends.ts';
import { checkConnectionId, visibleConnections } from '../connections/visible.ts';
import type { FilterTable } from '../query/filters.ts';
import { readList } from '../query/parameters.ts';
import type { ConnectionEnd, ConnectionRecord } from '../records.ts';
import { showConnection } from '../show.ts';
import type { Actions, Call } from './action.ts';
import { describe, ownId } from './describe.ts';

const endFilters = (side: 'requester' | 'accepter'): FilterTable<ConnectionRecord> => {
  const look = (read: (end: ConnectionEnd) => string) => (one: ConnectionRecord) => [read(one[side])];
  return {
    [`${side}-vpc-info.owner-id`]: look(({ account }) => account),
    [`${side}-vpc-info.vpc-id`]: look(({ vpcId }) => vpcId),
  };
};

/** The networks of an end are the VPC's own where it is known, so that filter needs the call. */
function describeConnections(call: Call) {
  const { db, caller } = call;
  for (const id of readList(call.parameters, 'VpcPeeringConnectionId')) checkConnectionId(id);
  const cidrs = (side: 'requester' | 'accepter') => (one: ConnectionRecord) => cidrsOf(db.seen(), one[side]);
  return describe<ConnectionRecord>({
    set: 'vpcPeeringConnectionSet',
    idList: 'VpcPeeringConnectionId',
    notFound: 'InvalidVpcPeeringConnectionID.NotFound',
    all: () => visibleConnections(db, caller.account, caller.region),
    idOf: ownId,
    tagsOf: (one) => ownEnds(one, caller.account, caller.region)[0]?.tags ?? {},
    filters: {
      ...endFilters('requester'),
      ...endFilters('accepter'),
      'requester-vpc-info.cidr-block': cidrs('requester'),
      'accepter-vpc-info.cidr-block': cidrs('accepter'),
      'status-code': ({ status }) => [status],
      'status-message': ({ message }) => [message],
      'expiration-time': ({ expiresAt }) => [new Date(expiresAt).toISOString()],
      'vpc-peering-connection-id': ({ id }) => [id],
    },
    show: (one) => showConnection(db.seen(), one, caller),
  }).answer(call);
}

export const connectionReads: Actions = {
  DescribeVpcPeeringConnections: { answer: describeConnections },
};
