import { mayDecide } from '../../core/approval.ts';
import { PeeringBotError } from '../../core/errors.ts';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from '../ids.ts';
import { type Interaction, textIn } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { mention, mrkdwn } from '../mrkdwn.ts';
import { refusalView, withUnread } from '../rights.ts';
import { answerSubmission } from './answer-submission.ts';
import { declineMemory, declineView } from './decline-view.ts';
import { noticeView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { recall } from './remember.ts';

const TITLE = 'Decline';

/** Asks for the reason; who may not decline is told so before they have written one. */
export function openDecline(deps: Deps, it: Interaction, approvalId: string): Promise<void> {
  const { operations, directory, rights, clock } = deps;
  return openModal(deps, it, {
    title: TITLE,
    reopen: { action: actionIds.decline, value: approvalId },
    build: async () => {
      const approval = await operations.approval(approvalId);
      if (!approval) throw new PeeringBotError('not-found', 'The bot no longer knows this request.');
      const actor = await directory.actor(it.userId, it.teamId);
      const may = mayDecide('decline', approval, actor, rights, clock.now());
      if (may.may) return declineView(approval);
      const { peeringId: id, peeringName: name } = approval.plan;
      const peering = { name, ...(id !== undefined && { id }) };
      await operations.refused('decline', peering, actor, it.ref, may.reason);
      return refusalView(withUnread(deps, may));
    },
  });
}

export function registerDecline(listen: Listen, deps: Deps): void {
  listen.submission(viewIds.decline, async (it, ack) => {
    const { approval } = recall(declineMemory, it.view.memory);
    const reason = textIn(it.view.values, actionIds.declineReason)?.trim() ?? '';
    if (reason === '') {
      const sentence = 'Say why, so that who asked knows what to do.';
      return ack({ response_action: 'errors', errors: { 'decline.reason': sentence } });
    }
    const waiting = { how: 'update', title: TITLE, sentence: 'Declining…' } as const;
    await answerSubmission(deps, it, ack, waiting, async () => ({
      response_action: 'update',
      view: await decline(approval, reason, it).catch((error: unknown) => troubleView(it, error)),
    }));
  });

  async function decline(approvalId: string, reason: string, it: Interaction) {
    const actor = await deps.directory.actor(it.userId, it.teamId);
    const answer = await deps.operations.decide(approvalId, { do: 'decline', reason }, actor, it.ref);
    if (!answer.decided) return refusalView(withUnread(deps, { reason: answer.why, whoMay: answer.whoMay }));
    return noticeView(TITLE, [
      section(mrkdwn`Declined. ${mention(answer.approval.requestedBy)} gets your reason.`),
    ]);
  }
}
