import type { z } from 'zod';
import { PeeringBotError } from '../../core/errors.ts';
import { limits } from '../limits.ts';

/** Packs what a view must remember into its `private_metadata`. */
export function remember(value: unknown): string {
  const packed = JSON.stringify(value);
  if (packed.length > limits.privateMetadata) {
    throw new PeeringBotError('slack-failed', 'What was entered is too long for a Slack view.', {
      mend: 'Shorten the fields and try again.',
    });
  }
  return packed;
}

/** Reads it back; a view drawn by another version of the bot is answered with a sentence. */
export function recall<T extends z.ZodType>(shape: T, packed: string): z.infer<T> {
  const read = shape.safeParse(parseJson(packed));
  if (read.success) return read.data;
  throw new PeeringBotError('plan-expired', 'This window was drawn by another version of the bot.', {
    means: 'Nothing was changed.',
    mend: 'Close it and open it again.',
    cause: read.error,
  });
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
