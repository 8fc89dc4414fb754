import type { ApplicationCloud, CloudRequest, CloudSide, Earlier } from '../application-cloud.ts';
import { vpcAt } from './connections/ends.ts';
import {
  activate,
  closeConnection,
  end,
  openConnection,
  provision,
  rejectConnection,
} from './connections/life.ts';
import type { AwsDatabase } from './database.ts';
import { mishaps } from './mishaps.ts';
import type { ConnectionRecord, ConnectionStatus } from './records.ts';
import { accountOf, plantVpc } from './seed/plant-vpc.ts';
import { servingTables } from './serving-tables.ts';
import { timings } from './timings.ts';

const sides: Record<ConnectionStatus, CloudSide> = {
  'pending-acceptance': 'pending-acceptance',
  provisioning: 'pending-acceptance',
  active: 'active',
  deleting: 'deleted',
  deleted: 'deleted',
  rejected: 'rejected',
  failed: 'failed',
  expired: 'expired',
};

/** EC2 as Yugabyte and the people in the console know it. */
export function createApplicationSide(
  current: () => AwsDatabase,
  onChange: ApplicationCloud['onChange'],
): ApplicationCloud {
  const find = (id: string): ConnectionRecord | undefined => {
    const db = current();
    return db.data.connections.get(db.requests.get(id) ?? '');
  };
  /** In the console: only where the connection is in one of these states. */
  const when =
    (states: ConnectionStatus[], act: (db: AwsDatabase, connection: ConnectionRecord) => void) =>
    (id: string) => {
      const db = current();
      const connection = find(id);
      if (!connection || !states.includes(connection.status)) return false;
      db.remember();
      act(db, connection);
      return true;
    };
  return {
    request(asked, earlier) {
      const db = current();
      if (earlier?.side === 'none') return;
      db.remember();
      const connection = open(db, asked, earlier);
      db.requests.set(asked.id, connection.id);
      if (earlier) restore(db, connection, earlier);
    },
    withdraw(id) {
      when(['pending-acceptance', 'provisioning', 'active'], (db, connection) =>
        closeConnection(db, connection, connection.requester.account),
      )(id);
    },
    sideOf(id) {
      const connection = find(id);
      return connection ? sides[connection.status] : 'none';
    },
    accept: when(['pending-acceptance'], provision),
    reject: when(['pending-acceptance'], rejectConnection),
    remove: when(['active', 'provisioning', 'pending-acceptance'], (db, connection) =>
      closeConnection(db, connection, connection.accepter.account),
    ),
    mishaps: mishaps(current, find),
    onChange,
  };
}

/** Yugabyte's own VPC comes to be known by its first request. */
function open(db: AwsDatabase, { yugabyte, application }: CloudRequest, earlier?: Earlier): ConnectionRecord {
  accountOf(db.data, yugabyte.project).hasNoQuotas = true;
  const requester = toEnd(yugabyte);
  plantVpc(db.data, {
    account: requester.account,
    region: requester.region,
    id: requester.vpcId,
    cidrs: yugabyte.cidrs,
    name: 'yugabyte',
    dnsHostnames: true,
  });
  return openConnection(db, requester, toEnd(application), earlier?.requestedAt);
}

const toEnd = ({ project, network, region = '', cidrs }: CloudRequest['yugabyte']) => ({
  account: project,
  region,
  vpcId: network,
  cidrs,
});

function restore(db: AwsDatabase, connection: ConnectionRecord, { side, requestedAt }: Earlier) {
  switch (side) {
    case 'active':
      activate(db, connection);
      leadRoutes(db, connection);
      break;
    case 'expired':
      end(db, connection, 'expired', 'Expired by system', undefined, requestedAt + timings.requestExpires);
      break;
    case 'failed':
    case 'rejected':
    case 'deleted':
      end(db, connection, side, side, undefined, requestedAt);
  }
}

/** What works is set up whole. */
function leadRoutes(db: AwsDatabase, { id, requester, accepter }: ConnectionRecord) {
  const vpc = vpcAt(db.data, accepter);
  if (!vpc) return;
  for (const table of servingTables(db.data, vpc)) {
    for (const destination of requester.cidrs) {
      if (table.routes.some((route) => route.destination === destination)) continue;
      table.routes.push({
        destination,
        target: { kind: 'vpcPeeringConnectionId', id },
        origin: 'CreateRoute',
      });
    }
  }
}
