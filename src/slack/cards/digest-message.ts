import type { KnownBlock } from '@slack/types';
import type { DigestLine, DigestView } from '../../core/ports.ts';
import { button, capBlocks, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { cut, limits } from '../limits.ts';
import { cutMrkdwn, date, join, mention, mrkdwn, strong } from '../mrkdwn.ts';

/** A sentence may quote long lists of networks; a line stays a line. */
const LINE = 400;

/** Several reminders in one message of the channel, a line each; owners are named once in theirs. */
export function digestMessage({ lines, part, parts }: DigestView): { text: string; blocks: KnownBlock[] } {
  const names = [...new Set(lines.map(({ peeringName }) => peeringName))];
  const which = parts > 1 ? ` (message ${part} of ${parts})` : '';
  const head =
    names.length === 1
      ? mrkdwn`:bell: ${strong(names[0] ?? '')} needs somebody${which}`
      : mrkdwn`:bell: *${names.length} peerings need somebody*${which}`;
  const blocks = [
    section(head),
    ...lines.map(lineBlock),
    context(mrkdwn`Details tells what to do, and lets you say that you are on it, or snooze.`),
  ];
  return {
    text: cutMrkdwn(mrkdwn`${head}: ${names.join(', ')}`, limits.messageText),
    blocks: capBlocks(blocks, limits.blocksPerMessage),
  };
}

/** What to check and to do is told by the details, where there are any. */
function inShort({ peeringId, sentence }: DigestLine): string {
  const [first = sentence] = peeringId === undefined ? [sentence] : sentence.split(/(?<=\.) (?=[A-Z])/);
  return first;
}

function lineBlock(line: DigestLine, index: number): KnownBlock {
  const { peeringId, peeringName, since, deadline, mention: whom } = line;
  const latest = deadline?.certainty === 'at-latest' ? ' at the latest' : '';
  const times = deadline
    ? mrkdwn`Since ${date(since)}, until ${date(deadline.at)}${latest}.`
    : mrkdwn`Since ${date(since)}${line.sinceAtLatest ? ' or earlier' : ''}.`;
  const told = join([times, whom === undefined ? undefined : mention(whom)], ' ');
  return section(join([mrkdwn`${strong(peeringName)}  ·  ${cut(inShort(line), LINE)}`, told]), {
    id: `digest:${index}`,
    ...(peeringId !== undefined && {
      accessory: button({ text: 'Details', action: actionIds.openDetails, value: peeringId }),
    }),
  });
}
