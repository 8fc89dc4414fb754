import type { AwsDatabase } from '../database.ts';
import { AwsError } from '../query/aws-error.ts';
import type { ConnectionRecord } from '../records.ts';
import { timings } from '../timings.ts';
import { ownEnds } from './ends.ts';

/** What that account is shown in that region; who ended a connection sees it for a shorter time. */
export function visibleConnections(db: AwsDatabase, account: string, region: string): ConnectionRecord[] {
  return [...db.seen().connections.values()].filter((one) => isShown(one, account, region, db.now()));
}

function isShown(connection: ConnectionRecord, account: string, region: string, now: number): boolean {
  const { requester, ended, status } = connection;
  const own = ownEnds(connection, account, region);
  if (own.length === 0) return false;
  if (!ended) return true;
  return now < ended.at + shownFor(connection, own.includes(requester), account, status);
}

function shownFor(
  { requester, accepter, ended }: ConnectionRecord,
  isRequester: boolean,
  account: string,
  status: ConnectionRecord['status'],
): number {
  if (status === 'expired') return timings.shownLong;
  if (status === 'failed') return isRequester ? timings.shownShortly : 0;
  if (requester.account === accepter.account || ended?.by === account) return timings.shownShortly;
  return timings.shownLong;
}

/** As it is; throws EC2's errors for an id that is none, or not seen here, or not yet. */
export function findConnection(
  db: AwsDatabase,
  id: string,
  { account, region }: { account: string; region: string },
): ConnectionRecord {
  checkConnectionId(id);
  const connection = db.data.connections.get(id);
  if (connection && visibleConnections(db, account, region).some((one) => one.id === id)) return connection;
  throw noConnection(id);
}

export function checkConnectionId(id: string) {
  if (/^pcx-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) return;
  throw new AwsError('InvalidVpcPeeringConnectionId.Malformed', `Invalid id: "${id}" (expecting "pcx-...")`);
}

export const noConnection = (id: string) =>
  new AwsError(
    'InvalidVpcPeeringConnectionID.NotFound',
    `The vpcPeeringConnection ID '${id}' does not exist`,
  );
