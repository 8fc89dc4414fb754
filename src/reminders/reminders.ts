import { createNextRun } from './next-run.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { createTick, type TickParts } from './tick.ts';

export interface Reminders extends Pick<Schedule, 'stop' | 'overdue'> {
  /** Makes up for what was missed while the bot did not run, then ticks as the expression says. */
  start(): Promise<void>;
}

export function createReminders(cron: string, parts: TickParts): Reminders {
  const { clock, desk, log, policy } = parts;
  const nextRun = createNextRun(cron, policy.timezone);
  const schedule = createSchedule({ nextRun, clock, tick: createTick(parts) });
  return {
    async start() {
      await desk.ready();
      if (nextRun(clock.now()) === undefined) log.warn({ cron }, 'this cron expression never comes true');
      schedule.start(desk.last()?.at);
    },
    stop: schedule.stop,
    overdue: schedule.overdue,
  };
}
