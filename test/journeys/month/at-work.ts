import diagnosticsChannel from 'node:diagnostics_channel';
import { setTimeout as sleep, setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { isAtDisk, isAtWork } from '../../../src/sandbox/is-at-work.ts';

/** Whether a bot that lives in this process is at work. */
export interface AtWork {
  /** Resolves when it has no call under way, is not at its files, and begins nothing for some turns of the event loop. */
  settled(): Promise<void>;
  end(): void;
}

const CALM_TURNS = 8;

/** Far sooner done than waiting for a while would be, in a month with thousands of instants. */
export function watchWork(): AtWork {
  let begun = 0;
  let ended = 0;
  const begin = () => void begun++;
  const end = () => void ended++;
  // https://undici.nodejs.org/#/docs/api/DiagnosticsChannel.md: Node's own `fetch` tells them too.
  const channels = [
    ['undici:request:create', begin],
    ['undici:request:trailers', end],
    ['undici:request:error', end],
  ] as const;
  for (const [name, heard] of channels) diagnosticsChannel.subscribe(name, heard);
  return {
    async settled() {
      for (let seen = -1, calm = 0; calm < CALM_TURNS; calm++) {
        await turnOfTheLoop();
        const isCalm = begun === ended && begun === seen;
        if (isCalm && !isAtWork()) continue;
        if (isCalm && isAtDisk()) await sleep(1);
        seen = begun;
        calm = 0;
      }
    },
    end() {
      for (const [name, heard] of channels) diagnosticsChannel.unsubscribe(name, heard);
    },
  };
}
