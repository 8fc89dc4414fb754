import { useEffect, useRef } from 'preact/hooks';
import type { ClientMessage, ClientState } from '../../slack/client-api.ts';
import { plainWords } from '../text/plain-words.ts';
import type { Tell } from './tell.ts';

/** Reads out what is new: messages of others in the open channel, also changed ones, and notices. */
export function useNews(state: ClientState, channel: string, hear: Tell) {
  const known = useRef<{ channel: string; heard: Map<string, string> }>(undefined);

  useEffect(() => {
    const messages = (state.messages[channel] ?? []).filter((one) => one.user !== state.me.id);
    const notices = state.notices.filter((notice) => notice.channel === channel);
    const now = [
      ...messages.map((one): [string, string] => [one.ts, readOut(one, state)]),
      ...notices.map((one): [string, string] => [one.id, one.text]),
    ];
    const before = known.current;
    known.current = { channel, heard: new Map(now) };
    if (before?.channel !== channel) return;
    for (const [id, words] of now) {
      if (before.heard.get(id) !== words) hear(words);
    }
  }, [state, channel, hear]);
}

function readOut(message: ClientMessage, state: ClientState): string {
  const user = state.users.find((one) => one.id === message.user);
  const name = user?.realName || user?.name || message.user;
  const privately = message.ephemeral ? ', only visible to you' : '';
  return `${name}${privately}: ${plainWords(message.text)}`;
}
