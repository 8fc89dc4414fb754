import { type ErrorCode, PeeringBotError } from '../../../core/errors.ts';
import type { Failure } from './outcome.ts';

export interface Refusal {
  doing: string;
  /** Something was to be changed, not only read. */
  write: boolean;
  host: string;
  status: number;
  /** The server's own words, masked; absent when it had none. */
  detail?: string;
  /** The body was a web page. */
  page: boolean;
  retryAfterMs?: number;
}

interface Saying {
  code: ErrorCode;
  why: string;
  means?: string;
  mend: string;
  effect?: Failure['effect'];
  again?: boolean;
  gone?: boolean;
}

const wait = "Try again in a minute; if it stays so, look at Yugabyte's status page.";
const nothingRead = 'What is shown may be old.';
const nothingChanged = 'Yugabyte did not take it: nothing was changed by this call.';

/** What an answer outside 2xx means, as a sentence. */
export function sayStatus(refusal: Refusal): Failure {
  const { doing, write, detail, status, retryAfterMs } = refusal;
  const {
    code,
    why,
    means = write ? nothingChanged : nothingRead,
    mend,
    effect = 'none',
    again = false,
    gone = false,
  } = sayingFor(refusal);
  const words = detail && !why.includes(detail) ? `: ${detail.replace(/[.\s]+$/, '')}` : '';
  return {
    ok: false,
    status,
    error: new PeeringBotError(code, `${doing} failed: ${why}${words}.`, {
      means,
      mend,
      cause: new Error(`HTTP ${status}${words}`),
    }),
    effect,
    again,
    gone,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function sayingFor(refusal: Refusal): Saying {
  const { status, detail = '', page, host } = refusal;
  if (status === 401) return keyRefused(detail);
  if (status === 403)
    return {
      code: 'forbidden',
      why: `Yugabyte forbids it to this API key${page ? ' (with a web page)' : ''}`,
      mend: 'In YugabyteDB Aeon, under Security > Access Control, give the role of the API key the right to do this; if the key is limited to IP addresses, add the one of this bot.',
    };
  if (status === 429) return tooMany(refusal);
  if (/read.?only|maintenance/i.test(detail)) return maintenance;
  if (status >= 300 && status < 400)
    return {
      code: 'bad-answer',
      why: `${host} sends elsewhere (HTTP ${status}) instead of answering`,
      mend: 'Check YBM_HOST: scheme and name must be those of the API itself.',
    };
  if (page) return webPage(status, host);
  if (status === 404)
    return /api not found/i.test(detail)
      ? {
          code: 'not-found',
          why: 'Yugabyte does not offer this call to the account',
          mend: 'Ask Yugabyte support to enable the API for the account, and check YBM_HOST.',
        }
      : {
          code: 'not-found',
          why: 'Yugabyte has no such thing (any more)',
          mend: 'Look at the list again; somebody may have removed it meanwhile.',
          gone: true,
        };
  if (status === 409)
    return {
      code: 'conflict',
      why: 'it conflicts with the present state at Yugabyte',
      mend: 'Look at the present state, and try again once what is under way there has ended.',
    };
  if (status >= 500 || status === 408)
    return {
      code: 'server-error',
      why: `Yugabyte had an error of its own (HTTP ${status})`,
      means: 'The fault lies with Yugabyte, not with what was asked.',
      mend: wait,
      effect: 'unknown',
      again: true,
    };
  return {
    code: 'rejected',
    why: `Yugabyte did not accept it (HTTP ${status})`,
    mend: 'Correct what Yugabyte names, then try again.',
  };
}

/** ybm says the same of both texts: https://github.com/yugabyte/ybm-cli/blob/main/internal/client/client.go */
function keyRefused(detail: string): Saying {
  const why = /expired/i.test(detail)
    ? 'the Yugabyte API key has expired'
    : 'Yugabyte does not accept the API key';
  return {
    code: 'unauthorized',
    why,
    means: 'Without a valid key nothing can be read from Yugabyte and nothing changed there.',
    mend: 'Make a new key in YugabyteDB Aeon under Security > Access Control > API Keys > Create API Key, set it as YBM_APIKEY and restart the bot.',
  };
}

function tooMany({ retryAfterMs }: Refusal): Saying {
  const pause = retryAfterMs === undefined ? '' : ` and asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
  return {
    code: 'rate-limited',
    why: `Yugabyte gets too many calls${pause}`,
    mend: 'Wait a little, then try again.',
    again: true,
  };
}

const maintenance: Saying = {
  code: 'server-error',
  why: 'Yugabyte is in maintenance and takes no changes',
  means: 'Peerings cannot be changed until it ends; databases keep running meanwhile.',
  mend: "Try again after the maintenance window; Yugabyte's status page tells its end.",
  again: true,
};

function webPage(status: number, host: string): Saying {
  const own = status >= 500;
  return {
    code: 'bad-answer',
    why: `${host} answered with a web page instead of data (HTTP ${status})`,
    means: own
      ? 'Something in front of Yugabyte answers in its place.'
      : 'What answers there is not the API.',
    mend: own ? wait : 'Check YBM_HOST, and whether a proxy stands in between.',
    effect: own ? 'unknown' : 'none',
    again: own,
  };
}
