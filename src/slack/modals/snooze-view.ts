import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { input, section } from '../blocks.ts';
import { actionIds, viewIds } from '../ids.ts';
import { mrkdwn, strong } from '../mrkdwn.ts';
import { modal } from './modal.ts';
import { remember } from './remember.ts';

export const snoozeMemory = z.object({ peeringId: z.string() });

/** Where an error about the date is shown. */
export const SNOOZE_DATE_BLOCK = 'snooze.date';

/** Until when? `timezone` is the one in which date and time are read. */
export function snoozeView(peering: { id: string; name: string }, timezone: string): ModalView {
  return modal({
    id: viewIds.snooze,
    title: 'Snooze',
    submit: 'Snooze',
    close: 'Cancel',
    memory: remember({ peeringId: peering.id }),
    blocks: [
      section(
        mrkdwn`No reminders of ${strong(peering.name)} until then. Everybody sees on the card who asked for that, and can wake it.`,
      ),
      input({
        id: SNOOZE_DATE_BLOCK,
        label: 'Date',
        element: { type: 'datepicker', action_id: actionIds.snoozeDate },
      }),
      input({
        id: 'snooze.time',
        label: 'Time',
        hint: `In the time zone of the reminders: ${timezone}.`,
        element: { type: 'timepicker', action_id: actionIds.snoozeTime, initial_time: '09:00' },
      }),
    ],
  });
}
