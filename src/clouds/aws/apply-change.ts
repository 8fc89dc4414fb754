import type { AwsChange } from '../../core/cloud/aws-network.ts';
import type { AwsEnds } from '../../core/next-step/aws-ends.ts';
import { changeFailed } from './change-failed.ts';
import { isMade } from './is-made.ts';
import { type FailureKind, kindOf } from './kind-of.ts';
import { ACTIONS, requestFor } from './requests.ts';
import type { Session } from './session.ts';

/** A change whose answer was lost is made twice; the second one runs into one of these. */
const MAY_BE_MADE: readonly FailureKind[] = ['route-exists', 'not-found', 'state', 'refused'];

/** Makes a change after looking at what it is about; made already is success. Throws `PeeringBotError`. */
export async function applyChange(session: Session, ends: AwsEnds, change: AwsChange): Promise<void> {
  if (await isMade(session, ends, change)) return;
  const action = ACTIONS[change.change];
  try {
    await session.call(action, (sdk) => requestFor(sdk, ends, change, { dryRun: false }));
  } catch (error) {
    if (MAY_BE_MADE.includes(kindOf(error)) && (await isMade(session, ends, change))) return;
    throw changeFailed(error, action, session.where);
  }
}
