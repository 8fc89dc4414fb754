import type { CardView } from '../../core/ports.ts';
import type { Deps } from '../deps.ts';
import type { Interaction } from '../interaction.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { tellPrivately } from '../tell-privately.ts';
import { readPress } from './card-press.ts';

/**
 * The card whose button was pressed, if it stands as it was drawn. One of an older card draws it again; the person is told
 * and nothing else happens.
 */
export async function currentCard(
  deps: Deps,
  it: Interaction,
  value: string | null | undefined,
): Promise<CardView | undefined> {
  const press = readPress(value);
  const card = press && (await deps.operations.cardView(press.card));
  if (!press || !card) {
    await tellPrivately(deps, it, {
      text: mrkdwn`The bot no longer knows this card. Type /peering list to see what is there now.`,
    });
    return undefined;
  }
  if (card.version === press.version) return card;
  await deps.operations.refreshCard(press.card);
  await tellPrivately(deps, it, {
    text: mrkdwn`This card was out of date, so nothing was done; here is how it stands now.`,
  });
  return undefined;
}
