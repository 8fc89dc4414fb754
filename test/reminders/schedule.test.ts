import { describe, expect, it } from 'vitest';
import { createNextRun } from '../../src/reminders/next-run.ts';
import { createSchedule } from '../../src/reminders/schedule.ts';
import { createManualClock } from '../operations/world/manual-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function scheduled(work: (at: number) => Promise<void> = async () => {}) {
  const clock = createManualClock();
  const start = clock.now();
  const ticks: number[] = [];
  const schedule = createSchedule({
    nextRun: createNextRun('*/5 * * * *', 'UTC'),
    clock,
    tick: async () => {
      ticks.push((clock.now() - start) / MINUTE);
      await work(clock.now());
    },
  });
  return { clock, start, ticks, schedule };
}

describe('the schedule', () => {
  it('ticks at each moment of the expression, in order', async () => {
    const { clock, ticks, schedule } = scheduled();
    schedule.start(undefined);
    await clock.advance(16 * MINUTE);
    expect(ticks).toEqual([5, 10, 15]);
  });

  it('makes up at once, and once, for what was missed', async () => {
    const { clock, start, ticks, schedule } = scheduled();
    schedule.start(start - 72 * HOUR);
    await clock.advance(6 * MINUTE);
    expect(ticks).toEqual([0, 5]);
  });

  it('does not tick at the start when nothing was missed', async () => {
    const { clock, start, ticks, schedule } = scheduled();
    schedule.start(start);
    await clock.settle();
    expect(ticks).toEqual([]);
  });

  it('never runs two at a time, and says when one is overdue', async () => {
    const ends: (() => void)[] = [];
    const { clock, ticks, schedule } = scheduled(() => new Promise((resolve) => ends.push(resolve)));
    schedule.start(undefined);
    await clock.advance(9 * MINUTE);
    expect(schedule.overdue()).toBeUndefined();
    await clock.advance(8 * MINUTE);
    expect(ticks).toEqual([5]);
    expect(schedule.overdue()).toContain('looked at by 2026-01-05 12:05 UTC');
    for (const end of ends) end();
    await clock.advance(4 * MINUTE);
    expect(ticks).toEqual([5, 20]);
  });

  it('stops when the tick in hand has ended', async () => {
    let end = () => {};
    const { clock, ticks, schedule } = scheduled(() => new Promise((resolve) => (end = resolve)));
    schedule.start(undefined);
    await clock.advance(5 * MINUTE);
    const stopped = schedule.stop();
    end();
    await stopped;
    await clock.advance(HOUR);
    expect(ticks).toEqual([5]);
  });
});
