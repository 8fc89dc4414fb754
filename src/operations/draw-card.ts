import { createHash } from 'node:crypto';
import { judge } from '../core/chain/judge.ts';
import type { BotFix, Knowledge, Verdict } from '../core/chain/link.ts';
import type { Observation, Peering } from '../core/peering.ts';
import type { CardView } from '../core/ports.ts';
import type { CardDocument } from './card-document.ts';
import { isWaitingForAcceptance } from './journal.ts';
import type { OperationDocument } from './operation-document.ts';
import { peeringById } from './peering-by-id.ts';

/** A card says that it may be out of date when Yugabyte could not be read for this long. */
const STALE_AFTER_MS = 10 * 60_000;

export interface Drawing {
  observation: Observation | undefined;
  knowledge: Knowledge;
  /** What is being carried out on it. */
  operation: OperationDocument | undefined;
  progress: CardView['progress'];
  /** What the bot reminds of. */
  alert: CardView['alert'];
}

export function drawCard(card: CardDocument, drawing: Drawing): CardView {
  const { observation, knowledge, operation, progress, alert } = drawing;
  const peering = card.ended ? undefined : peeringOf(card, observation);
  const verdict = peering && observation && judge(peering, observation, knowledge);
  const state = card.ended?.state ?? peering?.state ?? 'REQUESTING';
  const stale = !card.ended && staleness(observation, knowledge.now);
  const view = {
    cardId: card.cardId,
    peeringName: card.spec.name,
    ...(card.peeringId !== undefined && { peeringId: card.peeringId }),
    spec: card.spec,
    yugabyteVpcName: card.yugabyteVpcName,
    state,
    ...(card.ended?.cleanedUp && { cleanedUp: true as const }),
    origin: card.origin,
    ...(card.requestedBy !== undefined && { requestedBy: card.requestedBy }),
    requestedAt: card.requestedAt,
    ...(verdict && { verdict }),
    ...(progress && { progress }),
    ...(alert && { alert }),
    ...(card.resolved && !alert && !card.ended && { resolved: card.resolved }),
    ...(card.failure && { failure: card.failure }),
    ...(stale && { stale }),
    fixes: operation || !peering || !verdict ? [] : fixesOf(verdict),
    terminable:
      peering !== undefined &&
      isTerminable(peering.state) &&
      (!operation || isWaitingForAcceptance(operation)),
  };
  return { ...view, version: versionOf(view) };
}

/** The peering as last seen: by a reading of everything, or by a step that looked at it later. */
export function peeringOf(card: CardDocument, observation: Observation | undefined): Peering | undefined {
  if (!card.peeringId) return undefined;
  const read = peeringById(observation, card.peeringId);
  if (read && (!card.told || (observation?.at ?? 0) > card.told.at)) return read;
  if (!card.told) return read;
  const { spec, yugabyteVpcName } = card;
  return { ...(read ?? { ...spec, yugabyteVpcName }), id: card.peeringId, state: card.told.state };
}

/** What the bot can do about it. */
export function fixesOf(verdict: Verdict): BotFix[] {
  const fixes = verdict.links.flatMap(({ findings }) =>
    findings.flatMap(({ nextStep, fix }) => [
      ...(fix ? [fix] : []),
      ...(nextStep?.kind === 'bot' ? [nextStep] : []),
    ]),
  );
  return fixes.filter((fix, index) => fixes.findIndex((other) => other.fix === fix.fix) === index);
}

export const isTerminable = (state: string): boolean => state !== 'DELETING' && state !== 'DELETED';

function staleness(observation: Observation | undefined, now: number): CardView['stale'] {
  if (!observation?.refreshFailed || now - observation.at < STALE_AFTER_MS) return undefined;
  return { at: observation.at, reason: observation.refreshFailed.reason };
}

const versionOf = (view: object): string =>
  createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 12);
