import { normalizeEntry } from '../../core/cidr.ts';
import type { AwsRoute } from '../../core/cloud/aws-facts.ts';
import type { AwsChange } from '../../core/cloud/aws-network.ts';
import { ENDED } from '../../core/cloud/ended.ts';
import { PeeringBotError } from '../../core/errors.ts';
import type { AwsEnds } from '../../core/next-step/aws-ends.ts';
import { changeFailed } from './change-failed.ts';
import { CONNECTIONS, readConnection } from './read/connections.ts';
import { ROUTE_TABLES, readRouteTable } from './read/route-tables.ts';
import type { Session } from './session.ts';

export type RouteChange = Extract<AwsChange, { routeTableId: string }>;

/** Whether a route is as it is to be. Throws `PeeringBotError` where it must be left as it is. */
export async function isRouteMade(session: Session, ends: AwsEnds, change: RouteChange): Promise<boolean> {
  const { routeTableId, cidr, connectionId } = change;
  const table = await read(session, ROUTE_TABLES, () => readRouteTable(session, routeTableId));
  if (!table) {
    if (change.change === 'delete-route') return true;
    throw new PeeringBotError('not-found', `Route table ${routeTableId} is gone.`);
  }
  if (table.vpcId !== ends.vpcId) {
    throw new PeeringBotError(
      'rejected',
      `Route table ${routeTableId} is of ${table.vpcId}, not of ${ends.vpcId}: it is left alone.`,
    );
  }
  const route = table.routes.find((one) => normalizeEntry(one.cidr) === normalizeEntry(cidr));
  const isOurs = route?.target === connectionId;
  switch (change.change) {
    case 'delete-route':
      if (!route) return true;
      if (isOurs) return false;
      throw new PeeringBotError(
        'conflict',
        `The route to ${cidr} in ${routeTableId} leads to ${route.target} now; it stays.`,
      );
    case 'create-route':
      if (!route) return false;
      if (isOurs) return true;
      if (!(await leadsNowhere(session, route))) throw taken(session, change, route);
      throw new PeeringBotError(
        'conflict',
        `${routeTableId} has a route to ${cidr} that leads nowhere: ${route.target} is gone.`,
      );
    case 'replace-route':
      if (!route) {
        throw new PeeringBotError('conflict', `${routeTableId} has no route to ${cidr} any more.`);
      }
      if (isOurs) return true;
      if (await leadsNowhere(session, route)) return false;
      throw taken(session, change, route);
  }
}

/** The blackhole that a dead peering has left. One that waits to be accepted is a blackhole as well, and somebody's. */
async function leadsNowhere(session: Session, { state, target }: AwsRoute): Promise<boolean> {
  if (state !== 'blackhole' || !target.startsWith('pcx-')) return false;
  const connection = await read(session, CONNECTIONS, () => readConnection(session, target));
  return !connection || ENDED.includes(connection.status);
}

function taken(session: Session, { routeTableId, cidr }: RouteChange, { target }: AwsRoute): PeeringBotError {
  return new PeeringBotError(
    'route-taken',
    `Route table ${routeTableId} sends ${cidr} to ${target} already.`,
    {
      means: 'It is left as it is.',
      mend: `Whoever looks after that route in AWS account ${session.where.account} has to decide.`,
    },
  );
}

function read<T>(session: Session, action: string, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw changeFailed(error, action, session.where);
  });
}
