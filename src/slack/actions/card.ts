import type { CardView } from '../../core/ports.ts';
import { currentCard } from '../cards/current-card.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { openAllowAccess } from '../modals/allow-access.ts';
import { openComplete } from '../modals/complete.ts';
import { openDetails } from '../modals/details.ts';
import { openCleanUp, openHowTo } from '../modals/how-to.ts';
import { openRequestAgain } from '../modals/request-again.ts';
import { openTerminate } from '../modals/terminate.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { tellPrivately } from '../tell-privately.ts';

type Open = (deps: Deps, it: Interaction, peeringId: string) => Promise<void>;

/** A card's buttons carry the version they were drawn for. */
export function registerCardButtons(listen: Listen, deps: Deps): void {
  const onCard = (action: string, act: (it: Interaction, card: CardView) => Promise<void>) =>
    listen.action(action, async (it, { value }) => {
      const card = await currentCard(deps, it, value);
      if (card) await act(it, card);
    });

  const onPeering = (action: string, open: Open) =>
    onCard(action, async (it, { peeringId }) => {
      if (peeringId) return open(deps, it, peeringId);
      await tellPrivately(deps, it, {
        text: mrkdwn`Yugabyte does not have this peering yet; the card follows it.`,
      });
    });

  onPeering(actionIds.cardDetails, openDetails);
  onPeering(actionIds.cardTerminate, openTerminate);
  onPeering(actionIds.cardAllowAccess, openAllowAccess);
  onPeering(actionIds.cardComplete, openComplete);
  onPeering(actionIds.cardHowTo, openHowTo);
  onPeering(actionIds.cardRequestAgain, openRequestAgain);
  onCard(actionIds.cardCleanUp, (it, card) => openCleanUp(deps, it, card));
}
