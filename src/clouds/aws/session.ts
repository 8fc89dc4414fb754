import type { EC2Client } from '@aws-sdk/client-ec2';
import type { Sight } from '../../core/cloud/sight.ts';
import type { Clients } from './clients.ts';
import { unseenBy, type Where } from './failure.ts';
import type { AwsLog } from './log.ts';
import type { Sdk } from './sdk.ts';

/** Calls in one account and region, within one deadline. */
export interface Session {
  where: Where;
  /** One call. Throws what the SDK throws. `action`: e.g. `ec2:DescribeVpcs`. */
  call<Result>(action: string, make: (sdk: Sdk) => { input: unknown }): Promise<Result>;
  /** Every page. */
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
  /** Ends when nobody waits any more. */
  signal: AbortSignal;
}

export function createSession(place: Where, { clients, log, onCall, signal }: SessionOptions): Session {
  const role = clients.roleFor(place.account);
  const where: Where = { ...place, ...(role !== undefined && { role }) };

  async function call<Result>(action: string, make: (sdk: Sdk) => { input: unknown }): Promise<Result> {
    const started = performance.now();
    let outcome = 'ok';
    try {
      signal.throwIfAborted();
      const { sdk, ec2 } = await clients.of(where);
      return (await ec2.send(make(sdk) as Parameters<EC2Client['send']>[0], {
        abortSignal: signal,
      })) as Result;
    } catch (error) {
      outcome = error instanceof Error ? error.name : 'failed';
      throw error;
    } finally {
      onCall?.({ action, outcome, ms: performance.now() - started });
    }
  }

  return {
    where,
    call,
    async pages(action, make, itemsOf) {
      const items = [];
      let token: string | undefined;
      do {
        const page = await call<Parameters<typeof itemsOf>[0]>(action, (sdk) =>
          make(sdk, token ? { NextToken: token } : {}),
        );
        items.push(...(itemsOf(page) ?? []));
        // An empty token is the end as well.
        token = page.NextToken || undefined;
      } while (token);
      return items;
    },
    async sight(action, work) {
      try {
        return { ok: true, value: await work() };
      } catch (error) {
        const unseen = unseenBy(error, action, where);
        log?.debug({ error, action, ...where, why: unseen.why }, 'not seen in AWS');
        return unseen;
      }
    },
  };
}
