import { hasCode, PeeringBotError } from '../core/errors.ts';
import type { PlanStep } from '../core/plan/plan.ts';
import type { Log } from './log.ts';
import { pause } from './pauses.ts';
import type { Progress } from './progress.ts';
import type { StepContext, StepWork } from './steps/step-work.ts';
import { judgeTrouble, sayFailure } from './trouble.ts';
import type { Waits } from './waits.ts';

/** Yugabyte takes a change at once and shows it later; after so many looks the change is asked for again. */
const LOOKS_PER_ACT = 8;
const ACTS = 5;
/** What was asked for just before a process died gets this long to show, before it is asked for a second time. */
const SHOWS_WITHIN_MS = 30_000;

export interface CarryOut {
  context: Omit<StepContext, 'looks'>;
  waits: Waits;
  progress: Progress;
  log: Log;
  /** Throws when the operation is not to go on. */
  proceed(): void;
  /** Journals that the step is about to change something, each time: whoever goes on after a crash reckons from then. */
  begin(): Promise<void>;
  /** Something about the operation's progress is to be shown anew. */
  show(): void;
  /** The bot lacks a right for it, so it is somebody else's turn: to be told once. */
  handOver(error: PeeringBotError): Promise<void>;
  /** When a former process began it: that one may have asked for the change already. */
  begunAt: number | undefined;
}

/**
 * Looks whether the effect is there, brings it about where it is not, and looks again until it is. What passes by
 * itself is waited out; anything else is thrown.
 */
export async function carryOut<Step extends PlanStep>(
  step: Step,
  work: StepWork<Step>,
  { context, waits, progress, log, proceed, begin, show, handOver, begunAt }: CarryOut,
): Promise<void> {
  const { id, ref } = context.operation();
  const nudge = `operation:${id}`;
  let failures = 0;
  let conflicts = 0;
  let acts = 0;
  let looks = 0;
  // The clock may have been set back since.
  const askedAt = Math.min(begunAt ?? Number.NEGATIVE_INFINITY, context.clock.now());
  const mayShowYet = (lookedAt: number) => work.act && lookedAt - askedAt < SHOWS_WITHIN_MS;

  for (;;) {
    proceed();
    try {
      // What is answered is as it was when it was asked, at the latest.
      const lookedAt = context.clock.now();
      const holds = await work.holds(step, { ...context, looks });
      if (progress.goesOn(id)) show();
      failures = 0;
      if (holds) return;
      if (mayShowYet(lookedAt)) {
        await waits.wait(pause('follow', 0), nudge);
        continue;
      }
      if (work.act && looks % LOOKS_PER_ACT === 0) {
        if (++acts > ACTS) throw notShown();
        await begin();
        proceed();
        await work.act(step, { ...context, looks });
        looks++;
        continue;
      }
    } catch (error) {
      const lacksRight = work.handsOver && hasCode(error, 'forbidden');
      const trouble = lacksRight ? 'passing' : judgeTrouble(error);
      if (trouble === 'final' || (trouble === 'busy' && ++conflicts > work.conflicts)) throw error;
      log.warn({ error, operation: id, step: step.do, failures, ref }, 'step is held up, trying again');
      if (lacksRight) await handOver(error);
      if (progress.heldUp(id, sayFailure(error).sentence)) show();
      acts = Math.max(0, acts - 1);
      await waits.wait(pause('again', failures++), nudge);
      continue;
    }
    proceed();
    await waits.wait(pause(work.act ? 'settle' : 'follow', work.act ? looks - 1 : looks), nudge);
    looks++;
  }
}

function notShown(): PeeringBotError {
  return new PeeringBotError('rejected', 'Yugabyte took the change but does not show it.', {
    mend: 'Look in the Yugabyte console; then try again.',
  });
}
