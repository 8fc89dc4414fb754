import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ClientMessage } from '../../slack/client-api.ts';
import { useWorkspace } from '../live/workspace-context.ts';
import { sayDay, startOfDay } from '../text/format-date.ts';
import { MessageView } from './message-view.tsx';
import { noticeTime } from './notice-time.ts';
import { type Notice, NoticeView } from './notice-view.tsx';
import { timeOf } from './time-of.ts';

interface MessageListProps {
  label: string;
  messages: ClientMessage[];
  notices: Notice[];
  /** Said where there is nothing yet. */
  empty: string;
  onThread?: (ts: string) => void;
}

const together = 5 * 60 * 1000;
const nearEnd = 80;

/** Messages, oldest first, scrolled to the newest until somebody scrolls up. */
export function MessageList({ label, messages, notices, empty, onThread }: MessageListProps) {
  const { state } = useWorkspace();
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const stay = () => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    };
    const sizes = new ResizeObserver(stay);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    stay();
    return () => sizes.disconnect();
  }, []);

  return (
    <section
      class="messages"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the arrow keys.
      tabIndex={0}
      ref={list}
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
      }}
    >
      <div class="messages-inner">
        {messages.length === 0 && notices.length === 0 && <p class="empty">{empty}</p>}
        {inOrder(messages, notices, state.now).map(({ message, notice }, index, entries) => {
          if (notice) return <NoticeView key={notice.id} notice={notice} />;
          const before = entries[index - 1]?.message;
          const newDay = dayOf(before ?? entries[index - 2]?.message) !== dayOf(message);
          return (
            <div class="message-slot" key={`${message.ephemeral ? 'e' : 'm'}${message.ts}`}>
              {newDay && (
                <div class="day">
                  <span>{sayDay(timeOf(message.ts), state.now)}</span>
                </div>
              )}
              <MessageView
                message={message}
                follows={!newDay && follows(before, message)}
                {...(onThread && { onThread })}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}

type Entry = { message: ClientMessage; notice?: undefined } | { message?: undefined; notice: Notice };

function inOrder(messages: ClientMessage[], notices: Notice[], now: number): Entry[] {
  const entries = [
    ...messages.map((message) => ({ at: timeOf(message.ts), entry: { message } as Entry })),
    ...notices.map((notice) => ({ at: noticeTime(notice.id, now), entry: { notice } as Entry })),
  ];
  return entries.sort((one, other) => one.at - other.at).map(({ entry }) => entry);
}

function dayOf(message: ClientMessage | undefined): number | undefined {
  return message && startOfDay(new Date(timeOf(message.ts)));
}

function follows(before: ClientMessage | undefined, message: ClientMessage): boolean {
  if (!before || before.user !== message.user || before.ephemeral !== message.ephemeral) return false;
  if (message.blocks?.length || before.replyCount > 0) return false;
  return timeOf(message.ts) - timeOf(before.ts) < together;
}
