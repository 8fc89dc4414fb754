import type { KnownBlock } from '@slack/types';
import type { Verdict } from '../../core/chain/link.ts';
import { sayDuration } from '../../core/duration.ts';
import type { CardView } from '../../core/ports.ts';
import { sayCloud } from '../../core/say-cloud.ts';
import { sayState } from '../../core/say-state.ts';
import { actions, button, capBlocks, context, section } from '../blocks.ts';
import { chainLine, missingLines, unknownLines } from '../chain-line.ts';
import { actionIds } from '../ids.ts';
import { limits } from '../limits.ts';
import { MEND_FROM_CARD, mendButtons } from '../mend-buttons.ts';
import { code, cutMrkdwn, date, join, type Mrkdwn, mrkdwn, strong } from '../mrkdwn.ts';
import { answerElements, reminderLines, whyButton, withoutTold } from '../reminder.ts';
import { packPress } from './card-press.ts';

const MOST_FINDINGS = 3;

/**
 * The one message of a peering. Pure: the same view gives the same blocks. `names` by user id, since people are named
 * without a mention: a card that is posted again must not ping. `text` is what notifications show and screen readers read.
 */
export function peeringCard(
  card: CardView,
  names: ReadonlyMap<string, string> = new Map(),
): { text: string; blocks: KnownBlock[] } {
  const status = statusLines(card);
  const blocks = [
    section(join([mrkdwn`${strong(card.peeringName)}  ·  ${sayHeadline(card)}`, endsLine(card)])),
    ...(card.verdict && isOpen(card) ? [context(chainLine(card.verdict))] : []),
    ...status.map((line) => section(line)),
    ...reminder(card, names),
    ...actions(`peering.card:${card.version}`, buttons(card)),
    context(join([staleLine(card), originLine(card, names)])),
  ];
  return {
    text: cutMrkdwn(
      join([mrkdwn`Peering ${strong(card.peeringName)}: ${sayHeadline(card)}.`, ...status], ' '),
      limits.messageText,
    ),
    blocks: capBlocks(blocks, limits.blocksPerMessage),
  };
}

function sayHeadline({ state, verdict }: CardView): string {
  if (state === 'REQUESTING') return 'Requesting';
  if (isGone({ state })) return 'Terminated';
  if (state !== 'ACTIVE' || !verdict) return sayState(state);
  return ACTIVE[verdict.flows] ?? 'Active';
}

const ACTIVE: Partial<Record<Verdict['flows'], string>> = {
  yes: 'Active, traffic can flow',
  no: 'Active, but traffic cannot flow',
};

function endsLine({ spec, yugabyteVpcName }: CardView): Mrkdwn {
  const { application } = spec;
  const place = [sayCloud(application), application.region, application.cidr].filter(Boolean).join(', ');
  return mrkdwn`${code(application.externalVpcId)} (${place}) with Yugabyte VPC ${strong(yugabyteVpcName)}`;
}

/** What is going on and what is missing; never empty for a state that waits. */
function statusLines(card: CardView): Mrkdwn[] {
  const { state, verdict, progress, failure, stale } = card;
  const lines: Mrkdwn[] = [];
  if (failure) {
    lines.push(
      mrkdwn`:warning: *It stopped.* ${failure.sentence} ${failure.mend} Reference: ${code(failure.ref)}`,
    );
  }
  if (progress) lines.push(mrkdwn`:gear: ${progress.sentence}`);
  if (state === 'REQUESTING') {
    lines.push(mrkdwn`Asking Yugabyte for it. Nothing to do yet; this card follows.`);
  } else if (isGone(card)) {
    const place = sayCloud(card.spec.application);
    lines.push(
      card.cleanedUp
        ? mrkdwn`Yugabyte no longer has this peering; what it had in ${place} (routes, the peering entry) was removed as well.`
        : mrkdwn`Yugabyte no longer has this peering. What stays in ${place} (routes, the peering entry) has to be removed there.`,
    );
  } else if (verdict?.firstBroken) {
    lines.push(...missingLines(verdict, MOST_FINDINGS, progress?.seesTo), ...unknownLines(verdict));
  } else if (verdict) {
    lines.push(
      join(
        [mrkdwn`${verdict.sentence}`, verdict.notRead === undefined ? undefined : mrkdwn`${verdict.notRead}`],
        ' ',
      ),
    );
  } else if (!failure) {
    const why = stale ? mrkdwn`: ${stale.reason}` : mrkdwn`.`;
    lines.push(mrkdwn`What is missing and whose turn it is could not be read${why}`);
  }
  return lines;
}

function staleLine({ stale }: CardView): Mrkdwn | undefined {
  return (
    stale &&
    mrkdwn`:hourglass: As of ${date(stale.at)}; since then Yugabyte could not be read: ${stale.reason}`
  );
}

/** What the bot reminds of and who has answered; that it is over, once it is. */
function reminder(card: CardView, names: ReadonlyMap<string, string>): KnownBlock[] {
  const { alert, resolved } = card;
  if (resolved) {
    const { sentence, lastedMs, at } = resolved;
    return [
      context(mrkdwn`:white_check_mark: Resolved ${date(at)}, after ${sayDuration(lastedMs)}: “${sentence}”`),
    ];
  }
  if (!alert) return [];
  const nameOf = (userId: string) => mrkdwn`${names.get(userId) ?? userId}`;
  return [section(reminderLines(withoutTold(alert, card.verdict), nameOf))];
}

function originLine(card: CardView, names: ReadonlyMap<string, string>): Mrkdwn {
  const { origin, requestedBy, requestedAt } = card;
  const by = requestedBy === undefined ? undefined : (names.get(requestedBy) ?? requestedBy);
  if (origin === 'made' && by !== undefined) return mrkdwn`Requested by ${by}, ${date(requestedAt)}`;
  const why = by === undefined ? '' : `, when ${by} asked for a change`;
  return mrkdwn`Made without this bot; followed since ${date(requestedAt)}${why}`;
}

/** What one can do about it stands first. */
function buttons(card: CardView) {
  const value = packPress({ card: card.cardId, version: card.version });
  const mending = card.verdict &&
    isOpen(card) && {
      verdict: card.verdict,
      fixes: card.fixes,
      ...(card.progress && { seesTo: card.progress.seesTo }),
      provider: card.spec.application.provider,
      value,
      actions: MEND_FROM_CARD,
    };
  const { alert } = card;
  return [
    ...(mending ? mendButtons(mending) : []),
    ...(alert ? answerElements(alert, actionIds.cardReminder, value) : []),
    card.peeringId && isOpen(card)
      ? button({ text: 'Details', action: actionIds.cardDetails, value })
      : undefined,
    isGone(card) && !card.cleanedUp
      ? button({ text: 'How to clean up', action: actionIds.cardCleanUp, value })
      : undefined,
    alert && whyButton(actionIds.cardReminder, value),
    card.terminable
      ? button({ text: 'Terminate', action: actionIds.cardTerminate, value, style: 'danger' })
      : undefined,
  ];
}

const isGone = ({ state }: Pick<CardView, 'state'>) => state === 'TERMINATED' || state === 'DELETED';
const isOpen = (card: CardView) => card.state !== 'REQUESTING' && !isGone(card);
