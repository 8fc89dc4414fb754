import type { ClientChannel } from '../../slack/client-api.ts';
import { Composer } from '../composer/composer.tsx';
import { useWorkspace } from '../live/workspace-context.ts';
import { MessageList } from './message-list.tsx';

interface ConversationProps {
  channel: ClientChannel;
  onThread: (ts: string) => void;
}

/** A channel's messages with the place to write. */
export function Conversation({ channel, onThread }: ConversationProps) {
  const { state } = useWorkspace();
  const all = state.messages[channel.id] ?? [];
  const messages = all.filter((message) => !message.threadTs || message.threadTs === message.ts);
  const notices = state.notices.filter((notice) => notice.channel === channel.id);
  const isChannel = channel.kind === 'channel' || channel.kind === 'private';
  const name = isChannel ? `#${channel.name}` : channel.name;
  return (
    <>
      <MessageList
        key={channel.id}
        label={`Messages in ${name}`}
        messages={messages}
        notices={notices}
        empty={`Nothing has been said in ${name} yet. Type /peering to begin.`}
        onThread={onThread}
      />
      {channel.archived ? (
        <p class="archived">This channel is archived: nobody can write here.</p>
      ) : (
        <Composer key={`composer ${channel.id}`} channel={channel} />
      )}
    </>
  );
}
