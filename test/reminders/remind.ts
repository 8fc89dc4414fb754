import type { SpeakPolicy } from '../../src/core/alerts/alert.ts';
import type { Peering } from '../../src/core/peering.ts';
import { createNextRun } from '../../src/reminders/next-run.ts';
import { createReminders, type Reminders } from '../../src/reminders/reminders.ts';
import type { Gate } from '../operations/world/gate.ts';
import { peering, speakPolicy, startBot, type World } from '../operations/world/world.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const CRON = '*/5 * * * *';

export type RemindingBot = ReturnType<typeof startBot> & { reminders: Reminders };

/** One that nobody has accepted; its name ends with the number. */
export const pending = (index = 0): Peering =>
  peering({ id: `peering-${index}`, name: `shop-${String(index).padStart(3, '0')}`, state: 'PENDING' });

/** A process of the bot that ticks every five minutes. */
export function startReminding(
  world: World,
  { gate, policy = speakPolicy }: { gate?: Gate; policy?: SpeakPolicy } = {},
): RemindingBot {
  const nextTick = createNextRun(CRON, policy.timezone);
  const bot = startBot(world, { policy, nextTick, ...(gate && { gate }) });
  const reminders = createReminders(CRON, { ...bot.parts, desk: bot.ticks, policy });
  void bot
    .resume()
    .catch(() => bot.resume())
    .then(() => reminders.start())
    .catch(() => reminders.start());
  return { ...bot, reminders };
}

export async function stopReminding({ stop, reminders }: RemindingBot): Promise<void> {
  await Promise.all([stop(), reminders.stop()]);
}

/** What the channel and its threads show, without cards: who is mentioned, what is said, under what. */
export function said({ slack }: World): string[] {
  const nameOf = (id: string | undefined) => {
    const above = slack.messages.find((message) => message.id === id);
    return above?.card?.peeringName ?? (above?.digest ? 'digest' : 'notice');
  };
  return slack.messages.flatMap(({ note, digest, notice, under }) => {
    if (note) return [`${nameOf(under)}> ${note.mention ? `@${note.mention} ` : ''}${note.text}`];
    if (notice) return [`${notice.mention ? `@${notice.mention} ` : ''}${notice.text}`];
    return digest ? [digest.lines.map(({ peeringName }) => peeringName).join(', ')] : [];
  });
}
