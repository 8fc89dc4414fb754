import { Refusal } from '../../http.ts';
import type { Context } from '../context.ts';
import { deliver } from '../delivery/deliver.ts';
import type { User } from '../state.ts';
import { notice, tookTooLong } from './notice.ts';
import { envelope } from './payloads.ts';

/** Uses a global shortcut of the app. */
export async function useShortcut(context: Context, user: User, callbackId: string) {
  const { shortcuts, botUserId } = context.state.app;
  const shortcut = shortcuts.find((one) => one.callbackId === callbackId || one.name === callbackId);
  if (!shortcut) {
    const names = shortcuts.map((one) => one.name).join(', ') || 'none';
    throw new Refusal(404, `The app has no shortcut "${callbackId}"; it has: ${names}.`);
  }
  const reply = await deliver(context, 'interactive', {
    ...envelope(context, user, 'shortcut'),
    callback_id: shortcut.callbackId,
    action_ts: context.ids.ts(context.clock.now()),
    trigger_id: context.triggers.mint({ user: user.id }),
  });
  if (reply.ok) return;
  const dm = context.state.channels.find(
    (one) => one.kind === 'dm' && one.members.includes(user.id) && one.members.includes(botUserId),
  );
  notice(context, user.id, dm?.id ?? '', `${shortcut.name}: ${tookTooLong}`);
}
