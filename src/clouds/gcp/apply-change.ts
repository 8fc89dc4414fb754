import { randomUUID } from 'node:crypto';
import type { GcpChange } from '../../core/cloud/gcp-network.ts';
import { mirrorOf } from '../../core/cloud/mirror-of.ts';
import { PeeringBotError } from '../../core/errors.ts';
import type { GcpEnds } from '../../core/next-step/gcp-ends.ts';
import { changeFailed, failureOf } from './failure.ts';
import { readNetwork } from './read/networks.ts';
import type { Session } from './session.ts';
import { untilDone } from './until-done.ts';

export const PERMISSIONS: Record<GcpChange['change'], string> = {
  'add-mirror': 'compute.networks.addPeering',
  'remove-mirror': 'compute.networks.removePeering',
};

/** Makes a change and waits for its operation; made already is success. Throws `PeeringBotError`. */
export async function applyChange(session: Session, ends: GcpEnds, change: GcpChange): Promise<void> {
  const permission = PERMISSIONS[change.change];
  try {
    if (await isMade(session, ends, change)) return;
    const operation = await (change.change === 'add-mirror'
      ? addMirror(session, ends, change.name)
      : removeMirror(session, ends, change.name));
    await untilDone(session, operation);
  } catch (error) {
    if (error instanceof PeeringBotError) throw error;
    const { kind } = failureOf(error);
    if (kind === 'same-peer' && (await isMade(session, ends, change))) return;
    if (kind === 'not-found' && change.change === 'remove-mirror') return;
    throw changeFailed(error, permission, session.project);
  }
}

/** By what it leads to: a name says nothing about whose a peering is. */
async function isMade(session: Session, ends: GcpEnds, change: GcpChange): Promise<boolean> {
  const network = await readNetwork(session, ends.network);
  const mirror = network && mirrorOf(network, ends);
  if (change.change === 'add-mirror') return mirror !== undefined;
  if (!mirror) return true;
  if (mirror.name === change.name) return false;
  throw new PeeringBotError(
    'conflict',
    `The mirror peering on network ${ends.network} is called ${mirror.name} now, not ${change.name}; nothing was removed.`,
  );
}

async function addMirror(session: Session, ends: GcpEnds, name: string): Promise<string> {
  const [operation] = await session.call(PERMISSIONS['add-mirror'], ({ networks }) =>
    networks.addPeering({
      project: ends.project,
      network: ends.network,
      // The same call sent twice by the transport is one for Compute Engine.
      requestId: randomUUID(),
      networksAddPeeringRequestResource: {
        networkPeering: {
          name,
          network: `projects/${ends.yugabyteProject}/global/networks/${ends.yugabyteNetwork}`,
          exchangeSubnetRoutes: true,
        },
      },
    }),
  );
  return nameOf(operation);
}

async function removeMirror(session: Session, ends: GcpEnds, name: string): Promise<string> {
  const [operation] = await session.call(PERMISSIONS['remove-mirror'], ({ networks }) =>
    networks.removePeering({
      project: ends.project,
      network: ends.network,
      requestId: randomUUID(),
      networksRemovePeeringRequestResource: { name },
    }),
  );
  return nameOf(operation);
}

/** The type promises a long-running operation; at run time it is Compute Engine's own, one level down. */
function nameOf(operation: unknown): string {
  const { latestResponse } = operation as { latestResponse?: { name?: string | null } };
  if (latestResponse?.name) return latestResponse.name;
  throw new PeeringBotError('bad-answer', 'Compute Engine did not name the operation that it began.');
}
