import type { KnownBlock } from '@slack/types';
import { type Approval, sayOutcome, sayRequest } from '../../core/approval.ts';
import { actions, button, capBlocks, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { limits } from '../limits.ts';
import { planBlocks } from '../modals/plan-blocks.ts';
import { cutMrkdwn, date, join, type Mrkdwn, mention, mrkdwn } from '../mrkdwn.ts';

/** Leaves room for what must not be cut off: who is asked, and the buttons. */
const MOST_PLAN_BLOCKS = 40;

/**
 * The one message of a request for approval. Those who may approve are mentioned while it waits, the requester and the
 * decider are named only: they hear it in person. `text` is what notifications show and screen readers read.
 */
export function approvalMessage(
  approval: Approval,
  { requester, decider }: { requester: string; decider?: string },
): { text: string; blocks: KnownBlock[] } {
  const headline = mrkdwn`${approval.decision ? undefined : mrkdwn`:lock: `}${requester} asks to ${sayRequest(approval)}.`;
  const status = approval.decision ? outcomeLine(approval, decider) : askingLine(approval);
  return {
    text: cutMrkdwn(join([headline, status], ' '), limits.messageText),
    blocks: [
      section(join([headline, status])),
      ...capBlocks(planBlocks(approval.plan, 'What follows from it'), MOST_PLAN_BLOCKS),
      ...(approval.decision ? [] : actions(`approval:${approval.id}`, buttons(approval))),
      context(join([mrkdwn`Asked ${date(approval.requestedAt)}.`, expiryLine(approval)], ' ')),
    ],
  };
}

function askingLine({ approvers }: Approval): Mrkdwn {
  return mrkdwn`${join(approvers.map(mention), ', ')}: it is protected, so one of you has to approve.`;
}

function outcomeLine(approval: Approval, decider: string | undefined): Mrkdwn {
  const { decision } = approval;
  const icon = mrkdwn`${decision?.outcome === 'approved' ? ':white_check_mark:' : ':no_entry_sign:'}`;
  const by = decider === undefined ? undefined : mrkdwn` (${decider}, ${date(decision?.at ?? 0)})`;
  return mrkdwn`${icon} ${sayOutcome(approval)}${by}`;
}

function expiryLine({ expiresAt, decision }: Approval): Mrkdwn | undefined {
  if (decision) return undefined;
  return mrkdwn`Expires ${date(expiresAt)}. Before anything is done the plan is made again; if it is not the same, nothing happens.`;
}

function buttons({ id: value }: Approval) {
  return [
    button({ text: 'Approve', action: actionIds.approve, value, style: 'primary' }),
    button({ text: 'Decline', action: actionIds.decline, value, style: 'danger' }),
    button({ text: 'Withdraw', action: actionIds.withdraw, value }),
  ];
}
