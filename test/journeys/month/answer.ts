import type { createOracle, Rules } from '../../core/alerts/month/oracle.ts';
import type { Sandbox } from '../sandbox.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const LABELS = ["I'm on it", 'Snooze 1 day', 'Snooze 3 days', 'Snooze until Monday 09:00', 'Wake'] as const;
export type Label = (typeof LABELS)[number];

/**
 * Somebody answers to the reminders of a peering, on its card or in the details behind its line in a digest: presses one
 * of the buttons that are offered, and sees that it has worked. `undefined` when none is.
 */
export async function pressAnswer(
  sandbox: Sandbox,
  name: string,
  hasCard: boolean,
  roll: () => number,
): Promise<Label | undefined> {
  const where = hasCard ? ({ in: 'message', row: name } as const) : ({ in: 'modal' } as const);
  const look = async () => {
    const { modals, channels } = await sandbox.screen('viewer');
    const isCard = ({ text, threadTs }: { text: string; threadTs?: string }) =>
      !threadTs && text.startsWith(`${name}  ·`);
    const { buttons = [], text = '' } =
      (hasCard ? channels['#db-peerings']?.find(isCard) : modals.at(-1)) ?? {};
    return { offered: LABELS.filter((label) => buttons.includes(label)), text };
  };

  if (!hasCard) await sandbox.press('viewer', 'Details', { in: 'message', row: name });
  const { offered } = await look();
  const label = offered[Math.floor(roll() * offered.length)];
  if (label !== undefined) await pressUntil();
  if (!hasCard) await sandbox.press('viewer', 'Close', { in: 'modal' });
  return label;

  /** A click on a card that was drawn a moment ago only redraws it. */
  async function pressUntil(): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      await sandbox.press('viewer', label ?? '', where);
      const after = await look();
      if (label === 'Wake' ? !after.offered.includes('Wake') : WORKED[label ?? 'Wake'].test(after.text))
        return;
    }
    throw new Error(`pressing "${label}" of ${name} does nothing: ${(await look()).text}`);
  }
}

const snoozed = /Snoozed by /;
const WORKED: Record<Label, RegExp> = {
  "I'm on it": / is on it since/,
  'Snooze 1 day': snoozed,
  'Snooze 3 days': snoozed,
  'Snooze until Monday 09:00': snoozed,
  Wake: /$/,
};

/** What the oracle is to make of it. */
export function answerOf(
  label: Label,
  now: number,
  { every, offsets }: Rules,
): Parameters<ReturnType<typeof createOracle>['answer']>[1] {
  switch (label) {
    case "I'm on it":
      return { ack: { at: now, falls: now + every } };
    case 'Snooze 1 day':
      return { snooze: now + DAY };
    case 'Snooze 3 days':
      return { snooze: now + 3 * DAY };
    case 'Snooze until Monday 09:00':
      return { snooze: nextMonday(now, offsets) };
    case 'Wake':
      return {};
  }
}

/** The next one at 09:00 by the clocks on the wall. */
function nextMonday(now: number, offsets: Rules['offsets']): number {
  for (let at = Math.ceil(now / HOUR) * HOUR; ; at += HOUR) {
    const wall = new Date(at + (offsets.find(({ from }) => at >= from)?.ms ?? 0));
    if (at > now && wall.getUTCDay() === 1 && wall.getUTCHours() === 9) return at;
  }
}
