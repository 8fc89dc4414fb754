import { createTask, parse } from 'node-cron';

const MINUTE = 60_000;
/** 29 February may be eight years away. */
const FARTHEST_MS = 9 * 366 * 24 * 60 * MINUTE;

/** When the expression is due next after `after` (ms since 1970); `undefined` when it never is, as on 31 February. */
export type NextRun = (after: number) => number | undefined;

/**
 * node-cron judges what is due, but tells the next run only for the machine's own time. Hours and minutes that the
 * expression leaves out are stepped over, so that the search for a yearly one takes milliseconds.
 */
export function createNextRun(cron: string, timezone: string): NextRun {
  const task = createTask(cron, () => {}, { timezone });
  const { hour: hours, minute: minutes } = parse(cron);
  const local = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

  return (after) => {
    let at = (Math.floor(after / MINUTE) + 1) * MINUTE;
    while (at - after < FARTHEST_MS) {
      const [hour = 0, minute = 0] = local.format(at).split(':').map(Number);
      const nextHour = at + (60 - minute) * MINUTE;
      if (!hours.includes(hour)) at = nextHour;
      else if (!minutes.includes(minute)) at += MINUTE;
      else if (task.match(new Date(at))) return at;
      else at = nextHour;
    }
    return undefined;
  };
}
