import type { Context } from '../context.ts';
import { TooFast } from './method.ts';

/** About one message a second in a channel, bursts tolerated; throws `TooFast`. */
export function createPostingLimit(context: Context) {
  const buckets = new Map<string, { left: number; at: number }>();
  return (channel: string) => {
    const burst = context.state.postingBurst;
    const now = context.clock.now();
    const bucket = buckets.get(channel) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + (now - bucket.at) / 1000);
    if (left < 1) throw new TooFast(1);
    buckets.set(channel, { left: left - 1, at: now });
  };
}
