import { normalizeEntry } from '../../core/cidr.ts';
import type { AwsChange } from '../../core/cloud/aws-network.ts';
import { PeeringBotError } from '../../core/errors.ts';
import type { AwsEnds } from '../../core/next-step/aws-ends.ts';
import { changeFailed, kindOf, sayWhere } from './failure.ts';
import { isBetween, readConnection } from './read/connections.ts';
import { readRoutes } from './read/route-tables.ts';
import { ACTIONS, requestFor } from './requests.ts';
import type { Session } from './session.ts';

/** Makes a change after looking at what it is about; made already is success. Throws `PeeringBotError`. */
export async function applyChange(session: Session, ends: AwsEnds, change: AwsChange): Promise<void> {
  const action = ACTIONS[change.change];
  try {
    await verify(session, ends, change);
    await session.call(action, (sdk) => requestFor(sdk, ends, change, { dryRun: false }));
  } catch (error) {
    if (error instanceof PeeringBotError) throw error;
    if (await isMade(session, change, error)) return;
    throw changeFailed(error, action, session.where);
  }
}

/** Anybody may send a request, and a route may have been pointed elsewhere since it was looked at. */
async function verify(session: Session, ends: AwsEnds, change: AwsChange): Promise<void> {
  if (change.change === 'turn-on-dns') return;
  if (change.change === 'delete-route') {
    const routes = await readRoutes(session, change.routeTableId);
    const route = routes.find(({ cidr }) => cidr === change.cidr);
    if (route && route.target !== change.connectionId) {
      throw new PeeringBotError(
        'conflict',
        `The route to ${change.cidr} in ${change.routeTableId} leads to ${route.target} now; it stays.`,
      );
    }
    return;
  }
  const connection = await readConnection(session, change.connectionId);
  if (!connection) {
    throw new PeeringBotError(
      'conflict',
      `${sayWhere(session.where)} does not show ${change.connectionId}, or not yet.`,
    );
  }
  if (!isBetween(connection, ends)) {
    const { requester, accepter } = connection;
    throw new PeeringBotError(
      'rejected',
      `${change.connectionId} is between ${requester.vpcId} of ${requester.ownerId} and ${accepter.vpcId} of ${accepter.ownerId}, not this peering: it is left alone.`,
    );
  }
}

/** A change whose answer was lost is made twice; what the second one runs into tells that it is made. */
async function isMade(session: Session, change: AwsChange, error: unknown): Promise<boolean> {
  const kind = kindOf(error);
  if (kind === 'not-found') return change.change === 'delete-route' || change.change === 'delete-connection';
  if (kind !== 'route-exists' || change.change !== 'create-route') return false;
  const routes = await readRoutes(session, change.routeTableId);
  const there = routes.find(({ cidr }) => normalizeEntry(cidr) === change.cidr);
  if (there?.target === change.connectionId) return true;
  throw new PeeringBotError(
    'route-taken',
    `Route table ${change.routeTableId} sends ${change.cidr} to ${there?.target ?? 'another target'} already.`,
    {
      means: 'It is left as it is.',
      mend: `Whoever looks after that route in AWS account ${session.where.account} has to decide.`,
    },
  );
}
