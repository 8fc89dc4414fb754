import type { KnownBlock } from '@slack/types';
import { type Approval, sayRequest } from '../../core/approval.ts';
import type { Finding, Owner } from '../../core/chain/link.ts';
import { sayCloud } from '../../core/say-cloud.ts';
import { sayState } from '../../core/say-state.ts';
import type { HomePeerings, HomeTurn, PeeringRow } from '../../operations/api.ts';
import { actions, button, capBlocks, context, section } from '../blocks.ts';
import { sayDeadline } from '../chain-line.ts';
import { actionIds } from '../ids.ts';
import { MEND_FROM_VIEW, mendButtons } from '../mend-buttons.ts';
import { planBlocks } from '../modals/plan-blocks.ts';
import { date, join, type Mrkdwn, mention, mrkdwn, strong } from '../mrkdwn.ts';
import { peeringRow } from '../peering-row.ts';

const MOST_PLAN_BLOCKS = 6;
const MOST_FINDINGS = 3;

/** A request that waits for this person's yes, with all that it would do. A mention in a view notifies nobody. */
export function approvalItem({ id, plan, requestedBy, requestedAt, expiresAt }: Approval): KnownBlock[] {
  return [
    section(mrkdwn`:lock: ${mention(requestedBy)} asks to *${sayRequest({ plan })}*.`),
    ...capBlocks(planBlocks(plan, 'What follows from it'), MOST_PLAN_BLOCKS),
    context(mrkdwn`Asked ${date(requestedAt)}. Expires ${date(expiresAt)}.`),
    ...actions(`home.approval:${id}`, [
      button({ text: 'Approve', action: actionIds.approve, value: id, style: 'primary' }),
      button({ text: 'Decline', action: actionIds.decline, value: id, style: 'danger' }),
    ]),
  ];
}

/** A request of this person's own. */
export function askedItem({ id, plan, requestedAt, expiresAt, approvers }: Approval): KnownBlock[] {
  const who = join(approvers.map(mention), ', ');
  return [
    section(
      mrkdwn`:lock: You asked to *${sayRequest({ plan })}*, ${date(requestedAt)}.\nIt waits for ${who}, and expires ${date(expiresAt)}.`,
      {
        id: `home.asked:${id}`,
        accessory: button({ text: 'Withdraw', action: actionIds.withdraw, value: id }),
      },
    ),
  ];
}

/** A peering where the next thing to do is this person's, with the ways to do it. */
export function turnItem({ row, verdict, fixes, alert }: HomeTurn): KnownBlock[] {
  const { id: value, provider } = row;
  return [
    section(
      join([
        mrkdwn`${strong(row.name)}  ·  ${sayState(row.state)}`,
        ...findingLines(verdict.firstBroken?.findings ?? []),
        alert?.acknowledged &&
          mrkdwn`:raising_hand: ${mention(alert.acknowledged.by)} is on it since ${date(alert.acknowledged.at)}.`,
        alert?.snoozed &&
          mrkdwn`:zzz: Reminders snoozed by ${mention(alert.snoozed.by)} until ${date(alert.snoozed.until)}.`,
      ]),
      { id: `home.turn:${value}` },
    ),
    ...actions(`home.mend:${value}`, [
      ...mendButtons({ verdict, fixes, provider, value, actions: MEND_FROM_VIEW }),
      button({ text: 'Details', action: actionIds.openDetails, value }),
    ]),
  ];
}

function findingLines(findings: Finding[]): (Mrkdwn | undefined)[] {
  const [first] = findings;
  const deadline = findings.find((finding) => finding.deadline)?.deadline;
  const more = findings.length - MOST_FINDINGS;
  return [
    ...findings.slice(0, MOST_FINDINGS).map(({ sentence }) => mrkdwn`${sentence}`),
    more > 0 ? mrkdwn`… and ${more} more.` : undefined,
    first && mrkdwn`*Whose turn:* ${sayYours(first.owner)}.`,
    deadline && mrkdwn`*Until:* ${sayDeadline(deadline)}`,
  ];
}

const sayYours = (owner: Owner): string =>
  owner.kind === 'application'
    ? `yours, or of whoever else may change ${sayCloud(owner)}`
    : 'yours, or of another operator of this bot';

export function mineItem(row: PeeringRow): KnownBlock[] {
  return [peeringRow(row, `home.mine:${row.id}`)];
}

export function requestingItem({ name, yugabyteVpcName }: HomePeerings['requesting'][number]): KnownBlock[] {
  return [
    section(
      mrkdwn`${strong(name)}  ·  with Yugabyte VPC ${strong(yugabyteVpcName)}\nRequesting: Yugabyte is being asked for it`,
    ),
  ];
}
