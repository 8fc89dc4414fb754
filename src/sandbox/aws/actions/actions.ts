import { accountActions } from './account.ts';
import type { Actions } from './action.ts';
import { connectionWrites } from './change-connections.ts';
import { connectionReads } from './describe-connections.ts';
import { aclActions } from './network-acls.ts';
import { routeTableActions } from './route-tables.ts';
import { routeActions } from './routes.ts';
import { groupActions } from './security-groups.ts';
import { tagActions } from './tags.ts';
import { vpcActions } from './vpcs.ts';

/** Everything that this EC2 can do, by the name of the action. */
export const actions: Actions = {
  ...connectionReads,
  ...connectionWrites,
  ...routeTableActions,
  ...routeActions,
  ...vpcActions,
  ...groupActions,
  ...aclActions,
  ...accountActions,
  ...tagActions,
};
