import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { ShownPlan } from '../../operations/api.ts';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { mrkdwn, strong } from '../mrkdwn.ts';
import { mayChange, refusalView } from '../rights.ts';
import { answerSubmission } from './answer-submission.ts';
import { confirm } from './confirm.ts';
import { modal, noticeView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { approvalNote, planBlocks } from './plan-blocks.ts';
import { recall, remember } from './remember.ts';

const TITLE = 'Request again';

const memory = z.object({
  peeringId: z.string(),
  name: z.string(),
  digest: z.string(),
  shownAt: z.number(),
});

/** Shows what it takes to make an expired request anew. */
export function openRequestAgain(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  const { operations } = deps;
  return openModal(deps, it, {
    title: TITLE,
    reopen: { action: actionIds.openRequestAgain, value: peeringId },
    build: async () => {
      const { peering } = await operations.details(peeringId);
      const right = await mayChange(deps, it, 'request-again', { id: peering.id, name: peering.name });
      if (!right.allowed) return refusalView(right.refusal);
      const answer = await operations.plan({ kind: 'request-again', peeringId });
      if (!answer.planned) return noticeView(TITLE, [section(mrkdwn`${answer.sentence}`)]);
      return requestAgainView(peering, answer, undefined, right.needsApproval);
    },
  });
}

export function registerRequestAgain(listen: Listen, deps: Deps): void {
  listen.submission(viewIds.requestAgain, async (it, ack) => {
    const { peeringId, name, digest, shownAt } = recall(memory, it.view.memory);
    const peering = { id: peeringId, name };
    const waiting = { how: 'update', title: TITLE, sentence: 'Starting…' } as const;
    await answerSubmission(deps, it, ack, waiting, async () => ({
      response_action: 'update',
      view: await confirm(
        deps,
        it,
        { intent: { kind: 'request-again', peeringId }, digest, shownAt },
        peering,
        {
          title: TITLE,
          replanned: (why, plan, needsApproval) => requestAgainView(peering, plan, why, needsApproval),
        },
      ).catch((error: unknown) => troubleView(it, error)),
    }));
  });
}

/** The plan to be confirmed. */
export function requestAgainView(
  { id: peeringId, name }: { id: string; name: string },
  { plan, digest, shownAt }: ShownPlan,
  notice?: string,
  needsApproval?: string[],
): ModalView {
  return modal({
    id: viewIds.requestAgain,
    title: TITLE,
    submit: 'Request again',
    close: 'Cancel',
    memory: remember({ peeringId, name, digest, shownAt }),
    blocks: [
      ...(notice ? [section(mrkdwn`:warning: *${notice}*`)] : []),
      section(mrkdwn`${strong(name)}: please look at the plan before anything happens.`),
      ...planBlocks(plan, 'What happens next'),
      ...approvalNote(needsApproval),
    ],
  });
}
