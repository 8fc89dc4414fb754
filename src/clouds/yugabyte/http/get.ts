import type { YugabyteLog } from '../log.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome } from './outcome.ts';
import { pauseAfter } from './pause.ts';
import type { ApiRequest } from './request.ts';
import type { RetryPolicy, Timeouts } from './settings.ts';

/** Reads, again where that may help, within the budget. */
export type Get = (request: Omit<ApiRequest, 'method' | 'body'>) => Promise<Outcome>;

interface GetOptions {
  exchange: Exchange;
  timeouts: Timeouts;
  retry: RetryPolicy;
  random: () => number;
  pause: (ms: number) => Promise<void>;
  log: YugabyteLog | undefined;
}

export function createGet({ exchange, timeouts, retry, random, pause, log }: GetOptions): Get {
  return async (request) => {
    const deadline = performance.now() + timeouts.budgetMs;
    for (let tries = 1; ; tries++) {
      const outcome = await exchange({ ...request, method: 'GET' });
      if (outcome.ok || !outcome.again || tries >= retry.reads) return outcome;
      const ms = pauseAfter(tries, outcome.retryAfterMs, retry, random);
      // Not begun where there is no time left to hear the answer.
      if (performance.now() + ms + timeouts.answerMs > deadline) return outcome;
      log?.debug({ path: request.path, tries, ms, reason: outcome.error.message }, 'Yugabyte is asked again');
      await pause(ms);
    }
  };
}
