import type { Clock } from '../../core/ports.ts';
import { type Check, notCheckable, ok, problem } from '../check.ts';

const DAY = 24 * 3_600_000;
const warnBefore = 14 * DAY;

/** API keys are JSON Web Tokens; their expiry is read, their signature is Yugabyte's business. */
export function checkYugabyteKeyExpiry(apiKey: string, clock: Pick<Clock, 'now'>): Check {
  return {
    name: 'Yugabyte key expiry',
    async run() {
      const claims = claimsOf(apiKey);
      if (!claims) return notCheckable('The API key does not tell when it expires.');
      if (typeof claims.exp !== 'number') return ok('The API key does not expire.');
      const at = claims.exp * 1000;
      const day = sayDay(at);
      const left = at - clock.now();
      if (left <= 0) return problem(`The API key has expired on ${day}.`, mend);
      const days = Math.floor(left / DAY);
      if (left >= warnBefore) return ok(`The API key expires on ${day}, in ${days} days.`);
      return problem(
        `The API key expires on ${day}, ${days < 1 ? 'within a day' : days === 1 ? 'tomorrow' : `in ${days} days`}.`,
        mend,
      );
    },
  };
}

const mend =
  'Make a new key in YugabyteDB Aeon under Security > Access Control > API Keys, set it as YBM_APIKEY and restart the bot.';

/** The day in UTC; a claim that is no instant is shown as it stands. */
function sayDay(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? `${at / 1000} (seconds since 1970)` : date.toISOString().slice(0, 10);
}

/** https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4 */
function claimsOf(token: string): { exp?: unknown } | undefined {
  const [, payload, signature, ...rest] = token.trim().split('.');
  if (payload === undefined || signature === undefined || rest.length > 0) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}
