import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type Approval, sayRequest } from '../../core/approval.ts';
import { input, section } from '../blocks.ts';
import { actionIds, viewIds } from '../ids.ts';
import { mention, mrkdwn } from '../mrkdwn.ts';
import { modal } from './modal.ts';
import { remember } from './remember.ts';

export const declineMemory = z.object({ approval: z.string() });

/** Notes and messages must hold it. */
const MOST_CHARACTERS = 500;

/** Why not? Who asked gets to read it. */
export function declineView(approval: Approval): ModalView {
  return modal({
    id: viewIds.decline,
    title: 'Decline',
    submit: 'Decline',
    close: 'Cancel',
    memory: remember({ approval: approval.id }),
    blocks: [
      section(mrkdwn`${mention(approval.requestedBy)} asks to ${sayRequest(approval)}.`),
      input({
        id: 'decline.reason',
        label: 'Reason',
        hint: 'Who asked gets it, and everybody in the channel may read it.',
        element: {
          type: 'plain_text_input',
          action_id: actionIds.declineReason,
          multiline: true,
          max_length: MOST_CHARACTERS,
        },
      }),
    ],
  });
}
