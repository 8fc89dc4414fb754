import type { EC2Client } from '@aws-sdk/client-ec2';
import type { Sight } from '../../core/cloud/sight.ts';
import { within } from '../time/within.ts';
import type { Clients, RetryMode } from './clients.ts';
import { kindOf } from './kind-of.ts';
import type { AwsLog } from './log.ts';
import type { Sdk } from './sdk.ts';
import { unseenBy } from './unseen-by.ts';
import type { Where } from './where.ts';

/** Calls in one account and region, within one deadline. */
export interface Session {
  readonly where: Where;
  /** One call. Throws what the SDK throws. `action`: e.g. `ec2:DescribeVpcs`. */
  call<Result>(action: string, make: (sdk: Sdk) => { input: unknown }): Promise<Result>;
  /** Every page. An answer without the list that was asked for is an error, not an empty list. */
  pages<Page extends { NextToken?: string | undefined }, Item>(
    action: string,
    make: (sdk: Sdk, page: { NextToken?: string }) => { input: unknown },
    itemsOf: (page: Page) => Item[] | undefined,
  ): Promise<Item[]>;
  /** What `work` reads, or why it could not be seen. */
  sight<Result>(action: string, work: () => Promise<Result>): Promise<Sight<Result>>;
}

export interface SessionOptions {
  clients: Clients;
  log?: AwsLog | undefined;
  /** Told after every call, for metrics. */
  onCall?: ((call: { action: string; outcome: string; ms: number }) => void) | undefined;
  retryMode: RetryMode;
  /** Ends when nobody waits any more. */
  signal: AbortSignal;
}

export function createSession(
  place: Omit<Where, 'who'>,
  { clients, log, onCall, retryMode, signal }: SessionOptions,
): Session {
  const where = (): Where => {
    const who = clients.whoIn(place.account);
    return { account: place.account, region: place.region, ...(who !== undefined && { who }) };
  };

  async function send(make: (sdk: Sdk) => { input: unknown }): Promise<unknown> {
    const { sdk, [retryMode]: ec2 } = await clients.of(place);
    // Loading and asking who one is may have taken longer than anybody waits.
    signal.throwIfAborted();
    return ec2.send(make(sdk) as Parameters<EC2Client['send']>[0], { abortSignal: signal });
  }

  async function call<Result>(action: string, make: (sdk: Sdk) => { input: unknown }): Promise<Result> {
    const started = performance.now();
    let outcome = 'ok';
    try {
      signal.throwIfAborted();
      return (await within(signal, send(make))) as Result;
    } catch (error) {
      outcome = error instanceof Error ? error.name : 'failed';
      if (kindOf(error) === 'expired-credentials') clients.forget(place);
      throw error;
    } finally {
      onCall?.({ action, outcome, ms: performance.now() - started });
    }
  }

  return {
    get where() {
      return where();
    },
    call,
    async pages(action, make, itemsOf) {
      const items = [];
      let token: string | undefined;
      do {
        const page = await call<Parameters<typeof itemsOf>[0]>(action, (sdk) =>
          make(sdk, token ? { NextToken: token } : {}),
        );
        const some = itemsOf(page);
        // The SDK reads anything: a web page with status 200 is an answer with nothing in it.
        if (!some) throw new Error(`an answer to ${action} without its list`);
        items.push(...some);
        // An empty token is the end as well.
        token = page.NextToken || undefined;
      } while (token);
      return items;
    },
    async sight(action, work) {
      try {
        return { ok: true, value: await work() };
      } catch (error) {
        const unseen = unseenBy(error, action, where());
        log?.debug({ error, action, ...where(), why: unseen.why }, 'not seen in AWS');
        return unseen;
      }
    },
  };
}
