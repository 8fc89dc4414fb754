/** All in milliseconds of real time: the network does not wait for a clock that is turned. */
export interface Timeouts {
  /** Until a connection stands and the answer begins. */
  answerMs: number;
  /** Until the whole answer is there. */
  overallMs: number;
  /** A read with its repetitions: none is begun whose answer would not begin within this. */
  budgetMs: number;
}

export interface RetryPolicy {
  /** How often a read is tried, the first time included. */
  reads: number;
  /** How often a write is sent again after it was refused for a while, or lost and not found. */
  repeats: number;
  /** First pause; doubles each time, with jitter. */
  pauseMs: number;
  longestPauseMs: number;
  /** `Retry-After` is honoured up to here. */
  longestRetryAfterMs: number;
  /** Pauses before each look for the effect of a write whose answer was lost: it may still be under way. */
  lookAfterMs: number[];
}

export const defaultTimeouts: Timeouts = { answerMs: 10_000, overallMs: 20_000, budgetMs: 30_000 };

export const defaultRetryPolicy: RetryPolicy = {
  reads: 4,
  repeats: 2,
  pauseMs: 300,
  longestPauseMs: 5_000,
  longestRetryAfterMs: 15_000,
  lookAfterMs: [1_000, 3_000, 6_000],
};
