import type { Peering } from '../../../core/peering.ts';
import type { ManagedDb } from '../../../core/ports.ts';
import type { Account } from '../read/account.ts';
import type { Lists } from '../read/lists.ts';
import { single } from '../wire/answers.ts';
import { peeringBody, peeringRow } from '../wire/peering.ts';
import { lookForNew } from './look-for-new.ts';
import { settledByRow } from './settled-by-row.ts';
import type { WriteOnce } from './write-once.ts';

const answer = single(peeringRow);

export function createRequestPeering(
  account: Account,
  lists: Lists,
  writeOnce: WriteOnce,
): ManagedDb['requestPeering'] {
  return async (spec) => {
    const doing = `Requesting the peering ${spec.name}`;
    const isLike = ({ name, yugabyteVpcId, application }: Peering) =>
      name === spec.name &&
      yugabyteVpcId === spec.yugabyteVpcId &&
      application.provider === spec.application.provider &&
      application.cloudProject === spec.application.cloudProject &&
      application.externalVpcId === spec.application.externalVpcId;
    const look = await lookForNew(lists.peeringRows, isLike, doing);
    return writeOnce({
      request: {
        method: 'POST',
        path: '/accounts/{account}/projects/{project}/vpc-peerings',
        params: { ...(await account.place()) },
        body: peeringBody(spec),
        doing,
      },
      settledBy: settledByRow(answer),
      look,
    });
  };
}
