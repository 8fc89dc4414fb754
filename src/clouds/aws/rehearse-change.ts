import type { AwsChange } from '../../core/cloud/aws-network.ts';
import type { Permit } from '../../core/cloud/permit.ts';
import type { Unseen } from '../../core/cloud/sight.ts';
import type { AwsEnds } from '../../core/next-step/aws-ends.ts';
import { kindOf } from './kind-of.ts';
import { ACTIONS, requestFor } from './requests.ts';
import type { Session } from './session.ts';
import { unseenBy } from './unseen-by.ts';

/**
 * Asks with `DryRun`; EC2 judges the right before anything else. `isThere: false`: what it is about is made up, and
 * "not found" is the answer of one who may. Never rejects.
 */
export async function rehearseChange(
  session: Session,
  ends: Pick<AwsEnds, 'vpcId'>,
  change: AwsChange,
  { isThere = true }: { isThere?: boolean } = {},
): Promise<Permit> {
  const action = ACTIONS[change.change];
  if (change.change === 'turn-on-dns') {
    return { may: 'unknown', reason: `AWS has no way to ask for ${action} without doing it.` };
  }
  try {
    await session.call(action, (sdk) => requestFor(sdk, ends, change, { dryRun: true }));
    return { may: 'yes' };
  } catch (error) {
    const kind = kindOf(error);
    if (kind === 'dry-run' || (kind === 'not-found' && !isThere)) return { may: 'yes' };
    return permitOf(unseenBy(error, action, session.where));
  }
}

export function permitOf({ why, reason, missing }: Unseen): Permit {
  if (why === 'unreachable') return { may: 'unknown', reason };
  return { may: 'no', reason, ...(missing !== undefined && { missing }) };
}
