import type { KnownBlock } from '@slack/types';
import type { FoundByName } from '../../operations/api.ts';
import { actions, button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import type { PrivateMessage } from '../interaction.ts';
import { code, mrkdwn, strong } from '../mrkdwn.ts';

/** What a name was typed for. */
export type What = 'details' | 'history' | 'terminate';

/** Leaves room for the question in the 50 blocks of a message. */
const MOST_CHOICES = 40;

export function whichOneMessage(found: Unclear, what: What, name: string): Question {
  return found.found === 'many'
    ? { text: mrkdwn`Several peerings are called ${code(name)}. Which one?`, blocks: choices(found, what) }
    : { text: mrkdwn`There is no peering called ${code(name)}.`, blocks: nothing(found, what, name) };
}

type Question = PrivateMessage & { blocks: KnownBlock[] };
type Unclear = Exclude<FoundByName, { found: 'one' }>;

function choices({ peerings }: Extract<FoundByName, { found: 'many' }>, what: What): KnownBlock[] {
  const [first] = peerings;
  const more = peerings.length - MOST_CHOICES;
  return [
    section(mrkdwn`${peerings.length} peerings are called ${strong(first?.name ?? '')}. Which one?`),
    ...peerings
      .slice(0, MOST_CHOICES)
      .map(({ id, name, application, yugabyteVpcName }) =>
        section(
          mrkdwn`${strong(name)}  ·  ${application.provider} ${code(application.externalVpcId)} with Yugabyte VPC ${strong(yugabyteVpcName)}`,
          { id: `which:${id}`, accessory: leadTo(what, id) },
        ),
      ),
    ...(more > 0 ? [section(mrkdwn`… and ${more} more: use the list and its search.`)] : []),
  ];
}

function leadTo(what: What, value: string) {
  switch (what) {
    case 'details':
      return button({ text: 'Details', action: actionIds.openDetails, value });
    case 'history':
      return button({ text: 'History', action: actionIds.openHistory, value });
    case 'terminate':
      return button({ text: 'Terminate', action: actionIds.openTerminate, value, style: 'danger' });
  }
}

function nothing(
  { nearest }: Extract<FoundByName, { found: 'none' }>,
  what: What,
  name: string,
): KnownBlock[] {
  // The nearest may be one that is gone, which no list has.
  const action = what === 'history' ? actionIds.openHistoryByName : actionIds.openList;
  const meant = nearest === undefined ? undefined : mrkdwn` Did you mean ${strong(nearest)}?`;
  return [
    section(mrkdwn`*There is no peering called* ${code(name)}.${meant}`),
    ...actions('which.list', [
      nearest === undefined
        ? undefined
        : button({ text: `Show ${nearest}`, action, value: nearest.slice(0, 200) }),
      button({ text: 'List', action: actionIds.openListAll }),
    ]),
  ];
}
