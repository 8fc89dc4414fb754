import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorldClock } from '../../src/sandbox/clock.ts';

const nothing = async () => {};
const start = Date.UTC(2030, 0, 1);

describe('the world clock', () => {
  it('starts where it is told and runs on', async () => {
    const clock = createWorldClock(start);
    const before = clock.now();
    expect(before).toBeGreaterThanOrEqual(start);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now()).toBeGreaterThan(before);
  });

  it('fires on its own in real time', async () => {
    const clock = createWorldClock(start);
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      clock.after(30, () => {
        order.push('late');
        resolve();
      });
      clock.after(5, () => order.push('early'));
      // The clock keeps no process alive; this test must wait itself.
      setTimeout(resolve, 5000).unref();
    });
    expect(order).toEqual(['early', 'late']);
  });

  it('runs what falls due at its own instant, in order, also what is set meanwhile', async () => {
    const clock = createWorldClock(start);
    const begun = clock.now();
    const seen: [string, number][] = [];
    const note = (name: string) => seen.push([name, clock.now() - begun]);
    clock.after(2 * 3600_000, () => note('two hours'));
    clock.after(60_000, () => {
      note('a minute');
      clock.after(30_000, () => note('half a minute later'));
    });
    clock.after(26 * 3600_000 + 1, () => note('too late'));
    await clock.advance(26 * 3600_000 - 1000, nothing);
    expect(seen.map(([name]) => name)).toEqual(['a minute', 'half a minute later', 'two hours']);
    for (const [index, due] of [60_000, 90_000, 7_200_000].entries()) {
      const at = seen[index]?.[1] ?? 0;
      expect(at - due).toBeGreaterThanOrEqual(0);
      expect(at - due).toBeLessThan(1000);
    }
  });

  it('settles after every instant, and stands still while it does', async () => {
    const clock = createWorldClock(start);
    const settledAt: number[] = [];
    for (const ms of [1000, 5000, 5000]) clock.after(ms, () => {});
    await clock.advance(10_000, async () => {
      const before = clock.now();
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(clock.now()).toBe(before);
      settledAt.push(before);
    });
    expect(settledAt.length).toBeGreaterThanOrEqual(3);
    expect(settledAt.length).toBeLessThanOrEqual(4);
    expect([...settledAt].sort((a, b) => a - b)).toEqual(settledAt);
  });

  it('cancels', async () => {
    const clock = createWorldClock(start);
    let ran = false;
    const cancel = clock.after(1000, () => {
      ran = true;
    });
    cancel();
    cancel();
    await clock.advance(5000, nothing);
    expect(ran).toBe(false);
  });

  it('lets turns queue up', async () => {
    const clock = createWorldClock(start);
    const begun = clock.now();
    await Promise.all([clock.advance(3600_000, nothing), clock.advance(3600_000, nothing)]);
    expect(clock.now() - begun).toBeGreaterThanOrEqual(7_200_000);
  });

  it('goes on after work that throws', async () => {
    const clock = createWorldClock(start);
    clock.after(1000, () => {
      throw new Error('broken');
    });
    await expect(clock.advance(2000, nothing)).rejects.toThrow('broken');
    let ran = false;
    clock.after(1000, () => {
      ran = true;
    });
    await clock.advance(5000, nothing);
    expect(ran).toBe(true);
  });

  it('property: whatever is set, it happens once, in order of time, and of setting at one instant', async () => {
    const delays = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        delays,
        delays,
        fc.array(fc.integer({ min: 1, max: 40 })),
        async (first, nested, turns) => {
          const clock = createWorldClock(start);
          const fired: { due: number; seq: number }[] = [];
          let seq = 0;
          const minute = 60_000;
          const queue = [...nested];
          const set = (delay: number) => {
            const mine = { due: clock.now() + delay * minute, seq: seq++ };
            clock.after(delay * minute, () => {
              expect(clock.now()).toBeGreaterThanOrEqual(mine.due);
              fired.push(mine);
              const next = queue.shift();
              if (next !== undefined) set(next);
            });
          };
          await clock.advance(1, nothing);
          for (const delay of first) set(delay);
          for (const turn of turns) await clock.advance(turn * minute, nothing);
          await clock.advance(5000 * minute, nothing);
          expect(fired).toHaveLength(seq);
          for (const [index, one] of fired.entries()) {
            const next = fired[index + 1];
            if (next) expect(one.due < next.due || (one.due === next.due && one.seq < next.seq)).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
