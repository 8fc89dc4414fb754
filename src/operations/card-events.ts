import { capital } from '../core/capital.ts';
import { judge } from '../core/chain/judge.ts';
import type { Knowledge } from '../core/chain/link.ts';
import type { PeeringBotError } from '../core/errors.ts';
import type { Observation, Peering } from '../core/peering.ts';
import { isCleaningUp } from '../core/plan/clean-up.ts';
import type { PlanStep } from '../core/plan/plan.ts';
import { stateSentence } from '../core/state-sentence.ts';
import { type CardDocument, withNote } from './card-document.ts';
import type { OperationDocument } from './operation-document.ts';
import { sayDoing } from './say-doing.ts';
import { sayAsked, sayDone, sayFailed } from './say-operation.ts';
import { sayFailure } from './trouble.ts';

/** What happens to a peering, as changes of its card. Each can be applied twice and tells its event once. */

export interface Seen {
  peering: Peering;
  at: number;
  observation: Observation | undefined;
  knowledge: Knowledge;
  /** What is being carried out on it; it tells its own end. */
  operation: OperationDocument | undefined;
}

/** Yugabyte's lists may show an assignment this much later than the cluster does. */
const SHOWN_WITHIN_MS = 2 * 60_000;

const ENDINGS = ['ACTIVE', 'EXPIRED', 'FAILED'];

export function withAsked(card: CardDocument, operation: OperationDocument): CardDocument {
  const { id, by, approvedBy, startedAt } = operation;
  const asked = { key: `${id}:asked`, text: sayAsked(operation), by: by.userId, at: startedAt };
  if (card.notes.some(({ key }) => key === asked.key)) return card;
  const { failure: _, ...rest } = withNote(card, asked);
  if (approvedBy === undefined) return rest;
  return withNote(rest, { key: `${id}:approved`, text: 'Approved.', by: approvedBy, at: startedAt });
}

export function withPeering(card: CardDocument, operation: OperationDocument): CardDocument {
  const { id, plan, by, peeringId, requestedAt = card.requestedAt } = operation;
  const isNew = peeringId !== undefined && peeringId !== plan.peeringId;
  if (!isNew || card.peeringId === peeringId) return card;
  const { formerPeeringIds = [] } = card;
  const before = card.peeringId && { formerPeeringIds: [...formerPeeringIds, card.peeringId] };
  const told = { state: 'CREATING', at: requestedAt };
  return withNote(
    { ...card, ...before, origin: 'made', requestedBy: by.userId, peeringId, requestedAt, told },
    { key: `${id}:requested`, text: 'Yugabyte has taken the request.', at: requestedAt },
  );
}

export function withState(card: CardDocument, seen: Seen): CardDocument {
  const { peering, at, operation } = seen;
  const allowed = allowedOf(seen);
  if (card.told?.state === peering.state) return withAllowed(card, allowed, seen);
  const told = { state: peering.state, at, ...(allowed && { allowed }) };
  if (!card.told || peering.state === 'CREATING') return { ...card, told };
  const mention = ENDINGS.includes(peering.state) && !operation;
  return withNote(
    { ...card, told },
    {
      key: `state:${peering.state}:${at}`,
      text: sayState(seen),
      at,
      ...(mention && toRequester(card)),
    },
  );
}

function withAllowed(card: CardDocument, allowed: string | undefined, { at, operation }: Seen): CardDocument {
  const before = card.told;
  if (!before || allowed === undefined || before.allowed === allowed) return card;
  if (allowed === 'broken' && before.allowed === 'ok' && at < before.at + SHOWN_WITHIN_MS) return card;
  const changed = { ...card, told: { ...before, allowed } };
  if (before.allowed !== 'broken' || allowed !== 'ok' || operation) return changed;
  return withNote(changed, {
    key: `allowed:${at}`,
    text: 'The application VPC is let in on every cluster behind it.',
    at,
    ...toRequester(card),
  });
}

/** Nobody of the bot did it. */
export function withGone(card: CardDocument, at: number): CardDocument {
  if (card.ended) return card;
  return withNote(
    { ...card, ended: { state: 'TERMINATED', at } },
    { key: 'gone', text: 'It is gone: somebody deleted it outside this bot.', at, ...toRequester(card) },
  );
}

/** Told once for each kind of step. `owner`: who looks after that account or project, a user or user-group id. */
export function withHandedOver(
  card: CardDocument,
  operation: OperationDocument,
  {
    step,
    error,
    owner,
    at,
  }: { step: PlanStep; error: PeeringBotError; owner: string | undefined; at: number },
): CardDocument {
  const { sentence, mend = 'It goes on by itself once that is done, or the bot may do it.' } =
    sayFailure(error);
  return withNote(card, {
    key: `${operation.id}:handed-over:${step.do}`,
    text: `Handed over: ${sayDoing(step, operation)}. ${capital(sentence)} ${mend}`,
    mention: owner ?? operation.by.userId,
    at,
  });
}

export function withOperationEnd(card: CardDocument, operation: OperationDocument): CardDocument {
  const { id, plan, by, status, superseded, failure, ref, peeringId } = operation;
  const at = operation.endedAt ?? operation.startedAt;
  if (superseded) {
    return withNote(card, { key: `${id}:ended`, text: 'Stopped waiting: it is to be terminated.', at });
  }
  if (status === 'failed') {
    const neverThere = plan.kind === 'create' && peeringId === undefined;
    const gone = plan.kind === 'request-again' && isGone(operation);
    const failed = {
      ...card,
      failure: { ...(failure ?? { sentence: '' }), ref },
      ...(neverThere && { ended: { state: 'FAILED', at } }),
      ...(gone && { ended: { state: 'TERMINATED', at } }),
    };
    return withNote(failed, { key: `${id}:ended`, text: sayFailed(operation), mention: by.userId, at });
  }
  const text = sayDone(operation);
  const cleanedUp = isCleaningUp(plan) ? { cleanedUp: true as const } : {};
  const ended = plan.kind === 'terminate' ? { ended: { state: 'TERMINATED', at, ...cleanedUp } } : {};
  const done = { ...card, ...ended };
  if (text === undefined) return done;
  const told = card.told && plan.kind !== 'terminate' ? { told: { ...card.told, allowed: 'ok', at } } : {};
  return withNote({ ...done, ...told }, { key: `${id}:ended`, text, mention: by.userId, at });
}

const toRequester = ({ requestedBy }: CardDocument) =>
  requestedBy === undefined ? {} : { mention: requestedBy };

/** The old request is gone and the new one was never made. */
function isGone({ plan, peeringId, steps }: OperationDocument): boolean {
  const awaited = plan.steps.findIndex((step) => step.do === 'await-gone');
  return peeringId === plan.peeringId && steps[awaited]?.status === 'done';
}

function sayState({ peering, observation, knowledge, operation }: Seen): string {
  if (peering.state === 'DELETING') return 'Yugabyte is deleting it.';
  if (peering.state === 'ACTIVE' && operation) return 'Active.';
  if (!observation) return `The state is ${peering.state} now.`;
  return `${stateSentence(peering, judge(peering, observation, knowledge), knowledge)}.`.replace(
    /([.!?])\.$/,
    '$1',
  );
}

function allowedOf({ peering, observation, knowledge }: Seen): string | undefined {
  if (peering.state !== 'ACTIVE' || !observation) return undefined;
  const link = judge(peering, observation, knowledge).links.find(({ name }) => name === 'allowed');
  return link?.status === 'ok' || link?.status === 'broken' ? link.status : undefined;
}
