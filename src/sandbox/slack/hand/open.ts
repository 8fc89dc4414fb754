import type { Context } from '../context.ts';
import { emitEvent } from '../delivery/emit-event.ts';
import { wireView } from '../modals.ts';
import type { Channel, User } from '../state.ts';

/** Opens the app's Home tab. */
export function openHome(context: Context, user: User): Promise<void> {
  return opened(context, user, 'home');
}

/** Opens a channel, which reads it; the app's own DM is the app's Messages tab. */
export async function openChannel(context: Context, user: User, channel: Channel) {
  const newest = context.state.messages.findLast((one) => one.channel === channel.id);
  if (newest) context.state.lastRead[`${user.id} ${channel.id}`] = newest.ts;
  context.changed();
  if (channel.kind === 'dm') await opened(context, user, 'messages');
}

async function opened(context: Context, user: User, tab: 'home' | 'messages') {
  const home = context.state.homes[user.id];
  await emitEvent(context, {
    type: 'app_home_opened',
    user: user.id,
    channel: `D${user.id.slice(1)}`,
    tab,
    ...(tab === 'home' && home && { view: wireView(context, home) }),
  });
}
