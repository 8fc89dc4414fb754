import type { ComponentChildren } from 'preact';
import type { ClientChannel } from '../../slack/client-api.ts';
import { useWorkspace } from '../live/workspace-context.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { appChannelId, type Place } from './place.ts';

interface SidebarProps {
  place: Place;
  onOpen: (channel: string) => void;
}

export function Sidebar({ place, onOpen }: SidebarProps) {
  const { state } = useWorkspace();
  const channels = state.channels.filter((one) => one.kind === 'channel' || one.kind === 'private');
  const directs = state.channels.filter((one) => one.kind === 'dm');
  const appId = appChannelId(state);
  const app = state.channels.find((one) => one.id === appId);
  const row = (channel: ClientChannel) => (
    <Row key={channel.id} channel={channel} current={channel.id === place.channel} onOpen={onOpen} />
  );

  return (
    <nav class="sidebar" aria-label="Channels and direct messages">
      <div class="team">{state.team.name}</div>
      <Section title="Channels">{channels.map(row)}</Section>
      {directs.length > 0 && <Section title="Direct messages">{directs.map(row)}</Section>}
      <Section title="Apps">
        <li>
          <button
            type="button"
            class={rowClass(place.channel === appId, app)}
            aria-current={place.channel === appId ? 'page' : undefined}
            onClick={() => onOpen(appId)}
          >
            <Avatar user={state.users.find((one) => one.id === state.app.botUserId)} small />
            <span class="row-name">{state.app.name}</span>
            <Badges channel={app} />
          </button>
        </li>
      </Section>
    </nav>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  const id = `sidebar-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section>
      <h2 id={id}>{title}</h2>
      <ul aria-labelledby={id}>{children}</ul>
    </section>
  );
}

interface RowProps {
  channel: ClientChannel;
  current: boolean;
  onOpen: (channel: string) => void;
}

function Row({ channel, current, onOpen }: RowProps) {
  const { state } = useWorkspace();
  const person = state.users.find((one) => one.realName === channel.name || one.name === channel.name);
  return (
    <li>
      <button
        type="button"
        class={rowClass(current, channel)}
        aria-current={current ? 'page' : undefined}
        onClick={() => onOpen(channel.id)}
      >
        {channel.kind === 'dm' ? (
          <Avatar user={person} small />
        ) : (
          <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />
        )}
        <span class="row-name">{channel.name}</span>
        {channel.archived && <span class="row-note">archived</span>}
        <Badges channel={channel} />
      </button>
    </li>
  );
}

function rowClass(current: boolean, channel: ClientChannel | undefined): string {
  const unread = channel && isNew(channel) ? ' is-unread' : '';
  return `row${current ? ' is-current' : ''}${unread}`;
}

/** A mention counts in a thread too, where other replies do not. */
const isNew = ({ unread, mentions }: ClientChannel) => unread > 0 || mentions > 0;

/** Mentions in a filled badge, other unread messages in a quiet one. */
function Badges({ channel }: { channel: ClientChannel | undefined }) {
  if (!channel || !isNew(channel)) return null;
  const loud = channel.mentions > 0 || channel.kind === 'dm' || channel.kind === 'app';
  const count = loud
    ? Math.max(channel.mentions, channel.kind === 'channel' ? 0 : channel.unread)
    : channel.unread;
  return (
    <span class={`badge${loud ? ' badge-mention' : ''}`}>
      {count}
      <span class="sr-only">{loud ? ' for you' : ' unread'}</span>
    </span>
  );
}
