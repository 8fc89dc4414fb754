import { Refusal } from '../http.ts';
import type { Context } from './context.ts';
import { deliver } from './delivery/deliver.ts';
import { emitEvent } from './delivery/emit-event.ts';
import type { DisconnectReason } from './delivery/sockets.ts';
import type { Delivered } from './journal.ts';
import { removeMessage } from './messages.ts';
import { person } from './people.ts';
import type { Channel } from './state.ts';

export const channelHappenings = ['archive', 'unarchive', 'remove-bot', 'invite-bot'] as const;
export type ChannelHappening = (typeof channelHappenings)[number];

/** What admins and colleagues do behind the app's back. Each `Refusal` names what there is. */
export interface Happenings {
  channel(name: string, what: ChannelHappening): Promise<void>;
  /** By its ts, or by words in it: the latest message that has them. */
  deleteMessage(
    channel: string,
    wanted: { ts?: string | undefined; text?: string | undefined },
  ): Promise<void>;
  /** `group`: id or handle. `users`: personas or ids. */
  userGroup(group: string, users: string[]): Promise<void>;
  /** Somebody installs the app again, from a manifest with these bot scopes. */
  scopes(granted: string[]): void;
  /** Asks the app's sockets to connect anew. */
  disconnect(reason: DisconnectReason): void;
  /** Sends the last delivery of that kind once more, as Slack's retries and double clicks do; answers its outcome. */
  redeliver(kind: Delivered['kind']): Promise<string>;
}

export function createHappenings(context: Context): Happenings {
  return {
    async channel(name, what) {
      const channel = anyChannel(context, name);
      const bot = context.state.app.botUserId;
      if (what === 'archive' || what === 'unarchive') channel.archived = what === 'archive';
      else {
        channel.members = channel.members.filter((one) => one !== bot);
        if (what === 'invite-bot') channel.members.push(bot);
      }
      context.changed();
      await emitEvent(context, channelEvent(channel, what, bot));
    },
    async deleteMessage(name, { ts, text }) {
      const channel = anyChannel(context, name);
      const message = context.state.messages.findLast(
        (one) =>
          one.channel === channel.id &&
          !one.tombstone &&
          (ts ? one.ts === ts : `${one.text} ${JSON.stringify(one.blocks ?? [])}`.includes(text ?? '')),
      );
      if (!message) throw new Refusal(404, `There is no such message in #${channel.name}.`);
      removeMessage(context, message);
      await emitEvent(context, {
        type: 'message',
        subtype: 'message_deleted',
        channel: channel.id,
        channel_type: { dm: 'im', private: 'group', channel: 'channel' }[channel.kind],
        deleted_ts: message.ts,
      });
    },
    async userGroup(name, users) {
      const { userGroups, team } = context.state;
      const group = userGroups.find((one) => one.id === name || one.handle === name.replace(/^@/, ''));
      if (!group) {
        const handles = userGroups.map((one) => one.handle).join(', ');
        throw new Refusal(404, `There is no user group "${name}"; there are: ${handles}.`);
      }
      const before = group.users;
      group.users = users.map((one) => person(context, one).id);
      context.changed();
      await emitEvent(context, {
        type: 'subteam_members_changed',
        subteam_id: group.id,
        team_id: team.id,
        added_users: group.users.filter((one) => !before.includes(one)),
        removed_users: before.filter((one) => !group.users.includes(one)),
      });
    },
    scopes(granted) {
      context.state.app.scopes = granted;
      context.changed();
    },
    disconnect: (reason) => context.sockets.disconnect(reason),
    async redeliver(kind) {
      const last = context.journal.deliveries.findLast((one) => one.kind === kind);
      if (!last) throw new Refusal(404, `Nothing of kind ${kind} was delivered yet.`);
      const retry = kind === 'event' ? { number: 1, reason: 'http_timeout' as const } : undefined;
      const reply = await deliver(context, kind, last.payload, retry);
      return reply.ok ? 'ok' : reply.trouble;
    },
  };
}

function anyChannel({ state: { channels } }: Context, name: string): Channel {
  const bare = name.replace(/^#/, '');
  const found = channels.find((one) => one.id === name || one.name === bare);
  if (found) return found;
  const names = channels.map((one) => `#${one.name}`).join(', ');
  throw new Refusal(404, `There is no channel "${name}"; there are: ${names}.`);
}

function channelEvent(channel: Channel, what: ChannelHappening, bot: string) {
  if (what === 'archive' || what === 'unarchive') {
    return { type: `channel_${what}`, channel: channel.id, user: 'U0OPERATOR' };
  }
  const type = what === 'invite-bot' ? 'member_joined_channel' : 'member_left_channel';
  return { type, user: bot, channel: channel.id, channel_type: channel.kind === 'private' ? 'G' : 'C' };
}
