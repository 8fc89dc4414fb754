import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Plan } from '../../core/plan/plan.ts';
import type { ShownPlan } from '../../operations/api.ts';
import { section } from '../blocks.ts';
import { actionIds, viewIds } from '../ids.ts';
import { mrkdwn, strong } from '../mrkdwn.ts';
import { modal } from './modal.ts';
import { approvalNote, planBlocks } from './plan-blocks.ts';
import { remember } from './remember.ts';
import { routeTablesField } from './route-tables-field.ts';

export const completeMemory = z.object({
  peeringId: z.string(),
  name: z.string(),
  leaveOut: z.array(z.string()),
  digest: z.string(),
  shownAt: z.number(),
});

export interface CompleteDrawing {
  peering: { id: string; name: string };
  /** The plan with every route table. */
  whole: Plan;
  /** Without the ones that are left out; absent where nothing is left to do then. */
  shown?: ShownPlan;
  nothing?: string;
  leaveOut: string[];
  notice?: string;
  needsApproval?: string[];
}

/** Exactly what is missing, step by step, before anything happens. */
export function completeView(drawing: CompleteDrawing): ModalView {
  const { peering, whole, shown, nothing, leaveOut, notice, needsApproval } = drawing;
  const { digest = '', shownAt = 0 } = shown ?? {};
  return modal({
    id: viewIds.complete,
    title: 'Complete peering',
    submit: shown ? 'Complete peering' : 'Nothing to do',
    close: 'Cancel',
    memory: remember({ peeringId: peering.id, name: peering.name, leaveOut, digest, shownAt }),
    blocks: [
      ...(notice ? [section(mrkdwn`:warning: *${notice}*`)] : []),
      section(mrkdwn`${strong(peering.name)}: please look at the plan before anything happens.`),
      ...(shown ? planBlocks(shown.plan, 'What happens next') : [section(mrkdwn`${nothing ?? ''}`)]),
      ...routeTablesField(whole, leaveOut, actionIds.completeTables),
      ...approvalNote(needsApproval),
    ],
  });
}
