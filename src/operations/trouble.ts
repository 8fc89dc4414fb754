import { hasCode, PeeringBotError } from '../core/errors.ts';

/** What to do about a failed call. `passing`: try again for as long as it takes; `busy`: a few times; `final`: never. */
export type Trouble = 'passing' | 'busy' | 'final';

export function judgeTrouble(error: unknown): Trouble {
  const passing = hasCode(
    error,
    'unreachable',
    'timeout',
    'rate-limited',
    'server-error',
    'bad-answer',
    'write-uncertain',
    // Somebody sets a new key; what was confirmed goes on then.
    'unauthorized',
  );
  if (passing) return 'passing';
  return hasCode(error, 'conflict') ? 'busy' : 'final';
}

/** The words of an error for a card; what is not meant for people is kept for the log. */
export function sayFailure(error: unknown): { sentence: string; mend?: string } {
  if (!(error instanceof PeeringBotError)) {
    return {
      sentence: 'Something went wrong inside the bot.',
      mend: 'The log has the details under the reference id.',
    };
  }
  const sentence = error.means ? `${error.message} ${error.means}` : error.message;
  return { sentence, ...(error.mend !== undefined && { mend: error.mend }) };
}
