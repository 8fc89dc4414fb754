import { PeeringBotError } from '../../core/errors.ts';

/** The key without blanks around it. Throws `config`; checked because `fetch` quotes a header that it refuses. */
export function usableKey(given: string): string {
  const key = given.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new PeeringBotError('config', 'YBM_APIKEY is not a key that can be sent.', {
    means: 'It is empty, or has spaces, line breaks or letters in it that no key has.',
    mend: 'Copy the key again, in one piece, from YugabyteDB Aeon under Security > Access Control > API Keys.',
  });
}
