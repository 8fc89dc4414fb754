import { PeeringBotError } from '../core/errors.ts';

/** `stopping`: the store was closed and takes nothing any more. */
export function closed(): PeeringBotError {
  return new PeeringBotError('stopping', 'The store is closed.', { means: 'The bot is stopping.' });
}
