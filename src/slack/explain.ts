import type { KnownBlock, ModalView } from '@slack/types';
import { PeeringBotError } from '../core/errors.ts';
import { context, section } from './blocks.ts';
import type { PrivateMessage } from './interaction.ts';
import { noticeView } from './modals/modal.ts';
import { code, mrkdwn } from './mrkdwn.ts';

/** An error in words: what failed, what it means, what to do, and where to find it in the log. Plain text. */
export interface Explanation {
  sentences: string[];
  ref: string;
}

/** The one place that turns errors into words. Only a `PeeringBotError`'s words are shown: others may carry secrets. */
export function explain(error: unknown, ref: string): Explanation {
  if (!(error instanceof PeeringBotError)) {
    return {
      sentences: [
        'Something went wrong inside the bot.',
        'Try again; if it stays, give the reference to whoever runs the bot.',
      ],
      ref,
    };
  }
  return { sentences: [error.message, error.means, error.mend].flatMap((part) => (part ? [part] : [])), ref };
}

export function explanationBlocks({ sentences, ref }: Explanation): KnownBlock[] {
  return [section(mrkdwn`:warning: ${sentences.join(' ')}`), context(mrkdwn`Reference: ${code(ref)}`)];
}

export function explanationView(explanation: Explanation): ModalView {
  return noticeView('That did not work', explanationBlocks(explanation));
}

/** For an ephemeral message or a thread. */
export function explanationMessage(explanation: Explanation): PrivateMessage {
  const { sentences, ref } = explanation;
  return {
    text: mrkdwn`${sentences.join(' ')} Reference: ${code(ref)}`,
    blocks: explanationBlocks(explanation),
  };
}
