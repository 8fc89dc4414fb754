import { judge } from '../core/chain/judge.ts';
import type { Knowledge } from '../core/chain/link.ts';
import { isPassingTrouble } from '../core/cloud/is-passing-trouble.ts';
import type { Observation } from '../core/peering.ts';
import type { CardDocument } from './card-document.ts';
import { peeringOf } from './draw-card.ts';

/** Nothing about it will change unless somebody begins something new. */
export function isAtRest(
  card: CardDocument,
  observation: Observation | undefined,
  knowledge: Knowledge,
): boolean {
  // Before Yugabyte knows it there is nothing to look at; the operation that asks for it begins the following.
  if (card.ended || !card.peeringId) return true;
  const peering = peeringOf(card, observation);
  if (!peering || !observation || observation.refreshFailed) return false;
  if (peering.state === 'EXPIRED' || peering.state === 'FAILED') return true;
  if (peering.state !== 'ACTIVE') return false;
  if (!observation.clusters.ok || !observation.allowLists.ok) return false;
  const facts = observation.clouds?.get(peering.id);
  if (facts && isPassingTrouble(facts)) return false;
  const { links } = judge(peering, observation, knowledge);
  return links.every(({ name, status }) => name !== 'allowed' || status !== 'broken');
}
