import { useEffect, useRef } from 'preact/hooks';
import type { ClientChannel } from '../../slack/client-api.ts';
import { Composer } from '../composer/composer.tsx';
import { useWorkspace } from '../live/workspace-context.ts';
import { Icon } from '../shell/icons.tsx';
import { MessageList } from './message-list.tsx';

interface ThreadPaneProps {
  channel: ClientChannel;
  ts: string;
  onClose: () => void;
}

export function ThreadPane({ channel, ts, onClose }: ThreadPaneProps) {
  const { state } = useWorkspace();
  const pane = useRef<HTMLElement>(null);
  const all = state.messages[channel.id] ?? [];
  const messages = all.filter((message) => message.ts === ts || message.threadTs === ts);

  useEffect(() => pane.current?.querySelector<HTMLElement>('textarea')?.focus(), [ts]);

  return (
    <aside
      class="thread"
      aria-label="Thread"
      ref={pane}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header class="head">
        <h2>Thread</h2>
        <div class="head-topic">{channel.kind === 'channel' ? `#${channel.name}` : channel.name}</div>
        <button type="button" class="icon-button" aria-label="Close thread" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <MessageList
        key={ts}
        label="Messages in this thread"
        messages={messages}
        notices={[]}
        empty="This message is gone."
      />
      {!channel.archived && <Composer key={`composer ${ts}`} channel={channel} thread={ts} />}
    </aside>
  );
}
