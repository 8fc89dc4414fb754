import type { ModalView } from '@slack/types';
import type { ShownPlan } from '../../operations/api.ts';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { mayChange, refusalView } from '../rights.ts';
import { answerSubmission } from './answer-submission.ts';
import { completeMemory, completeView } from './complete-view.ts';
import { confirm } from './confirm.ts';
import { noticeView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { recall } from './remember.ts';
import { leftOut } from './route-tables-field.ts';

const TITLE = 'Complete peering';

/** What is missing at the application's cloud, as a plan. */
export function openComplete(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  return openModal(deps, it, {
    title: TITLE,
    reopen: { action: actionIds.openComplete, value: peeringId },
    build: async () => {
      const { peering } = await deps.operations.details(peeringId, { fresh: true });
      return draw(deps, it, { id: peering.id, name: peering.name }, []);
    },
  });
}

export function registerComplete(listen: Listen, deps: Deps): void {
  listen.action(actionIds.completeTables, async (it) => {
    const { view } = it;
    if (!view) return;
    const { peeringId, name } = recall(completeMemory, view.memory);
    await deps.redraws.draw(view, async () => {
      const whole = await deps.operations.plan({ kind: 'complete', peeringId });
      const leaveOut = whole.planned ? leftOut(whole.plan, view.values, actionIds.completeTables) : [];
      return draw(deps, it, { id: peeringId, name }, leaveOut ?? []);
    });
  });

  listen.submission(viewIds.complete, async (it, ack) => {
    const { peeringId, name, leaveOut, digest, shownAt } = recall(completeMemory, it.view.memory);
    const peering = { id: peeringId, name };
    const waiting = { how: 'update', title: TITLE, sentence: 'Starting…' } as const;
    await answerSubmission(deps, it, ack, waiting, async () => ({
      response_action: 'update',
      view: await confirm(
        deps,
        it,
        { intent: { kind: 'complete', peeringId, leaveOut }, digest, shownAt },
        peering,
        { title: TITLE, replanned: (why, shown) => draw(deps, it, peering, leaveOut, { why, shown }) },
      ).catch((error: unknown) => troubleView(it, error)),
    }));
  });
}

async function draw(
  deps: Deps,
  it: Interaction,
  peering: { id: string; name: string },
  leaveOut: string[],
  again?: { why: string; shown: ShownPlan },
): Promise<ModalView> {
  const { id: peeringId } = peering;
  const right = await mayChange(deps, it, 'complete', peering);
  if (!right.allowed) return refusalView(right.refusal);
  const whole = await deps.operations.plan({ kind: 'complete', peeringId });
  const answer =
    leaveOut.length > 0 ? await deps.operations.plan({ kind: 'complete', peeringId, leaveOut }) : whole;
  if (!whole.planned) return noticeView(TITLE, [section(mrkdwn`${whole.sentence}`)]);
  return completeView({
    peering,
    whole: whole.plan,
    ...(answer.planned ? { shown: again?.shown ?? answer } : { nothing: answer.sentence }),
    leaveOut,
    ...(again && { notice: again.why }),
    ...(right.needsApproval && { needsApproval: right.needsApproval }),
  });
}
