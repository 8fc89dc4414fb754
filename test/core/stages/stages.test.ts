import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../../src/core/alerts/alert.ts';
import { measurePassages } from '../../../src/core/stages/measure-passages.ts';
import { median } from '../../../src/core/stages/median.ts';
import type { Passage } from '../../../src/core/stages/stage.ts';
import { keptPassages, stageDurations } from '../../../src/core/stages/stage-durations.ts';
import { awsPeering, DAY, HOUR, NOW } from '../given.ts';

const MINUTE = 60_000;

function sighting(more: Partial<Sighting> = {}): Sighting {
  const { id, name, yugabyteVpcId, yugabyteVpcName, application } = awsPeering();
  return {
    peeringId: id,
    spec: { name, yugabyteVpcId, application },
    yugabyteVpcName,
    firstSeenAt: NOW - 3 * DAY,
    state: 'PENDING',
    stateSince: NOW - 26 * HOUR,
    networks: [],
    coveredClusterIds: [],
    uncoveredSince: {},
    ignoredSince: {},
    requestedAt: { at: NOW - 26 * HOUR, certainty: 'exact' },
    ...more,
  };
}

const looks = { last: NOW - 5 * MINUTE, at: NOW };
const active = (more: Partial<Sighting> = {}) =>
  sighting({ state: 'ACTIVE', stateSince: NOW, wasActive: true, ...more });
const measured = (before: Sighting, after: Sighting, when = looks) =>
  measurePassages([before], [after], when).map(({ stage, lastedMs, endedAt }) => [stage, lastedMs, endedAt]);

describe('from Pending to Active', () => {
  it('is measured from the request', () => {
    expect(measured(sighting(), active())).toEqual([['pending', 26 * HOUR, NOW]]);
  });

  it.each<[string, Sighting, Sighting, typeof looks]>([
    ['it still waits', sighting(), sighting(), looks],
    ['it was never accepted', sighting(), sighting({ state: 'EXPIRED' }), looks],
    ['it was Active before', sighting({ wasActive: true }), active(), looks],
    ['it was found Active', active(), active(), looks],
    [
      'nobody knows since when it had waited',
      sighting({ stateSince: NOW - 3 * DAY, requestedAt: { at: NOW - 3 * DAY, certainty: 'at-latest' } }),
      active(),
      looks,
    ],
    ['nobody looked for a day', sighting(), active(), { last: NOW - DAY, at: NOW }],
    ['nobody ever looked', sighting(), active(), { last: Number.NEGATIVE_INFINITY, at: NOW }],
    ['the clock was set back', sighting({ stateSince: NOW + HOUR }), active(), looks],
  ])('is not measured where %s', (_why, before, after, when) => {
    expect(measured(before, after, when)).toEqual([]);
  });

  it('is measured where the bot saw it begin, whoever asked for it', () => {
    const seen = sighting({
      stateSince: NOW - 2 * HOUR,
      requestedAt: { at: NOW - 3 * DAY, certainty: 'at-latest' },
    });
    expect(measured(seen, active())).toEqual([['pending', 2 * HOUR, NOW]]);
  });

  it('is measured where the looks were apart for less than a tenth of it', () => {
    const long = sighting({ stateSince: NOW - 6 * DAY, firstSeenAt: NOW - 7 * DAY });
    expect(measured(long, active(), { last: NOW - 14 * HOUR, at: NOW })).toHaveLength(1);
    expect(measured(long, active(), { last: NOW - 15 * HOUR, at: NOW })).toEqual([]);
  });

  it('is nothing of one that is new', () => {
    expect(measurePassages([], [active()], looks)).toEqual([]);
  });
});

describe('from Active to let in', () => {
  const shut = (more: Partial<Sighting> = {}) =>
    active({ uncoveredSince: { a: NOW - 3 * HOUR, b: NOW - HOUR }, ...more });

  it('is measured from the first cluster that kept it out to the last that let it in', () => {
    expect(measured(shut(), shut({ uncoveredSince: { b: NOW - HOUR } }))).toEqual([]);
    expect(measured(shut(), active())).toEqual([['shut-out', 3 * HOUR, NOW]]);
  });

  it('is not measured where it was found like that, or where it went otherwise', () => {
    expect(measured(shut({ firstSeenAt: NOW - 3 * HOUR }), active())).toEqual([]);
    expect(measured(shut(), sighting({ state: 'DELETING' }))).toEqual([]);
  });
});

const passage = (lastedMs: number, endedAt = NOW): Passage => ({
  stage: 'pending',
  peeringId: 'p',
  lastedMs,
  endedAt,
});

describe('how long the stages take', () => {
  it('is the median of those that ended in the last 90 days', () => {
    const passages = [passage(2 * HOUR), passage(10 * HOUR), passage(4 * HOUR), passage(9e9, NOW - 91 * DAY)];
    expect(stageDurations(passages, NOW)).toEqual([{ stage: 'pending', medianMs: 4 * HOUR, count: 3 }]);
    const other: Passage = { ...passage(HOUR), stage: 'shut-out' };
    expect(stageDurations([other], NOW)).toEqual([{ stage: 'shut-out', medianMs: HOUR, count: 1 }]);
    expect(stageDurations([], NOW)).toEqual([]);
  });

  it('forgets what is old, and the oldest of too many', () => {
    const many = Array.from({ length: 600 }, (_, index) => passage(index));
    expect(keptPassages([passage(1, NOW - 91 * DAY), ...many], NOW)).toEqual(many.slice(100));
  });
});

it('a median has as many below it as above it', () => {
  expect(median([])).toBeUndefined();
  expect(median([5, 1])).toBe(3);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }), (values) => {
      const middle = median(values) ?? Number.NaN;
      const below = values.filter((value) => value < middle).length;
      const above = values.filter((value) => value > middle).length;
      expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
    }),
  );
});
