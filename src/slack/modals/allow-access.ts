import type { ModalView } from '@slack/types';
import { parseNetwork } from '../../core/cidr.ts';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from '../ids.ts';
import { type Interaction, textIn } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { mayChange, refusalView } from '../rights.ts';
import { allowAccessMemory, allowAccessView, askCidrView, askMemory } from './allow-access-view.ts';
import { answerSubmission } from './answer-submission.ts';
import { confirm } from './confirm.ts';
import { sayProblem } from './create-view.ts';
import { noticeView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { recall } from './remember.ts';

const TITLE = 'Allow access';

export function openAllowAccess(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  return openModal(deps, it, {
    title: TITLE,
    reopen: { action: actionIds.openAllowAccess, value: peeringId },
    build: async () => {
      const { peering } = await deps.operations.details(peeringId);
      if (peering.application.cidr !== undefined) return planView(deps, it, peering, undefined);
      const right = await mayChange(deps, it, 'allow-access', { id: peering.id, name: peering.name });
      return right.allowed ? askCidrView(peering) : refusalView(right.refusal);
    },
  });
}

export function registerAllowAccess(listen: Listen, deps: Deps): void {
  listen.submission(viewIds.allowAccess, async (it, ack) => {
    const { peeringId, name } = recall(askMemory, it.view.memory);
    const parsed = parseNetwork(textIn(it.view.values, actionIds.allowAccessCidr) ?? '');
    if (!parsed.ok) {
      const { problem: sentence, suggestion } = parsed;
      const said = sayProblem({ field: 'cidr', sentence, ...(suggestion !== undefined && { suggestion }) });
      return ack({ response_action: 'errors', errors: { 'allow-access.cidr': said } });
    }
    const waiting = { how: 'update', title: TITLE, sentence: 'Making the plan…' } as const;
    await answerSubmission(deps, it, ack, waiting, async () => ({
      response_action: 'update',
      view: await planView(deps, it, { id: peeringId, name }, parsed.network),
    }));
  });

  listen.submission(viewIds.allowAccessPlan, async (it, ack) => {
    const { intent, name, digest, shownAt } = recall(allowAccessMemory, it.view.memory);
    const { peeringId: id, cidr } = intent;
    const waiting = { how: 'update', title: TITLE, sentence: 'Starting…' } as const;
    await answerSubmission(deps, it, ack, waiting, async () => ({
      response_action: 'update',
      view: await confirm(
        deps,
        it,
        {
          intent: { kind: 'allow-access', peeringId: id, ...(cidr !== undefined && { cidr }) },
          digest,
          shownAt,
        },
        { id, name },
        {
          title: TITLE,
          replanned: (why, plan, needs) => allowAccessView({ id, name }, cidr, plan, why, needs),
        },
      ).catch((error: unknown) => troubleView(it, error)),
    }));
  });
}

async function planView(
  deps: Deps,
  it: Interaction,
  peering: { id: string; name: string },
  cidr: string | undefined,
): Promise<ModalView> {
  const { id: peeringId, name } = peering;
  const right = await mayChange(deps, it, 'allow-access', { id: peeringId, name });
  if (!right.allowed) return refusalView(right.refusal);
  const answer = await deps.operations.plan({
    kind: 'allow-access',
    peeringId,
    ...(cidr !== undefined && { cidr }),
  });
  if (!answer.planned) return noticeView(TITLE, [section(mrkdwn`${answer.sentence}`)]);
  return allowAccessView(peering, cidr, answer, undefined, right.needsApproval);
}
