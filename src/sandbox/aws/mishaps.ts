import type { ApplicationCloud } from '../application-cloud.ts';
import { Refusal } from '../http.ts';
import { vpcAt } from './connections/ends.ts';
import type { AwsDatabase } from './database.ts';
import {
  type AclRecord,
  type ConnectionRecord,
  type RouteTableRecord,
  regionOf,
  type VpcRecord,
} from './records.ts';
import { servingTables } from './serving-tables.ts';

const databasePorts = [5433, 9042];
/** Numbers of their own, before the rule that lets everything through. */
const firstNumber = 90;

interface Scene {
  db: AwsDatabase;
  connection: ConnectionRecord;
  vpc: VpcRecord;
}

/** What somebody does to the application VPC of a peering in the console. */
export function mishaps(
  current: () => AwsDatabase,
  find: (id: string) => ConnectionRecord | undefined,
): ApplicationCloud['mishaps'] {
  const on = (act: (scene: Scene) => void) => (id: string) => {
    const db = current();
    const connection = find(id);
    const vpc = connection && vpcAt(db.data, connection.accepter);
    if (!vpc) throw new Refusal(409, 'Nobody can look into the application VPC of that peering.');
    db.remember();
    act({ db, connection, vpc });
  };
  return {
    /** The routes of one table go. */
    'break-route': on((scene) => {
      const table = tableWithRoute(scene);
      table.routes = table.routes.filter(({ target }) => target.id !== scene.connection.id);
    }),
    /** They lead into the internet instead. */
    'misdirect-route': on((scene) => {
      const other = { kind: 'gatewayId', id: 'igw-0fa15e00000000000' } as const;
      for (const route of tableWithRoute(scene).routes) {
        if (route.target.id === scene.connection.id) route.target = { ...other };
      }
    }),
    'dns-off': on(({ vpc }) => {
      vpc.dnsHostnames = false;
      vpc.dnsSupport = false;
    }),
    'dns-on': on(({ vpc }) => {
      vpc.dnsHostnames = true;
      vpc.dnsSupport = true;
    }),
    'block-acl': on((scene) => {
      for (const acl of aclsOf(scene)) {
        acl.entries = withoutBlocks(acl);
        const blocks = databasePorts.map((port, index) => ({
          number: firstNumber + index,
          egress: true,
          allow: false,
          protocol: '6',
          cidr: '0.0.0.0/0',
          ports: { from: port, to: port },
        }));
        acl.entries.unshift(...blocks);
      }
    }),
    'unblock-acl': on((scene) => {
      for (const acl of aclsOf(scene)) acl.entries = withoutBlocks(acl);
    }),
  };
}

function tableWithRoute({ db, connection, vpc }: Scene): RouteTableRecord {
  const table = servingTables(db.data, vpc).find(({ routes }) =>
    routes.some(({ target }) => target.id === connection.id),
  );
  if (table) return table;
  throw new Refusal(409, `No route table of ${vpc.id} has a route to ${connection.id}.`);
}

const aclsOf = ({ db, vpc }: Scene) =>
  [...regionOf(db.data, vpc.account, vpc.region).acls.values()].filter(({ vpcId }) => vpcId === vpc.id);

const withoutBlocks = ({ entries }: AclRecord) => entries.filter(({ number }) => number >= 100);
