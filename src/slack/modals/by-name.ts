import type { KnownBlock } from '@slack/types';
import type { FoundByName } from '../../operations/api.ts';
import { actions, button, section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction, PrivateMessage } from '../interaction.ts';
import { code, mrkdwn, strong } from '../mrkdwn.ts';
import { mayChange, type Refusal, refusalMessage, refusalView, refusedToRead } from '../rights.ts';
import { tellPrivately } from '../tell-privately.ts';
import { buildDetails, openDetails } from './details.ts';
import { noticeView } from './modal.ts';
import { openModal } from './open-modal.ts';
import { buildTerminate, openTerminate } from './terminate.ts';

type What = 'details' | 'terminate';

/** Opens what a typed name stands for; asks which one where that is not clear. */
export async function openByName(deps: Deps, it: Interaction, what: What, name: string): Promise<void> {
  if (!deps.operations.isWarm()) return openUnread(deps, it, what, name);
  const found = await deps.operations.findByName(name);
  if (found.found === 'one') {
    return what === 'details'
      ? openDetails(deps, it, found.peering.id)
      : openTerminate(deps, it, found.peering.id);
  }
  const refusal = await refused(deps, it, what, name);
  await tellPrivately(deps, it, refusal ? refusalMessage(refusal) : whichOneMessage(found, what, name));
}

async function refused(deps: Deps, it: Interaction, what: What, name: string): Promise<Refusal | undefined> {
  if (what === 'details') return refusedToRead(deps, it);
  const right = await mayChange(deps, it, 'terminate', { name });
  return right.allowed ? undefined : right.refusal;
}

/** Reading may take longer than the trigger lives: the window comes first, whatever it will show. */
function openUnread(deps: Deps, it: Interaction, what: What, name: string): Promise<void> {
  return openModal(deps, it, {
    title: what === 'details' ? 'Peering' : 'Terminate peering',
    reopen: { action: actionIds.openList, value: name.slice(0, 200) },
    build: async () => {
      const refusal = await refused(deps, it, what, name);
      if (refusal) return refusalView(refusal);
      const found = await deps.operations.findByName(name);
      if (found.found !== 'one') return noticeView('Which one?', whichOneMessage(found, what, name).blocks);
      return what === 'details'
        ? buildDetails(deps, it, found.peering.id)
        : buildTerminate(deps, it, found.peering.id);
    },
  });
}

/** Leaves room for the question in the 50 blocks of a message. */
const MOST_CHOICES = 40;

export function whichOneMessage(found: Unclear, what: What, name: string): Question {
  return found.found === 'many'
    ? { text: mrkdwn`Several peerings are called ${code(name)}. Which one?`, blocks: choices(found, what) }
    : { text: mrkdwn`There is no peering called ${code(name)}.`, blocks: nothing(found, name) };
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
  return what === 'details'
    ? button({ text: 'Details', action: actionIds.openDetails, value })
    : button({ text: 'Terminate', action: actionIds.openTerminate, value, style: 'danger' });
}

function nothing({ nearest }: Extract<FoundByName, { found: 'none' }>, name: string): KnownBlock[] {
  const meant = nearest === undefined ? undefined : mrkdwn` Did you mean ${strong(nearest)}?`;
  return [
    section(mrkdwn`*There is no peering called* ${code(name)}.${meant}`),
    ...actions('which.list', [
      nearest === undefined
        ? undefined
        : button({ text: `Show ${nearest}`, action: actionIds.openList, value: nearest.slice(0, 200) }),
      button({ text: 'List', action: actionIds.openListAll }),
    ]),
  ];
}
