import type { AwsConnection } from '../../core/cloud/aws-facts.ts';
import type { AwsChange } from '../../core/cloud/aws-network.ts';
import { ENDED } from '../../core/cloud/ended.ts';
import { PeeringBotError } from '../../core/errors.ts';
import type { AwsEnds } from '../../core/next-step/aws-ends.ts';
import { changeFailed } from './change-failed.ts';
import { isRouteMade } from './is-route-made.ts';
import { CONNECTIONS, isBetween, readConnection } from './read/connections.ts';
import type { Session } from './session.ts';
import { sayWhere } from './where.ts';

/**
 * Whether a change holds already, from a look right before it is made. Throws `PeeringBotError` where it must not be
 * made: anybody may send a request, and a route may have been pointed elsewhere since it was planned.
 */
export async function isMade(session: Session, ends: AwsEnds, change: AwsChange): Promise<boolean> {
  switch (change.change) {
    case 'turn-on-dns':
      // Turning on what is on changes nothing.
      return false;
    case 'delete-route':
      // Its connection may be gone for long.
      return isRouteMade(session, ends, change);
    case 'create-route':
    case 'replace-route': {
      const [isThere] = await Promise.all([
        isRouteMade(session, ends, change),
        lookUp(session, ends, change.connectionId).then(thatLives),
      ]);
      return isThere;
    }
    case 'delete-connection': {
      const connection = await lookUp(session, ends, change.connectionId);
      return !connection || ENDED.includes(connection.status);
    }
    case 'accept': {
      const { status } = await lookUp(session, ends, change.connectionId).then(thatLives);
      return status === 'active' || status === 'provisioning';
    }
    case 'allow-remote-dns': {
      const { status, accepter } = await lookUp(session, ends, change.connectionId).then(thatLives);
      if (accepter.remoteDns) return true;
      if (status === 'active') return false;
      throw new PeeringBotError('conflict', `${change.connectionId} is ${status} in AWS, not active yet.`);
    }
  }

  function thatLives(connection: AwsConnection | undefined): AwsConnection {
    if (!connection) {
      throw new PeeringBotError(
        'conflict',
        `${sayWhere(session.where)} does not show the peering connection, or not yet.`,
      );
    }
    if (!ENDED.includes(connection.status)) return connection;
    throw new PeeringBotError('conflict', `${connection.connectionId} is ${connection.status} in AWS.`);
  }
}

/** Never one of other owners or other VPCs, whatever its id was copied from. */
async function lookUp(
  session: Session,
  ends: AwsEnds,
  connectionId: string,
): Promise<AwsConnection | undefined> {
  const connection = await readConnection(session, connectionId).catch((error: unknown) => {
    throw changeFailed(error, CONNECTIONS, session.where);
  });
  if (!connection || isBetween(connection, ends)) return connection;
  const { requester, accepter } = connection;
  throw new PeeringBotError(
    'rejected',
    `${connectionId} is between ${requester.vpcId} of ${requester.ownerId} and ${accepter.vpcId} of ${accepter.ownerId}, not this peering: it is left alone.`,
  );
}
