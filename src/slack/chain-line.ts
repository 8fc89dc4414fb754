import type { Deadline, Finding, Link, LinkStatus, Verdict } from '../core/chain/link.ts';
import { sayOwner } from '../core/say-owner.ts';
import { date, join, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

/** The links in a row, each with a word: a symbol alone does not reach everybody. */
export function chainLine({ links }: Verdict): Mrkdwn {
  return join(
    links.map(({ name, status }) => mrkdwn`${SYMBOL[status]} ${capital(name)}: ${status}`),
    '  →  ',
  );
}

/** What is missing at the first link that is not ok: whose turn it is and until when, finding by finding. */
export function missingLines(link: Link, most: number): Mrkdwn[] {
  if (link.findings.length === 0) return [mrkdwn`*What is missing:* ${link.sentence}`];
  const shown = link.findings.slice(0, most);
  const more = link.findings.length - shown.length;
  const unsaid = more > 0 ? [mrkdwn`… and ${more} more.`] : [];
  return [...shown.map(findingLine), ...unsaid];
}

function findingLine({ sentence, owner, deadline, nextStep }: Finding): Mrkdwn {
  const yugabytesTurn = owner.kind === 'yugabyte';
  return join([
    yugabytesTurn ? mrkdwn`*Waiting for Yugabyte:* ${sentence}` : mrkdwn`*What is missing:* ${sentence}`,
    yugabytesTurn ? undefined : mrkdwn`*Whose turn:* ${sayOwner(owner)}.`,
    deadline && mrkdwn`*Until:* ${sayDeadline(deadline)}`,
    nextStep?.kind === 'wait' ? mrkdwn`${nextStep.sentence}` : undefined,
  ]);
}

/** The time, and what happens then. */
export function sayDeadline({ at, certainty, meaning }: Deadline): Mrkdwn {
  const latest = certainty === 'at-latest' ? ' at the latest' : '';
  return mrkdwn`${date(at)}${latest}. ${capital(meaning)}.`;
}

const SYMBOL: Record<LinkStatus, Mrkdwn> = {
  ok: mrkdwn`:white_check_mark:`,
  waiting: mrkdwn`:hourglass_flowing_sand:`,
  broken: mrkdwn`:x:`,
  unknown: mrkdwn`:grey_question:`,
};

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}`;
