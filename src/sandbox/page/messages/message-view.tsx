import { useMemo } from 'preact/hooks';
import type { ClientMessage } from '../../slack/client-api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import type { Surface } from '../blocks/surface.ts';
import { useWorkspace } from '../live/workspace-context.ts';
import { Avatar } from '../shell/avatar.tsx';
import { Icon } from '../shell/icons.tsx';
import { sayTime } from '../text/format-date.ts';
import { Mrkdwn } from '../text/text-object.tsx';
import { timeOf } from './time-of.ts';

interface MessageViewProps {
  message: ClientMessage;
  /** Follows another one by the same person: the name is not said again. */
  follows: boolean;
  onThread?: (ts: string) => void;
}

const nothing = {};

export function MessageView({ message, follows, onThread }: MessageViewProps) {
  const { state } = useWorkspace();
  const user = state.users.find((one) => one.id === message.user);
  const name = user?.realName || user?.name || message.user;
  const at = timeOf(message.ts);
  const surface = useMemo<Surface>(
    () => ({
      container: { message: { channel: message.channel, ts: message.ts } },
      values: nothing,
      errors: nothing,
      prefix: `message-${message.channel}-${message.ts}`.replace('.', '-'),
    }),
    [message.channel, message.ts],
  );
  const time = (
    <time dateTime={new Date(at).toISOString()} title={new Date(at).toString()}>
      {sayTime(at)}
    </time>
  );

  return (
    <article
      class={`message${follows ? ' follows' : ''}${message.ephemeral ? ' is-ephemeral' : ''}`}
      data-ts={message.ts}
      aria-label={`${name} at ${sayTime(at)}`}
    >
      <div class="message-side">{follows ? time : <Avatar user={user} />}</div>
      <div class="message-main">
        {message.ephemeral && (
          <p class="only-you">
            <Icon name="eye" /> Only visible to you
          </p>
        )}
        {!follows && (
          <p class="message-head">
            <strong>{name}</strong>
            {user?.isBot && <span class="tag tag-app">app</span>}
            {user?.isGuest && <span class="tag">guest</span>}
            {time}
          </p>
        )}
        <div class="message-body">
          {message.blocks?.length ? (
            <Blocks blocks={message.blocks} surface={surface} />
          ) : (
            <Mrkdwn text={message.text} />
          )}
          {message.edited && <span class="edited">(edited)</span>}
        </div>
        {onThread && message.replyCount > 0 && (
          <button type="button" class="thread-link" onClick={() => onThread(message.ts)}>
            {message.replyCount} {message.replyCount === 1 ? 'reply' : 'replies'}
          </button>
        )}
      </div>
      {onThread && !message.ephemeral && (
        <div class="message-tools">
          <button
            type="button"
            class="icon-button"
            aria-label="Reply in thread"
            onClick={() => onThread(message.ts)}
          >
            <Icon name="reply" />
          </button>
        </div>
      )}
    </article>
  );
}
