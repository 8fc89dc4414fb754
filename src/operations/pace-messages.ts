import { hasCode } from '../core/errors.ts';
import type { Clock, Notifier } from '../core/ports.ts';
import type { Waits } from './waits.ts';

/** https://docs.slack.dev/apis/web-api/rate-limits#posting-messages */
const BETWEEN_MS = 1_000;

export interface Pace {
  /** The same notifier; it posts nothing while Slack asks to wait. */
  notifier: Notifier;
  /**
   * Resolves when a second has passed since the last message in the channel; whoever asks next waits a second more. What
   * people wait for does not wait for this: Slack bears with a few at once.
   */
  turn(channel: string): Promise<void>;
}

interface Span {
  from: number;
  until: number;
}

export function paceMessages(notifier: Notifier, { clock, waits }: { clock: Clock; waits: Waits }): Pace {
  const limited = new Map<string, Span>();
  const rests = new Map<string, Span>();

  const begin = (spans: Map<string, Span>, channel: string, ms: number) =>
    spans.set(channel, { from: clock.now(), until: clock.now() + ms });

  /** `then` runs at once when the span is over: of several that wait, each sees what the one before it began. */
  async function pass(spans: Map<string, Span>, channel: string, then = () => {}): Promise<void> {
    waits.check();
    for (;;) {
      const { from, until } = spans.get(channel) ?? { from: 0, until: 0 };
      // A clock that was set back does not make anybody wait.
      if (clock.now() >= until || clock.now() < from) return then();
      await waits.wait(until - clock.now());
    }
  }

  async function post<T>(channel: string, work: () => Promise<T>): Promise<T> {
    await pass(limited, channel);
    begin(rests, channel, BETWEEN_MS);
    try {
      return await work();
    } catch (error) {
      if (hasCode(error, 'rate-limited')) begin(limited, channel, error.retryAfterMs ?? BETWEEN_MS);
      throw error;
    } finally {
      // It may have been long on its way.
      begin(rests, channel, BETWEEN_MS);
    }
  }

  return {
    notifier: {
      ...notifier,
      postCard: (channel, ...rest) => post(channel, () => notifier.postCard(channel, ...rest)),
      postNote: (place, ...rest) => post(place.channel, () => notifier.postNote(place, ...rest)),
      postApproval: (where, ...rest) => post(where.channel, () => notifier.postApproval(where, ...rest)),
      postDigest: (channel, ...rest) => post(channel, () => notifier.postDigest(channel, ...rest)),
      postNotice: (channel, ...rest) => post(channel, () => notifier.postNotice(channel, ...rest)),
      tell: (userId, ...rest) => post(userId, () => notifier.tell(userId, ...rest)),
    },
    turn: (channel) => pass(rests, channel, () => begin(rests, channel, BETWEEN_MS)),
  };
}
