import { slackCode } from './slack-error.ts';

/** Slack allows about 100 views a minute; its answer names the seconds to wait. */
const LONGEST_WAIT_S = 30;

/** Tries a second time after the seconds that Slack names. */
export async function retryWhenLimited<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const seconds =
      slackCode(error) === 'ratelimited' ? (error as { retryAfter?: number }).retryAfter : undefined;
    if (seconds === undefined || seconds > LONGEST_WAIT_S) throw error;
    // Slack's own seconds, so real ones.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return call();
  }
}
