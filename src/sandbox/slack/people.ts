import { Refusal } from '../http.ts';
import type { Context } from './context.ts';
import type { Channel, User } from './state.ts';

/** The person behind a persona's name or a user id; `Refusal` 400 when nobody is. */
export function person(context: Context, as: string): User {
  const { users } = context.state;
  const found = users.find((user) => user.persona === as) ?? users.find((user) => user.id === as);
  if (found && !found.isBot) return found;
  const personas = users.flatMap((user) => user.persona ?? []).join(', ');
  throw new Refusal(400, `There is no persona "${as}"; there are: ${personas}.`);
}

/** What this person finds in the list of channels: their own, and public ones unless they are a guest of some kind. */
export function canSee(user: User, channel: Channel): boolean {
  if (channel.members.includes(user.id)) return true;
  return channel.kind === 'channel' && !user.isRestricted && !user.isStranger;
}

/** By id, name or #name, among those that this person sees; `Refusal` 400 when there is none. */
export function visibleChannel(context: Context, user: User, name: string): Channel {
  const seen = context.state.channels.filter((channel) => canSee(user, channel));
  const bare = name.replace(/^#/, '').toLowerCase();
  const found = seen.find((channel) => channel.id === name || channel.name.toLowerCase() === bare);
  if (found) return found;
  const names = seen.map((channel) => `#${channel.name}`).join(', ');
  throw new Refusal(400, `${user.realName} sees no channel "${name}"; there are: ${names}.`);
}

/** Whether the app's bot is a member. */
export function botIsIn(context: Context, channel: Channel): boolean {
  return channel.members.includes(context.state.app.botUserId);
}
