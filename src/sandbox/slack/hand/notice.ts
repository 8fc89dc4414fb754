import type { Context } from '../context.ts';

const most = 50;

export const tookTooLong = 'Operation timed out. Apps need to respond within 3 seconds.';

/** What "Slack itself" tells one person in a channel. */
export function notice(context: Context, user: string, channel: string, text: string) {
  const { state } = context;
  state.notices = [...state.notices, { id: context.ids.next('N'), user, channel, text }].slice(-most);
  context.changed();
}
