import type { AwsDatabase } from '../database.ts';
import type { ConnectionEnd, ConnectionRecord, ConnectionStatus } from '../records.ts';
import { timings } from '../timings.ts';
import { anyOverlap, cidrsOf, exists } from './ends.ts';

export type Asked = Pick<ConnectionEnd, 'account' | 'region' | 'vpcId'> & { cidrs?: string[] };

/** A new request; one that cannot be is `failed` from the start. `at`: when it was made, in ms since 1970. */
export function openConnection(
  db: AwsDatabase,
  requester: Asked,
  accepter: Asked,
  at = db.now(),
): ConnectionRecord {
  const connection: ConnectionRecord = {
    id: `pcx-0${db.ids.hex(16)}`,
    status: 'pending-acceptance',
    message: `Pending Acceptance by ${accepter.account}`,
    expiresAt: at + timings.requestExpires,
    requester: toEnd(requester),
    accepter: toEnd(accepter),
  };
  db.data.connections.set(connection.id, connection);
  const [own, other] = [connection.requester, connection.accepter].map((end) => cidrsOf(db.data, end));
  if (!exists(db.data, accepter) || anyOverlap(own ?? [], other ?? [])) {
    const why = 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range';
    end(db, connection, 'failed', why);
    return connection;
  }
  db.later(connection.expiresAt - db.now(), () => {
    if (connection.status !== 'pending-acceptance') return;
    end(db, connection, 'expired', 'Expired by system');
    db.changed(connection.id);
  });
  return connection;
}

/** Takes a moment. */
export function provision(db: AwsDatabase, connection: ConnectionRecord) {
  move(connection, 'provisioning', 'Provisioning');
  db.later(timings.provisioned, () => {
    if (connection.status === 'provisioning') activate(db, connection);
  });
}

export function activate(db: AwsDatabase, connection: ConnectionRecord) {
  move(connection, 'active', 'Active');
  db.changed(connection.id);
}

/** Between regions it takes a moment. */
export function closeConnection(db: AwsDatabase, connection: ConnectionRecord, by: string) {
  const close = () => {
    end(db, connection, 'deleted', `Deleted by ${by}`, by);
    db.changed(connection.id);
  };
  if (connection.requester.region === connection.accepter.region) return close();
  move(connection, 'deleting', `Deleting by ${by}`);
  db.later(timings.deleted, close);
}

export function rejectConnection(db: AwsDatabase, connection: ConnectionRecord) {
  const by = connection.accepter.account;
  end(db, connection, 'rejected', `Rejected by ${by}`, by);
  db.changed(connection.id);
}

export function end(
  db: AwsDatabase,
  connection: ConnectionRecord,
  status: ConnectionStatus,
  message: string,
  by?: string,
  at = db.now(),
) {
  move(connection, status, message);
  connection.ended = { at, ...(by !== undefined && { by }) };
}

function move(connection: ConnectionRecord, status: ConnectionStatus, message: string) {
  connection.status = status;
  connection.message = message;
}

const toEnd = ({ account, region, vpcId, cidrs = [] }: Asked): ConnectionEnd => ({
  account,
  region,
  vpcId,
  cidrs,
  allowsRemoteDns: false,
  tags: {},
});
