import type { KnownBlock } from '@slack/types';
import { section } from './blocks.ts';
import type { Deps } from './deps.ts';
import type { Interaction, PrivateMessage } from './interaction.ts';
import { limits } from './limits.ts';
import { noticeView } from './modals/modal.ts';
import { cutMrkdwn } from './mrkdwn.ts';
import { toBotError } from './slack-error.ts';

/** As Slack wants it; `text` is what notifications show and screen readers read. */
export function toSlackMessage({ text, blocks }: Pick<PrivateMessage, 'text' | 'blocks'>): {
  text: string;
  blocks?: KnownBlock[];
} {
  return { text: cutMrkdwn(text, limits.messageText), ...(blocks && { blocks }) };
}

/**
 * Ephemeral where the payload allows an answer or the channel is known, in a window over App Home, else as a direct
 * message.
 */
export async function tellPrivately(
  { client }: Deps,
  it: Interaction,
  message: PrivateMessage,
): Promise<void> {
  const { quick } = client;
  const said = toSlackMessage(message);
  const ways = [
    it.respond && (() => it.respond?.(message)),
    it.channelId &&
      (() => quick.chat.postEphemeral({ channel: it.channelId ?? '', user: it.userId, ...said })),
    it.inHome &&
      it.triggerId &&
      (() =>
        quick.views.open({
          trigger_id: it.triggerId ?? '',
          view: noticeView('Peerings', message.blocks ?? [section(message.text)]),
        })),
    () => quick.chat.postMessage({ channel: it.userId, ...said }),
  ].filter((way) => typeof way === 'function');

  let failure: unknown;
  for (const way of ways) {
    try {
      await way();
      return;
    } catch (error) {
      it.log.debug({ error }, 'this way of telling failed');
      failure = error;
    }
  }
  throw toBotError(failure, 'telling you');
}
