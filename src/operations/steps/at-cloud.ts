import type { AwsChange } from '../../core/cloud/aws-network.ts';
import type { GcpChange } from '../../core/cloud/gcp-network.ts';
import type { Unseen } from '../../core/cloud/sight.ts';
import { PeeringBotError } from '../../core/errors.ts';
import { awsStepState } from '../../core/plan/aws-step-state.ts';
import { gcpStepState } from '../../core/plan/gcp-step-state.ts';
import type { AwsStep, GcpStep } from '../../core/plan/plan.ts';
import type { StepState } from '../../core/plan/step-state.ts';
import { livingPeering } from './living-peering.ts';
import type { StepContext, StepWork } from './step-work.ts';

/** How long AWS may take to show in one call what it took in another, in tries. */
const CONFLICTS = 12;

/** Looks at the account anew before and after every change; only what the look says is missing is done. */
export const atAws: StepWork<AwsStep> = {
  holds: async (step, context) => isDone(await awsState(step, context)),
  async act(step, context) {
    const state = await awsState(step, context);
    if (state.is === 'to-do') await aws(context).apply(step.ends, state.change);
  },
  alone: ({ ends }) => `aws:${ends.account}/${ends.region}/${ends.vpcId}`,
  conflicts: CONFLICTS,
  handsOver: true,
};

/** Nobody can do anything about it but wait, for as long as Yugabyte says that the request lives. */
export const untilSeenInAws: StepWork<AwsStep> = {
  async holds(step, context) {
    if (isDone(await awsState(step, context))) return true;
    await livingPeering(context);
    return false;
  },
  conflicts: 0,
  handsOver: true,
};

/** One operation at a time for each network: GCP refuses a second one. */
export const atGcp: StepWork<GcpStep> = {
  holds: async (step, context) => isDone(await gcpState(step, context)),
  async act(step, context) {
    const state = await gcpState(step, context);
    if (state.is === 'to-do') await gcp(context).apply(step.ends, state.change);
  },
  alone: ({ ends }) => `gcp:${ends.project}/${ends.network}`,
  conflicts: CONFLICTS,
  handsOver: true,
};

async function awsState(step: AwsStep, context: StepContext): Promise<StepState<AwsChange>> {
  const [facts] = await aws(context).look([step.ends]);
  if (!facts) throw new Error('a look at AWS came back with nothing');
  return awsStepState(step, facts);
}

async function gcpState(step: GcpStep, context: StepContext): Promise<StepState<GcpChange>> {
  const [facts] = await gcp(context).look([step.ends]);
  if (!facts) throw new Error('a look at GCP came back with nothing');
  return gcpStepState(step, facts);
}

function isDone(state: StepState<AwsChange | GcpChange>): boolean {
  switch (state.is) {
    case 'done':
      return true;
    case 'to-do':
    case 'waiting':
      return false;
    case 'unseen':
      throw notSeen(state.unseen);
    case 'obstructed': {
      const { code, sentence, mend } = state;
      throw new PeeringBotError(code, sentence, mend === undefined ? {} : { mend });
    }
  }
}

function notSeen({ why, reason }: Unseen): PeeringBotError {
  return new PeeringBotError(why === 'unreachable' ? 'unreachable' : 'forbidden', reason);
}

function aws({ clouds }: StepContext) {
  if (clouds.aws) return clouds.aws;
  throw switchedOff('AWS');
}

function gcp({ clouds }: StepContext) {
  if (clouds.gcp) return clouds.gcp;
  throw switchedOff('GCP');
}

function switchedOff(provider: 'AWS' | 'GCP'): PeeringBotError {
  return new PeeringBotError('rejected', `${provider} was switched off while this was being done.`, {
    mend: `Set PEERING_${provider}_MODE=act and try again.`,
  });
}
