import { PeeringBotError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { YugabyteProbe } from '../../core/probes.ts';
import { apiOrigin } from './api-origin.ts';
import { createExchange, type YugabyteCall } from './http/exchange.ts';
import { createGet, type Get } from './http/get.ts';
import { createMask } from './http/mask.ts';
import { bodyOf } from './http/outcome.ts';
import { pause } from './http/pause.ts';
import { sayNetwork } from './http/say-network.ts';
import { defaultRetryPolicy } from './http/settings.ts';
import { createAccount } from './read/account.ts';
import { createGetInProject } from './read/get-in-project.ts';
import { usableKey } from './usable-key.ts';

/** Whoever asks the doctor waits for the answer. */
const timeouts = { answerMs: 5_000, overallMs: 6_000, budgetMs: 12_000 };
const retry = { ...defaultRetryPolicy, reads: 2, longestRetryAfterMs: 2_000 };

const inProject = '/accounts/{account}/projects/{project}';
const lists = [
  { list: 'peerings', path: `${inProject}/vpc-peerings` },
  { list: 'Yugabyte VPCs', path: `${inProject}/vpcs` },
  { list: 'clusters', path: `${inProject}/clusters` },
  { list: 'allow lists', path: `${inProject}/allow-lists` },
];

/** Asks Yugabyte what the doctor wants to know. Only reads. What cannot be called at all is said when asked, not thrown here. */
export function createYugabyteProbe(options: {
  apiKey: string;
  /** As `YBM_HOST`. */
  host: string;
  projectId?: string;
  clock: Pick<Clock, 'now'>;
  fetch?: typeof globalThis.fetch;
  onCall?: (call: YugabyteCall) => void;
}): YugabyteProbe {
  const { projectId, clock, fetch = globalThis.fetch, onCall } = options;

  function connect() {
    const apiKey = usableKey(options.apiKey);
    const mask = createMask(apiKey);
    const origin = apiOrigin(options.host);
    const exchange = createExchange({ origin, apiKey, fetch, timeouts, mask, now: clock.now, onCall });
    const get = createGet({ exchange, timeouts, retry, random: () => 0.5, pause, log: undefined });
    return { get, account: createAccount({ get, mask, projectId }) };
  }

  /** Without the key: whoever answers there need not be Yugabyte. */
  async function call(): Promise<{ host: string; headers: Headers }> {
    const origin = apiOrigin(options.host);
    const { host } = new URL(origin);
    try {
      const answer = await fetch(`${origin}/api/public/v1/ping`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(timeouts.answerMs),
      });
      await answer.body?.cancel();
      return { host, headers: answer.headers };
    } catch (error) {
      throw explain(error, host);
    }
  }

  async function readOneRow(get: Get, { list, path }: (typeof lists)[number]) {
    const outcome = await get({ path, query: { limit: 1 }, doing: `Reading the ${list}` });
    if (outcome.ok) return { list };
    const { message, mend } = outcome.error;
    return { list, problem: message, ...(mend && { mend }) };
  }

  return {
    async reach() {
      const { host } = await call();
      return { host };
    },
    async serverTime() {
      const at = Date.parse((await call()).headers.get('date') ?? '');
      return Number.isNaN(at) ? undefined : at;
    },
    async key() {
      bodyOf(await connect().get({ path: '/account', doing: 'Trying the API key' }));
    },
    place: async () => connect().account.place(),
    async read() {
      const { get, account } = connect();
      const here = createGetInProject({ get, account });
      return Promise.all(lists.map((one) => readOneRow(here, one)));
    },
  };
}

function explain(error: unknown, host: string): PeeringBotError {
  const doing = 'Calling Yugabyte';
  if (error instanceof Error && error.name === 'TimeoutError')
    return new PeeringBotError(
      'timeout',
      `${doing} failed: ${host} did not answer within ${timeouts.answerMs / 1000} s.`,
      { mend: 'Check YBM_HOST, and that this machine may reach it (network, proxy, firewall).' },
    );
  // Without the cause: only words about the connection are kept, and here there are none worth keeping.
  return sayNetwork(error, doing, host, new Error('no answer')).error;
}
