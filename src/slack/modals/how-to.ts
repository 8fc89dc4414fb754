import { leftovers } from '../../core/next-step/leftovers.ts';
import type { CardView } from '../../core/ports.ts';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { firstHandOver } from '../hand-over.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { refusalView, refusedToRead } from '../rights.ts';
import { howToView } from './how-to-view.ts';
import { noticeView } from './modal.ts';
import { openModal } from './open-modal.ts';

/** How to do what the chain says is missing. */
export function openHowTo(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  return openModal(deps, it, {
    title: 'How to',
    reopen: { action: actionIds.openHowTo, value: peeringId },
    build: async () => {
      const refusal = await refusedToRead(deps, it);
      if (refusal) return refusalView(refusal);
      const { verdict } = await deps.operations.details(peeringId);
      const first = firstHandOver(verdict);
      if (first) return howToView(first.handOver);
      return noticeView('How to', [
        section(mrkdwn`There is nothing left to do by hand. ${verdict.sentence}`),
      ]);
    },
  });
}

/** How to remove what a terminated peering left at the application's cloud. */
export function openCleanUp(deps: Deps, it: Interaction, card: CardView): Promise<void> {
  return openModal(deps, it, {
    title: 'How to',
    reopen: { action: actionIds.openList, value: card.peeringName },
    build: async () => {
      const refusal = await refusedToRead(deps, it);
      if (refusal) return refusalView(refusal);
      await deps.operations.ready();
      const observation = deps.operations.observation();
      const { spec, peeringId = '', yugabyteVpcName } = card;
      const left =
        observation && leftovers({ ...spec, id: peeringId, state: 'DELETED', yugabyteVpcName }, observation);
      if (left?.kind === 'hand-over') return howToView(left);
      const why = left?.kind === 'wait' ? left.sentence : 'Nothing is known to be left behind.';
      return noticeView('How to', [section(mrkdwn`${why}`)]);
    },
  });
}
