import type { KnownBlock, ModalView } from '@slack/types';
import type { FoundByName } from '../../operations/api.ts';
import { actions, button, section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import { code, mrkdwn, strong } from '../mrkdwn.ts';
import { refusalView, refusedToRead } from '../rights.ts';
import { buildDetails } from './details.ts';
import { noticeView } from './modal.ts';
import { openModal } from './open-modal.ts';
import { buildTerminate } from './terminate.ts';

type What = 'details' | 'terminate';

/** Opens what a typed name stands for; asks which one where that is not clear. */
export function openByName(deps: Deps, it: Interaction, what: What, name: string): Promise<void> {
  return openModal(deps, it, {
    title: what === 'details' ? 'Peering' : 'Terminate',
    reopen: { action: actionIds.openList, value: name.slice(0, 200) },
    build: async () => {
      const refusal = await refusedToRead(deps, it);
      if (refusal) return refusalView(refusal);
      const found = await deps.operations.findByName(name);
      if (found.found !== 'one') return whichOneView(found, what, name);
      return what === 'details'
        ? buildDetails(deps, it, found.peering.id)
        : buildTerminate(deps, it, found.peering.id);
    },
  });
}

/** Leaves room for the question in 100 blocks. */
const MOST_CHOICES = 90;

export function whichOneView(
  found: Exclude<FoundByName, { found: 'one' }>,
  what: What,
  name: string,
): ModalView {
  return noticeView('Which one?', found.found === 'many' ? choices(found, what) : nothing(found, name));
}

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
