import { sayDuration } from '../../core/duration.ts';
import type { Clock } from '../../core/ports.ts';
import type { StoreProbe } from '../../core/probes.ts';
import { type Check, notCheckable, ok, problem } from '../check.ts';

/** How long a tick may take. */
const graceMs = 10 * 60_000;

interface TickSources {
  store: StoreProbe;
  /** When the tick after this moment is due (ms since 1970); `undefined`: never. */
  nextTick: (after: number) => number | undefined;
  clock: Pick<Clock, 'now'>;
  /** Without one there is nowhere to remind anybody, and no tick. */
  channel: string | undefined;
}

/** When the bot last looked for what needs a reminder. */
export function checkLastTick({ store, nextTick, clock, channel }: TickSources): Check {
  return {
    name: 'Last tick',
    needs: { held: store.check, otherwise: 'Not checked, because what the bot remembers could not be read.' },
    async run() {
      if (!channel) return notCheckable('Without PEERING_CHANNEL there are no reminders, and so no tick.');
      if (nextTick(clock.now()) === undefined)
        return problem(
          'PEERING_CHECK_CRON is never due: there are no reminders.',
          'Set it to a moment that comes, such as */5 * * * *.',
        );
      const [tick, { holder }] = await Promise.all([store.read('tick:last'), store.check()]);
      const at = timeOf(tick);
      if (at === undefined) return notCheckable('There was no tick yet.');
      const said = `The last tick was ${sayDuration(clock.now() - at)} ago`;
      if (holder === 'nobody') return ok(`${said}; the bot does not run now.`);
      const due = nextTick(at) ?? at;
      if (clock.now() <= due + graceMs) return ok(`${said}.`);
      return problem(
        `${said}, and the next one was due ${sayDuration(clock.now() - due)} ago.`,
        'Look into the log of the bot, and restart it.',
      );
    },
  };
}

function timeOf(tick: unknown): number | undefined {
  if (typeof tick !== 'object' || tick === null || !('at' in tick)) return undefined;
  return typeof tick.at === 'number' ? tick.at : undefined;
}
