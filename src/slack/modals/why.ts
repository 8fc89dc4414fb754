import type { ModalView } from '@slack/types';
import type { ReminderReason } from '../../operations/api.ts';
import { context, section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import { code, join, mrkdwn } from '../mrkdwn.ts';
import { refusalView, refusedToRead } from '../rights.ts';
import { noticeView } from './modal.ts';
import { openModal } from './open-modal.ts';

const TITLE = 'Why am I seeing this';

export function openWhy(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  return openModal(deps, it, {
    title: TITLE,
    reopen: { action: actionIds.reminder.why, value: peeringId },
    build: async () => {
      const refusal = await refusedToRead(deps, it);
      return refusal ? refusalView(refusal) : whyView(await deps.operations.whyReminded(peeringId));
    },
  });
}

/** The rule, when it fires next, and the setting that governs it: for each thing that is reminded of. */
export function whyView(reasons: ReminderReason[]): ModalView {
  if (reasons.length === 0) {
    return noticeView(TITLE, [section(mrkdwn`That is over: nothing is reminded of here any more.`)]);
  }
  const settings = [...new Set(reasons.flatMap(({ setting }) => setting ?? []))];
  return noticeView(TITLE, [
    ...reasons.map(({ sentence, words }) => section(mrkdwn`*${sentence}*\n${words}`)),
    ...(settings.length > 0
      ? [context(mrkdwn`Whoever runs the bot sets that in ${join(settings.map(code), ', ')}.`)]
      : []),
  ]);
}
