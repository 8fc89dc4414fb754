import type { AclRecord } from '../records.ts';
import { showAcl } from '../show.ts';
import type { Actions } from './action.ts';
import { describe, ownId, ownTags } from './describe.ts';

export const aclActions: Actions = {
  DescribeNetworkAcls: describe<AclRecord>({
    set: 'networkAclSet',
    idList: 'NetworkAclId',
    notFound: 'InvalidNetworkAclID.NotFound',
    all: ({ seen }) => [...seen.acls.values()],
    idOf: ownId,
    tagsOf: ownTags,
    filters: {
      'vpc-id': ({ vpcId }) => [vpcId],
      'network-acl-id': ({ id }) => [id],
      default: () => ['true'],
      'association.subnet-id': ({ associations }) => associations.map(({ subnetId }) => subnetId),
    },
    show: (one, { caller }) => showAcl(one, caller.account),
  }),
};
