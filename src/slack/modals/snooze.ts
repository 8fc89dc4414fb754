import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from '../ids.ts';
import { elementIn, type Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { date, mrkdwn } from '../mrkdwn.ts';
import { refusalView, refusedToRead } from '../rights.ts';
import { answerSubmission } from './answer-submission.ts';
import { noticeView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { recall } from './remember.ts';
import { SNOOZE_DATE_BLOCK, snoozeMemory, snoozeView } from './snooze-view.ts';

const TITLE = 'Snooze';

export function openSnooze(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  return openModal(deps, it, {
    title: TITLE,
    reopen: { action: actionIds.openSnooze, value: peeringId },
    build: async () => {
      const refusal = await refusedToRead(deps, it);
      if (refusal) return refusalView(refusal);
      const { peering } = await deps.operations.details(peeringId);
      return snoozeView(peering, deps.operations.timezone());
    },
  });
}

export function registerSnooze(listen: Listen, deps: Deps): void {
  const { operations, directory } = deps;
  listen.submission(viewIds.snooze, async (it, ack) => {
    const { peeringId } = recall(snoozeMemory, it.view.memory);
    const { values } = it.view;
    const day = elementIn(values, actionIds.snoozeDate)?.value.selected_date ?? '';
    const time = elementIn(values, actionIds.snoozeTime)?.value.selected_time ?? '';
    const until = operations.snoozeUntil({ date: day, time });
    if (typeof until !== 'number') {
      return ack({ response_action: 'errors', errors: { [SNOOZE_DATE_BLOCK]: until.problem } });
    }
    const waiting = { how: 'update', title: TITLE, sentence: 'Snoozing…' } as const;
    await answerSubmission(deps, it, ack, waiting, async () => ({
      response_action: 'update',
      view: await snooze(peeringId, until, it).catch((error: unknown) => troubleView(it, error)),
    }));
  });

  async function snooze(peeringId: string, until: number, it: Interaction) {
    const actor = await directory.actor(it.userId, it.teamId);
    const answered = await operations.answerReminder(peeringId, { do: 'snooze', until }, actor, it.ref);
    const said = answered
      ? mrkdwn`:zzz: Snoozed until ${date(until)}.`
      : mrkdwn`That is over: nothing is reminded of here any more.`;
    return noticeView(TITLE, [section(said)], { clearOnClose: true });
  }
}
