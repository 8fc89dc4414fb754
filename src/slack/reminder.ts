import type { ActionsBlockElement } from '@slack/types';
import type { Verdict } from '../core/chain/link.ts';
import type { CardAlert } from '../core/ports.ts';
import { button, menu, option } from './blocks.ts';
import { sayDeadline } from './chain-line.ts';
import { date, join, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

const MOST_SENTENCES = 3;

/** What is reminded of, as far as the verdict above it does not say so already. */
export function withoutTold(alert: CardAlert, verdict: Verdict | undefined): CardAlert {
  const told = verdict?.firstBroken?.findings ?? [];
  const isTold = (one: string) => told.some(({ sentence }) => sentence.startsWith(one.replace(/\.$/, '')));
  const { deadline, ...rest } = alert;
  return {
    ...rest,
    sentences: alert.sentences.filter((sentence) => !isTold(sentence)),
    ...(deadline && !told.some((finding) => finding.deadline) && { deadline }),
  };
}

/** What is reminded of, since when, and who has answered; `nameOf` must not ping where others read it. */
export function reminderLines(alert: CardAlert, nameOf: (userId: string) => Mrkdwn): Mrkdwn {
  const { deadline, reminded, acknowledged, snoozed } = alert;
  const times = reminded && reminded.count > 1 ? ` (${reminded.count} times)` : '';
  return join([
    sinceLine(alert),
    deadline && mrkdwn`*Until:* ${sayDeadline(deadline)}`,
    reminded && mrkdwn`Last reminded ${date(reminded.at)}${times}.`,
    acknowledged &&
      mrkdwn`:raising_hand: ${nameOf(acknowledged.by)} is on it since ${date(acknowledged.at)}; reminded again ${date(acknowledged.falls)} if nothing has changed.`,
    snoozed && mrkdwn`:zzz: Snoozed by ${nameOf(snoozed.by)} until ${date(snoozed.until)}.`,
  ]);
}

function sinceLine({ sentences, since, sinceAtLatest }: CardAlert): Mrkdwn {
  const from = mrkdwn`:bell: *Since ${date(since)}${sinceAtLatest ? ' or earlier' : ''}`;
  if (sentences.length === 0) return mrkdwn`${from}.*`;
  const shown = sentences.slice(0, MOST_SENTENCES);
  const more = sentences.length - shown.length;
  return mrkdwn`${from}:* ${shown.join(' ')}${more > 0 ? ` … and ${more} more.` : ''}`;
}

/** Ids of the elements; a card and a window have their own. */
export interface ReminderActions {
  acknowledge: string;
  snooze: string;
  wake: string;
  why: string;
}

/** What can be answered. `value` says to what; a choice of the menu carries it behind its own name. */
export function answerElements(
  { acknowledged, snoozed }: CardAlert,
  actions: ReminderActions,
  value: string,
): ActionsBlockElement[] {
  const wake = button({ text: 'Wake', action: actions.wake, value });
  return [
    ...(acknowledged ? [] : [button({ text: "I'm on it", action: actions.acknowledge, value })]),
    ...(acknowledged || snoozed ? [wake] : []),
    ...(snoozed
      ? []
      : [
          menu(
            'Snooze',
            actions.snooze,
            CHOICES.map(({ choice, text }) => option(text, `${choice} ${value}`)),
          ),
        ]),
  ];
}

export const whyButton = (actions: ReminderActions, value: string): ActionsBlockElement =>
  button({ text: 'Why am I seeing this', action: actions.why, value });

const CHOICES = [
  { choice: '1d', text: 'Snooze 1 day' },
  { choice: '3d', text: 'Snooze 3 days' },
  { choice: 'monday', text: 'Snooze until Monday 09:00' },
  { choice: 'custom', text: 'Snooze until…' },
] as const;

export type MenuChoice = (typeof CHOICES)[number]['choice'];

/** What was chosen in the menu, and to what it belongs. */
export function readSnooze(chosen: string | undefined): { choice: MenuChoice; value: string } | undefined {
  const [first, ...rest] = (chosen ?? '').split(' ');
  const found = CHOICES.find(({ choice }) => choice === first);
  return found && { choice: found.choice, value: rest.join(' ') };
}
