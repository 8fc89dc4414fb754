import type { KnownBlock, ModalView } from '@slack/types';
import { type Actor, authorize, mayRead } from '../core/authorize.ts';
import type { Intent } from '../operations/api.ts';
import { section } from './blocks.ts';
import type { Deps } from './deps.ts';
import type { Interaction, PrivateMessage } from './interaction.ts';
import { noticeView } from './modals/modal.ts';
import { join, mention, mrkdwn } from './mrkdwn.ts';

/** A polite no: why, and who may instead. */
export interface Refusal {
  reason: string;
  /** Nobody tried to change anything. */
  reading?: true;
  whoMay: string[];
  /** User groups among them that could not be read: this person may be in one. */
  unread?: string[];
}

export type Allowed =
  /** `needsApproval`: of which user and user-group ids somebody has to say yes first. */
  { allowed: true; actor: Actor; needsApproval?: string[] } | { allowed: false; refusal: Refusal };

/** Whether this person may change this peering now, or ask for it; a refused attempt goes to the audit log. */
export async function mayChange(
  deps: Deps,
  it: Interaction,
  action: Intent['kind'],
  peering: { id?: string; name?: string },
): Promise<Allowed> {
  const { directory, operations, rights } = deps;
  const actor = await directory.actor(it.userId, it.teamId);
  const decision = authorize(action, peering.name ?? '', actor, rights);
  if (decision.answer === 'allowed') return { allowed: true, actor };
  if (decision.answer === 'needs-approval') {
    return { allowed: true, actor, needsApproval: decision.approvers };
  }
  it.log.info({ action, peering, userId: it.userId }, 'refused');
  await operations.refused(action, peering, actor, it.ref, decision.reason);
  return { allowed: false, refusal: withUnread(deps, decision) };
}

/** With the user groups among those who may that could not be read. */
export function withUnread({ directory }: Deps, { reason, whoMay }: Refusal): Refusal {
  const unread = directory.unread().filter((group) => whoMay.includes(group));
  return { reason, whoMay, ...(unread.length > 0 && { unread }) };
}

/** Why this person may not even look, if so. */
export async function refusedToRead({ directory }: Deps, it: Interaction): Promise<Refusal | undefined> {
  return refusalToRead(await directory.actor(it.userId, it.teamId));
}

export function refusalToRead(actor: Actor): Refusal | undefined {
  if (mayRead(actor)) return undefined;
  return {
    reason:
      'Sorry: peerings are shown to full members of this workspace only. Ask one of them what you need to know.',
    reading: true,
    whoMay: [],
  };
}

export function refusalView(refusal: Refusal): ModalView {
  return noticeView('Not allowed', refusalBlocks(refusal));
}

export function refusalMessage(refusal: Refusal): PrivateMessage {
  return { text: refusalText(refusal), blocks: refusalBlocks(refusal) };
}

const refusalBlocks = (refusal: Refusal): KnownBlock[] => [section(refusalText(refusal))];

/** Only ever shown to one person, so that naming people here pings nobody. */
function refusalText({ reason, reading, whoMay, unread }: Refusal) {
  const ask =
    whoMay.length > 0 ? mrkdwn`\nWho may: ${join(whoMay.map(mention), ', ')}. Ask one of them.` : undefined;
  const unsure =
    unread &&
    mrkdwn`\nSlack could not tell who is in ${join(unread.map(mention), ', ')} just now: if that is you, try again in a moment.`;
  return mrkdwn`:no_entry: ${reason}${reading ? '' : ' Nothing was changed.'}${ask}${unsure}`;
}
