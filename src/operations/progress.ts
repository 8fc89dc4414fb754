import { linksSeenTo } from '../core/plan/links-seen-to.ts';
import type { CardView, Clock } from '../core/ports.ts';
import { type OperationDocument, stepInHand } from './operation-document.ts';
import { sayDoing } from './say-doing.ts';
import { sayTime } from './say-time.ts';

/** How far the operations are, in words, and what holds them up just now. */
export interface Progress {
  of(operation: OperationDocument): NonNullable<CardView['progress']>;
  /** True when this is news. */
  heldUp(operationId: string, reason: string): boolean;
  /** True when something held it up until now. */
  goesOn(operationId: string): boolean;
}

export function createProgress(clock: Clock): Progress {
  const holdUps = new Map<string, { since: number; reason: string }>();
  return {
    of(operation) {
      const { id, plan, steps } = operation;
      const index = Math.min(stepInHand(operation), steps.length - 1);
      const step = plan.steps[index];
      const doing = `Step ${index + 1} of ${steps.length}: ${step ? sayDoing(step, operation) : 'nothing to do'}`;
      const holdUp = holdUps.get(id);
      const sentence = holdUp
        ? `${doing}. Held up since ${sayTime(holdUp.since)}, trying again: ${holdUp.reason}`
        : doing;
      const seesTo = holdUp ? [] : linksSeenTo(plan.steps);
      return { kind: plan.kind, sentence, step: index + 1, of: steps.length, seesTo };
    },
    heldUp(operationId, reason) {
      const before = holdUps.get(operationId);
      holdUps.set(operationId, { since: before?.since ?? clock.now(), reason });
      return before?.reason !== reason;
    },
    goesOn: (operationId) => holdUps.delete(operationId),
  };
}
