import type { PlanStep } from '../../core/plan/plan.ts';
import { assignAllowList } from './assign-allow-list.ts';
import { atAws, atGcp, untilSeenInAws } from './at-cloud.ts';
import { awaitActive } from './await-active.ts';
import { awaitFlow } from './await-flow.ts';
import { awaitGone } from './await-gone.ts';
import { deleteAllowList } from './delete-allow-list.ts';
import { ensureAllowList } from './ensure-allow-list.ts';
import { requestPeering } from './request-peering.ts';
import type { StepOf, StepWork } from './step-work.ts';
import { terminatePeering } from './terminate-peering.ts';
import { unassignAllowList } from './unassign-allow-list.ts';

const steps: { [Kind in PlanStep['do']]: StepWork<StepOf<Kind>> } = {
  'request-peering': requestPeering,
  'await-active': awaitActive,
  'ensure-allow-list': ensureAllowList,
  'assign-allow-list': assignAllowList,
  'unassign-allow-list': unassignAllowList,
  'delete-allow-list': deleteAllowList,
  'terminate-peering': terminatePeering,
  'await-gone': awaitGone,
  'await-flow': awaitFlow,
  'turn-on-dns': atAws,
  'await-request': untilSeenInAws,
  'accept-request': atAws,
  'add-route': atAws,
  'allow-remote-dns': atAws,
  'delete-route': atAws,
  'delete-connection': atAws,
  'add-mirror': atGcp,
  'remove-mirror': atGcp,
};

export function workFor<Step extends PlanStep>(step: Step): StepWork<Step> {
  return steps[step.do] as StepWork<Step>;
}
