import type { AwsChange } from '../../core/cloud/aws-network.ts';
import type { Permit } from '../../core/cloud/permit.ts';
import type { AwsEnds } from '../../core/next-step/aws-ends.ts';
import { kindOf, unseenBy } from './failure.ts';
import { ACTIONS, requestFor } from './requests.ts';
import type { Session } from './session.ts';

/** Asks with `DryRun`; EC2 judges the right before anything else. Never rejects. */
export async function rehearseChange(
  session: Session,
  ends: Pick<AwsEnds, 'vpcId'>,
  change: AwsChange,
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
    if (kind === 'dry-run') return { may: 'yes' };
    const { why, reason, missing } = unseenBy(error, action, session.where);
    if (why === 'unreachable') return { may: 'unknown', reason };
    return { may: 'no', reason, ...(missing !== undefined && { missing }) };
  }
}
