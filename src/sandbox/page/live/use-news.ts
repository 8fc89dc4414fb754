import { useEffect, useRef } from 'preact/hooks';
import type { ClientMessage, ClientState } from '../../slack/client-api.ts';
import { plainWords } from '../text/plain-words.ts';
import type { Tell } from './tell.ts';

/** Reads out what is new: messages of others in the open channel, and notices. */
export function useNews(state: ClientState, channel: string, hear: Tell) {
  const known = useRef<{ channel: string; heard: Set<string> }>(undefined);

  useEffect(() => {
    const messages = state.messages[channel] ?? [];
    const notices = state.notices.filter((notice) => notice.channel === channel);
    const ids = [...messages.map((one) => one.ts), ...notices.map((one) => one.id)];
    const before = known.current;
    known.current = { channel, heard: new Set(ids) };
    if (before?.channel !== channel) return;
    for (const message of messages) {
      if (!before.heard.has(message.ts) && message.user !== state.me.id) hear(readOut(message, state));
    }
    for (const notice of notices) {
      if (!before.heard.has(notice.id)) hear(notice.text);
    }
  }, [state, channel, hear]);
}

function readOut(message: ClientMessage, state: ClientState): string {
  const user = state.users.find((one) => one.id === message.user);
  const name = user?.realName || user?.name || message.user;
  const privately = message.ephemeral ? ', only visible to you' : '';
  return `${name}${privately}: ${plainWords(message.text)}`;
}
