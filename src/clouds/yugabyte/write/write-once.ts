import { PeeringBotError } from '../../../core/errors.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Outcome } from '../http/outcome.ts';
import { type Pause, pauseAfter } from '../http/pause.ts';
import type { ApiRequest } from '../http/request.ts';
import type { RetryPolicy } from '../http/settings.ts';

/** The effect holds, with what came of it. */
export type Settled<Result> = { result: Result } | undefined;

export interface Write<Result> {
  request: ApiRequest;
  /** Whether this outcome says by itself that the effect holds. */
  settledBy(outcome: Outcome): Settled<Result>;
  /** Looks, live, whether the effect holds. Throws when that cannot be seen. */
  look(): Promise<Settled<Result>>;
}

export type WriteOnce = <Result>(write: Write<Result>) => Promise<Result>;

interface WriteOptions {
  exchange: Exchange;
  retry: RetryPolicy;
  random: () => number;
  pause: Pause;
}

/**
 * Carries a write out without ever having two effects. Refused for a while (429): sent again after the pause. Answer
 * lost (no answer, 5xx, nothing usable): looked for first, several times since it may still be under way, and sent
 * again only when every look says that nothing came of it. Throws the refusal, or `write-uncertain`.
 */
export function createWriteOnce({ exchange, retry, random, pause }: WriteOptions): WriteOnce {
  /** Throws when the last look failed: then nobody knows. */
  async function lookFor<Result>(write: Write<Result>): Promise<Settled<Result>> {
    let trouble: unknown;
    for (const ms of retry.lookAfterMs) {
      await pause(ms);
      trouble = undefined;
      const found = await write.look().catch((error) => {
        trouble = error;
        return undefined;
      });
      if (found) return found;
    }
    if (trouble) throw uncertain(write.request.doing, trouble);
    return undefined;
  }

  return async (write) => {
    const { doing } = write.request;
    let inDoubt = false;
    for (let sent = 1; ; sent++) {
      const outcome = await exchange(write.request);
      const settled = write.settledBy(outcome);
      if (settled) return settled.result;
      const failure = outcome.ok ? unclear(doing) : outcome;
      inDoubt ||= failure.effect === 'unknown';
      if (inDoubt) {
        const found = await lookFor(write);
        if (found) return found.result;
      }
      const mayRepeat = sent <= retry.repeats && (failure.again || failure.effect === 'unknown');
      if (!mayRepeat) throw inDoubt ? uncertain(doing, failure.error) : failure.error;
      if (failure.effect === 'none') await pause(pauseAfter(sent, failure.retryAfterMs, retry, random));
    }
  };
}

/** Success was said, and nothing usable with it. */
function unclear(doing: string) {
  return {
    error: new PeeringBotError(
      'bad-answer',
      `${doing} failed: Yugabyte's answer is not of the expected form.`,
    ),
    effect: 'unknown' as const,
    again: true,
    retryAfterMs: undefined,
  };
}

function uncertain(doing: string, cause: unknown): PeeringBotError {
  const last = cause instanceof PeeringBotError ? ` The last trouble: ${cause.message}` : '';
  return new PeeringBotError(
    'write-uncertain',
    `${doing} is uncertain: the answer was lost, and what came of it could not be seen.`,
    {
      means: `Yugabyte may have carried it out or may do so yet.${last}`,
      mend: 'Wait a minute and look at the list; try again only if nothing shows there.',
      cause,
    },
  );
}
