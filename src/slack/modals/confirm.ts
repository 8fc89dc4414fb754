import type { KnownBlock, ModalView } from '@slack/types';
import type { AskedApproval, Intent, ShownPlan } from '../../operations/api.ts';
import { context, section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import type { Interaction } from '../interaction.ts';
import type { InView } from '../listen.ts';
import { channelLink, date, join, mention, mrkdwn, strong } from '../mrkdwn.ts';
import { mayChange, refusalView } from '../rights.ts';
import { noticeView } from './modal.ts';

/** What was on the screen when the person said yes. */
export interface Confirmed {
  intent: Intent;
  digest: string;
  shownAt: number;
}

/** How the outcomes look that differ from one kind of change to the other. */
interface Outcomes {
  title: string;
  /** The plan no longer held: the new one, with the reason. */
  replanned: (why: string, plan: ShownPlan, needsApproval?: string[]) => ModalView | Promise<ModalView>;
  /** Shown below the sentence that it has started. */
  afterwards?: KnownBlock[];
}

/**
 * Carries out what was confirmed and makes the view that says what came of it. The view's id names the confirmation:
 * however often it is sent, one operation starts.
 */
export async function confirm(
  deps: Deps,
  it: Interaction & InView,
  { intent, digest, shownAt }: Confirmed,
  peering: { id?: string; name: string },
  { title, replanned, afterwards = [] }: Outcomes,
): Promise<ModalView> {
  const right = await mayChange(deps, it, intent.kind, peering);
  if (!right.allowed) return refusalView(right.refusal);
  const answer = await deps.operations.confirm(
    { intent, digest, shownAt, confirmationId: it.view.id },
    right.actor,
    it.ref,
  );
  if (answer.started) return startedView(deps, intent, answer.peeringName, title, afterwards);
  if (answer.approval) return askedView(deps, peering.name, title, answer.approval);
  if (answer.replan) return replanned(answer.why, answer.replan, right.needsApproval);
  const asked = answer.by === undefined ? undefined : mrkdwn` ${mention(answer.by)} asked for that.`;
  return noticeView(title, [section(mrkdwn`${answer.why}${asked}`)]);
}

function startedView(
  { channel }: Deps,
  intent: Intent,
  name: string,
  title: string,
  afterwards: KnownBlock[],
): ModalView {
  const where = channel
    ? mrkdwn`Its card in ${channelLink(channel)} follows every step.`
    : mrkdwn`No channel is set for cards (PEERING_CHANNEL): follow it with ${strong('/peering details')}.`;
  return noticeView(
    title,
    [section(mrkdwn`:white_check_mark: ${strong(name)}: ${STARTED[intent.kind]} ${where}`), ...afterwards],
    { clearOnClose: true },
  );
}

function askedView(
  { channel = '' }: Deps,
  name: string,
  title: string,
  { approvers, expiresAt }: AskedApproval,
): ModalView {
  return noticeView(
    title,
    [
      section(
        mrkdwn`:lock: ${strong(name)} is protected, so ${join(approvers.map(mention), ', ')} have been asked in ${channelLink(channel)}. It starts once one of them approves; nothing has been changed yet.`,
      ),
      context(
        mrkdwn`The request expires ${date(expiresAt)}. You hear the result in a direct message, and may withdraw it at the message there.`,
      ),
    ],
    { clearOnClose: true },
  );
}

const STARTED: Record<Intent['kind'], string> = {
  create: 'the peering is being requested.',
  complete: 'what is missing is being done.',
  'allow-access': 'the application is being let in.',
  terminate: 'the termination is on its way.',
  'request-again': 'the expired request goes and a new one is made.',
};
