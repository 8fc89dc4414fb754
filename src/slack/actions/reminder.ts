import { PeeringBotError } from '../../core/errors.ts';
import type { ReminderAnswer } from '../../operations/api.ts';
import { currentCard } from '../cards/current-card.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { redrawDetails } from '../modals/details.ts';
import { openSnooze } from '../modals/snooze.ts';
import { openWhy } from '../modals/why.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { type MenuChoice, type ReminderActions, readSnooze } from '../reminder.ts';
import { tellPrivately } from '../tell-privately.ts';

/** What a button's value stands for; `undefined` when that was answered already. */
type PeeringOf = (it: Interaction, value: string | null | undefined) => Promise<string | undefined>;

/** Answers to a reminder, from its card and from the details. */
export function registerReminderButtons(listen: Listen, deps: Deps): void {
  const register = (actions: ReminderActions, peeringOf: PeeringOf) => {
    const on = (action: string, act: (it: Interaction, peeringId: string) => Promise<void>) =>
      listen.action(action, async (it, { value }) => {
        const peeringId = await peeringOf(it, value);
        if (peeringId !== undefined) await act(it, peeringId);
      });
    on(actions.acknowledge, (it, id) => answerReminder(deps, it, id, { do: 'acknowledge' }));
    on(actions.wake, (it, id) => answerReminder(deps, it, id, { do: 'wake' }));
    on(actions.why, (it, id) => openWhy(deps, it, id));
    listen.action(actions.snooze, async (it, { selected_option: chosen }) => {
      const read = readSnooze(chosen?.value);
      if (!read) return;
      const peeringId = await peeringOf(it, read.value);
      if (peeringId !== undefined) await snooze(deps, it, peeringId, read.choice);
    });
  };
  register(actionIds.cardReminder, async (it, value) => (await currentCard(deps, it, value))?.peeringId);
  register(actionIds.reminder, async (_it, value) => value ?? undefined);
}

async function snooze(deps: Deps, it: Interaction, peeringId: string, choice: MenuChoice): Promise<void> {
  if (choice === 'custom') return openSnooze(deps, it, peeringId);
  const until = deps.operations.snoozeUntil(choice);
  if (typeof until !== 'number') throw new PeeringBotError('rejected', until.problem);
  await answerReminder(deps, it, peeringId, { do: 'snooze', until });
}

async function answerReminder(
  deps: Deps,
  it: Interaction,
  peeringId: string,
  answer: ReminderAnswer,
): Promise<void> {
  const actor = await deps.directory.actor(it.userId, it.teamId);
  const answered = await deps.operations.answerReminder(peeringId, answer, actor, it.ref);
  if (!answered) {
    return tellPrivately(deps, it, {
      text: mrkdwn`That is over: nothing is reminded of here any more.`,
    });
  }
  if (it.view) await redrawDetails(deps, it, peeringId);
}
