import { obstacleOf } from '../core/chain/judge.ts';
import type {
  BotFix,
  Deadline,
  Finding,
  Link,
  LinkName,
  LinkStatus,
  Owner,
  Verdict,
} from '../core/chain/link.ts';
import { groupBy } from '../core/group-by.ts';
import { sayList } from '../core/say-list.ts';
import { sayOwner } from '../core/say-owner.ts';
import { codeBlock, date, join, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

/** The links in a row, each with a word: a symbol alone does not reach everybody. */
export function chainLine({ links }: Verdict): Mrkdwn {
  return join(
    links.map(({ name, status }) => mrkdwn`${SYMBOL[status]} ${capital(name)}: ${status}`),
    '  →  ',
  );
}

/**
 * What is missing at the first link that stops traffic: whose turn it is and until when, finding by finding. `seesTo`: the
 * links that the bot is about to mend.
 */
export function missingLines(verdict: Verdict, most: number, seesTo: LinkName[] = []): Mrkdwn[] {
  const link = obstacleOf(verdict.links);
  if (!link) return [];
  if (seesTo.includes(link.name)) return [mrkdwn`Nobody has to do anything now: the bot goes on by itself.`];
  if (link.findings.length === 0) return [mrkdwn`*What is missing:* ${link.sentence}`];
  const shown = link.findings.slice(0, most);
  const more = link.findings.length - shown.length;
  const unsaid = more > 0 ? [mrkdwn`… and ${more} more.`] : [];
  return [...shown.map(findingLine), ...unsaid];
}

/**
 * What nobody could see, and what would let the bot see it; links that the same would show are told together. One that
 * nobody can do anything about is told where it is the first that is not ok.
 */
export function unknownLines({ links, firstBroken }: Verdict): Mrkdwn[] {
  const unknown = links.filter(
    (link) => link.status === 'unknown' && (link.findings.length > 0 || link.name === firstBroken?.name),
  );
  return [...groupBy(unknown, seeingTakes).values()].map((alike) => {
    const [first] = alike;
    const names = sayList(alike.map(({ name }) => capital(name)));
    const finding = first?.findings[0];
    return join([
      mrkdwn`${SYMBOL.unknown} *Not known: ${names}.* ${first?.sentence ?? ''}`,
      finding && sayHowToSee(finding),
    ]);
  });
}

const seeingTakes = ({ sentence, findings: [first] }: Link): string =>
  JSON.stringify(first?.nextStep ?? sentence);

function sayHowToSee({ owner, nextStep }: Finding): Mrkdwn | undefined {
  if (nextStep?.kind === 'wait') return mrkdwn`*To let the bot see:* ${nextStep.sentence}`;
  if (nextStep?.kind !== 'hand-over') return undefined;
  return join(
    nextStep.sections.map(
      ({ title, cli }) =>
        mrkdwn`*To let the bot see:* ${title} (${sayOwner(owner)}):\n${codeBlock(cli.join('\n'))}`,
    ),
  );
}

function findingLine({ sentence, owner, deadline, nextStep, fix }: Finding): Mrkdwn {
  const yugabytesTurn = owner.kind === 'yugabyte';
  return join([
    yugabytesTurn ? mrkdwn`*Waiting for Yugabyte:* ${sentence}` : mrkdwn`*What is missing:* ${sentence}`,
    yugabytesTurn ? undefined : mrkdwn`*Whose turn:* ${sayTurn(owner, fix)}.`,
    deadline && mrkdwn`*Until:* ${sayDeadline(deadline)}`,
    nextStep?.kind === 'wait' ? mrkdwn`${nextStep.sentence}` : undefined,
  ]);
}

/** Where the bot has a button for it, its operators can do it as well. */
const sayTurn = (owner: Owner, fix: BotFix | undefined): Mrkdwn =>
  fix && owner.kind === 'application'
    ? mrkdwn`an operator of this bot, with _${fix.label}_, or ${sayOwner(owner)}`
    : mrkdwn`${sayOwner(owner)}`;

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
