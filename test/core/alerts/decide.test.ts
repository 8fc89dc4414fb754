import { describe, expect, test } from 'vitest';
import type { Look, Speech } from '../../../src/core/alerts/alert.ts';
import { acknowledge, snooze, wake } from '../../../src/core/alerts/answer-alert.ts';
import { DAY, HOUR, NOW } from '../given.ts';
import { condition, dying, look, MINUTE, policy, quietNights, ticking } from './watched.ts';

const due = NOW + HOUR;
const kinds = (speeches: Speech[]) => speeches.map(({ kind }) => kind);
const gone: Look = { conditions: [], fate: () => 'gone' };
const unseen: Look = { conditions: [], fate: () => 'unseen' };
const other = condition({ key: 'pending:peering-2', peeringId: 'peering-2' });

describe('speaking', () => {
  test('first after the threshold, then once a period', () => {
    const tick = ticking();
    expect(tick.at(due - 1, look(condition()))).toEqual([]);
    expect(kinds(tick.at(due, look(condition())))).toEqual(['reminder']);
    expect(tick.at(due, look(condition()))).toEqual([]);
    expect(tick.at(due + DAY - 1, look(condition()))).toEqual([]);
    expect(kinds(tick.at(due + DAY, look(condition())))).toEqual(['reminder']);
    expect(tick.only().spoken).toEqual({ at: due + DAY, count: 2 });
  });

  test('a tick that runs some seconds earlier the next day is not a tick too early', () => {
    const tick = ticking();
    tick.at(due + 900, look(condition()));
    expect(tick.at(due + DAY - 1, look(condition()))).toEqual([]);
    expect(kinds(tick.at(due + DAY + 20, look(condition())))).toEqual(['reminder']);
  });

  test('several that are due are one digest, the most urgent first', () => {
    const urgent = dying(due + 5 * DAY, { key: 'pending:peering-3', peeringId: 'peering-3' });
    const [digest, ...more] = ticking().at(due, look(condition(), other, urgent));
    expect(more).toEqual([]);
    expect(digest).toMatchObject({
      kind: 'digest',
      alerts: ['peering-3', 'peering-1', 'peering-2'].map((peeringId) => ({ condition: { peeringId } })),
    });
  });

  test('equally urgent ones are told by their names', () => {
    const named = (peeringName: string, id: string) =>
      condition({ key: `pending:${id}`, peeringId: id, peeringName });
    const [digest] = ticking().at(due, look(named('web', '1'), named('app', '3'), named('db', '2')));
    expect(digest).toMatchObject({
      alerts: ['app', 'db', 'web'].map((peeringName) => ({ condition: { peeringName } })),
    });
  });

  test('missed ticks are caught up once', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    expect(kinds(tick.at(due + 4 * DAY, look(condition())))).toEqual(['reminder']);
    expect(tick.at(due + 4 * DAY + HOUR, look(condition()))).toEqual([]);
  });

  test('an alert that did not change is the same object, and one that did not begin is not there', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    const before = tick.only();
    tick.at(due + HOUR, look(condition()));
    expect(tick.only()).toBe(before);
    tick.at(due + HOUR, look(condition({ sentence: 'Anew.' })));
    expect(tick.only()).toMatchObject({ condition: { sentence: 'Anew.' }, spoken: before.spoken });
  });
});

describe('the clock', () => {
  test('set back an hour: no repeats, and the period from there', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    expect(tick.at(due - HOUR, look(condition()))).toEqual([]);
    expect(tick.at(due, look(condition()))).toEqual([]);
    expect(kinds(tick.at(due + DAY - HOUR, look(condition())))).toEqual(['reminder']);
  });

  test('years ahead and back: nothing is silent for years', () => {
    const tick = ticking();
    tick.at(due + 3000 * DAY, look(condition()));
    tick.answer((alert) => acknowledge(alert, 'U0ANA', policy, due + 3000 * DAY));
    expect(tick.at(due, look(condition()))).toEqual([]);
    expect(kinds(tick.at(due + DAY, look(condition())))).toEqual(['reminder']);
    tick.at(due + 2000 * DAY, look());
    expect(tick.at(due + DAY, look(condition()))).toEqual([]);
    expect(kinds(tick.at(due + DAY + HOUR, look(condition())))).toEqual(['reminder']);
  });

  test('a milestone that was told is not told again', () => {
    const tick = ticking();
    const end = due + 5 * DAY;
    tick.at(end - 3 * DAY, look(dying(end)));
    tick.at(end - 3 * DAY - HOUR, look(dying(end)));
    expect(tick.at(end - 3 * DAY, look(dying(end)))).toEqual([]);
  });

  test('nor is it when something else was said after the clock was set back', () => {
    const tick = ticking({ ...policy, remindEveryMs: 70 * MINUTE });
    const milestone = due + 2 * DAY;
    const found = look(dying(milestone + 3 * DAY));
    tick.at(milestone, found);
    tick.at(milestone - 90 * MINUTE, found);
    expect(kinds(tick.at(milestone - 20 * MINUTE, found))).toEqual(['reminder']);
    expect(tick.at(milestone, found)).toEqual([]);
  });
});

describe('milestones', () => {
  const end = due + 6 * DAY + 12 * HOUR;

  test('are spoken when they pass, each once, although it is not yet time', () => {
    const tick = ticking();
    const told: string[] = [];
    for (let now = due; now < end; now += 5 * MINUTE) {
      for (const speech of tick.at(now, look(dying(end)))) {
        const passed = 'alert' in speech ? speech.alert.spoken?.milestone : undefined;
        told.push(`${(end - now) / HOUR}h ${passed ?? '-'}`);
      }
    }
    expect(told).toEqual([
      '156h -',
      '132h -',
      '108h -',
      '84h -',
      '72h 3 days',
      '48h 3 days',
      '24h 1 day',
      '6h 6 hours',
    ]);
  });

  test('several that were slept through are told once', () => {
    const tick = ticking();
    tick.at(due, look(dying(end)));
    expect(kinds(tick.at(end - HOUR, look(dying(end))))).toEqual(['reminder']);
    expect(tick.only().spoken?.milestone).toBe('6 hours');
    expect(tick.at(end - MINUTE, look(dying(end)))).toEqual([]);
  });

  test('break through an acknowledgement, which stays', () => {
    const tick = ticking();
    tick.at(end - 25 * HOUR, look(dying(end)));
    tick.answer((alert) => acknowledge(alert, 'U0ANA', policy, end - 25 * HOUR + MINUTE));
    expect(kinds(tick.at(end - DAY, look(dying(end))))).toEqual(['reminder']);
    expect(tick.only().acknowledged?.by).toBe('U0ANA');
  });

  test('break through a snooze only if the deadline would pass before it ends', () => {
    const tick = ticking();
    tick.at(end - 4 * DAY, look(dying(end)));
    tick.answer((alert) => snooze(alert, 'U0ANA', end - HOUR, end - 4 * DAY));
    expect(tick.at(end - 3 * DAY, look(dying(end)))).toEqual([]);
    expect(tick.at(end - 6 * HOUR, look(dying(end)))).toEqual([]);
    tick.answer((alert) => snooze(alert, 'U0ANA', end + DAY, end - 6 * HOUR));
    expect(kinds(tick.at(end - 5 * HOUR, look(dying(end))))).toEqual(['reminder']);
    expect(tick.only()).toMatchObject({ snoozed: { until: end + DAY }, spoken: { milestone: '6 hours' } });
    expect(tick.at(end - HOUR, look(dying(end)))).toEqual([]);
  });
});

describe('quiet hours', () => {
  const evening = Date.UTC(2026, 0, 15, 19);
  const morning = Date.UTC(2026, 0, 16, 8);
  const atNight = condition({ since: evening, dueAt: evening + HOUR });

  test('nothing starts in them; what fell due is spoken at their end', () => {
    const tick = ticking(quietNights);
    for (let now = evening; now < morning; now += 5 * MINUTE) {
      expect(tick.at(now, look(atNight, other))).toEqual([]);
    }
    expect(kinds(tick.at(morning, look(atNight, other)))).toEqual(['digest']);
  });

  test('a milestone waits for their end, unless the deadline does not', () => {
    const spared = dying(morning + HOUR);
    const lost = dying(morning, { key: 'pending:peering-2' });
    const tick = ticking(quietNights);
    tick.at(evening - HOUR, look(spared, lost));
    const speeches = tick.at(morning - 2 * HOUR, look(spared, lost));
    expect(speeches).toMatchObject([{ kind: 'reminder', alert: { condition: { key: lost.key } } }]);
    expect(tick.at(morning - HOUR, look(spared, lost))).toEqual([]);
    expect(tick.at(morning, look(spared))).toMatchObject([
      { kind: 'resolved', alert: { condition: { key: lost.key } } },
      { kind: 'reminder', alert: { condition: { key: spared.key } } },
    ]);
  });

  test('that it is over is seen at once and told at their end; back before that, it was never over', () => {
    const tick = ticking(quietNights);
    tick.at(evening - HOUR, look(condition(), other));
    expect(tick.at(evening + HOUR, look())).toEqual([]);
    expect(tick.alerts().map(({ resolvedAt }) => resolvedAt)).toEqual([evening + HOUR, evening + HOUR]);
    expect(tick.at(evening + 2 * HOUR, look(condition()))).toEqual([]);
    expect(tick.at(morning, look(condition()))).toMatchObject([
      { kind: 'resolved', alert: { condition: other }, lastedMs: evening + HOUR - NOW },
    ]);
    expect(kinds(tick.at(evening - HOUR + DAY, look(condition())))).toEqual(['reminder']);
  });
});

describe('answers', () => {
  test('acknowledged, it is silent until that falls', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    tick.answer((alert) => acknowledge(alert, 'U0ANA', policy, due + 5 * HOUR));
    expect(tick.at(due + DAY, look(condition()))).toEqual([]);
    expect(tick.only().acknowledged).toEqual({ by: 'U0ANA', at: due + 5 * HOUR, falls: due + 29 * HOUR });
    expect(kinds(tick.at(due + 29 * HOUR, look(condition())))).toEqual(['reminder']);
    expect(tick.only()).not.toHaveProperty('acknowledged');
  });

  test('snoozed, it is silent until then, longer or shorter than the period', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    tick.answer((alert) => snooze(alert, 'U0ANA', due + 3 * DAY, due));
    expect(tick.at(due + 3 * DAY - 1, look(condition()))).toEqual([]);
    expect(kinds(tick.at(due + 3 * DAY, look(condition())))).toEqual(['reminder']);
    expect(tick.only()).not.toHaveProperty('snoozed');
    tick.answer((alert) => snooze(alert, 'U0ANA', due + 3 * DAY + HOUR, due + 3 * DAY));
    expect(kinds(tick.at(due + 3 * DAY + HOUR, look(condition())))).toEqual(['reminder']);
  });

  test('one takes the place of the other', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    tick.answer((alert) => acknowledge(snooze(alert, 'U0ANA', due + DAY, due), 'U0BEN', policy, due));
    expect(tick.only()).not.toHaveProperty('snoozed');
    tick.answer((alert) => snooze(alert, 'U0ANA', due + DAY, due));
    expect(tick.only()).not.toHaveProperty('acknowledged');
  });

  test('woken, it speaks at its regular time, at once where that has passed', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    tick.answer((alert) => wake(snooze(alert, 'U0ANA', due + 9 * DAY, due)));
    expect(tick.at(due + HOUR, look(condition()))).toEqual([]);
    expect(kinds(tick.at(due + DAY, look(condition())))).toEqual(['reminder']);
    tick.answer((alert) => snooze(alert, 'U0ANA', due + 9 * DAY, due + DAY));
    tick.at(due + 4 * DAY, look(condition()));
    tick.answer(wake);
    expect(kinds(tick.at(due + 4 * DAY + MINUTE, look(condition())))).toEqual(['reminder']);
  });
});

describe('resolved', () => {
  test('is told once, with the duration, and takes the answers along', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    tick.answer((alert) => snooze(alert, 'U0ANA', due + 9 * DAY, due));
    expect(tick.at(due + HOUR, look())).toEqual([
      { kind: 'resolved', lastedMs: 2 * HOUR, alert: tick.only() },
    ]);
    expect(tick.only()).not.toHaveProperty('snoozed');
    expect(tick.at(due + 2 * HOUR, look())).toEqual([]);
    tick.at(due + HOUR + DAY, look());
    expect(tick.alerts()).toEqual([]);
  });

  test('is not told of what was never spoken about', () => {
    const tick = ticking();
    tick.at(due - MINUTE, look(condition()));
    expect(tick.at(due, look())).toEqual([]);
    expect(tick.alerts()).toEqual([]);
  });

  test('says so when it is over because the peering is gone, and nothing when graver things took its place', () => {
    const tick = ticking();
    tick.at(due, look(condition()));
    expect(tick.at(due + HOUR, gone)).toMatchObject([{ kind: 'resolved', peeringGone: true }]);
    const replaced = ticking();
    replaced.at(due, look(condition()));
    const expired = condition({ key: 'expired:peering-1', rule: 'expired', dueAt: due + HOUR });
    const speeches = replaced.at(due + HOUR, { conditions: [expired], fate: () => 'replaced' });
    expect(speeches).toMatchObject([{ kind: 'reminder', alert: { condition: expired } }]);
    expect(replaced.only().condition).toEqual(expired);
  });

  test('what comes and goes is said to be over once, and has to last before it is said again', () => {
    const tick = ticking();
    const flapping = (index: number) => (index % 2 === 0 ? look(condition({ dueAt: NOW })) : look());
    const told = Array.from({ length: 288 }, (_, index) =>
      kinds(tick.at(NOW + index * 5 * MINUTE, flapping(index))),
    );
    expect(told.flat()).toEqual(['reminder', 'resolved']);
    const back = NOW + DAY;
    expect(tick.at(back, look(condition({ dueAt: NOW })))).toEqual([]);
    expect(tick.at(back + HOUR - 1, look(condition({ dueAt: NOW })))).toEqual([]);
    expect(kinds(tick.at(back + HOUR, look(condition({ dueAt: NOW }))))).toEqual(['reminder']);
  });
});

describe('what was not read', () => {
  test.each([['unread' as const], [unseen]])('neither begins nor ends nor is spoken about', (current) => {
    const tick = ticking();
    tick.at(due, look(condition()));
    const before = tick.alerts();
    expect(tick.at(due + 2 * DAY, current)).toEqual([]);
    expect(tick.alerts()).toEqual(before);
    expect(kinds(tick.at(due + 2 * DAY + MINUTE, look(condition())))).toEqual(['reminder']);
  });

  test('what was seen to be over is told all the same', () => {
    const tick = ticking(quietNights);
    tick.at(Date.UTC(2026, 0, 15, 18), look(condition()));
    tick.at(Date.UTC(2026, 0, 15, 20), look());
    expect(kinds(tick.at(Date.UTC(2026, 0, 16, 8), 'unread'))).toEqual(['resolved']);
  });
});

describe('news', () => {
  const news = condition({ key: 'gone:peering-1', rule: 'gone', news: true, since: due, dueAt: due });

  test('is told once, is over then, and is not told again when it is brought again', () => {
    const tick = ticking();
    expect(kinds(tick.at(due, look(news)))).toEqual(['reminder']);
    expect(tick.at(due + MINUTE, gone)).toEqual([]);
    expect(tick.at(due + 2 * MINUTE, look(news))).toEqual([]);
    tick.at(due + DAY, gone);
    expect(tick.alerts()).toEqual([]);
  });

  test('of the night is told in the morning, read or not', () => {
    const evening = Date.UTC(2026, 0, 15, 20);
    const tick = ticking(quietNights);
    expect(tick.at(evening, look({ ...news, since: evening, dueAt: evening }))).toEqual([]);
    expect(tick.at(evening + HOUR, gone)).toEqual([]);
    expect(kinds(tick.at(Date.UTC(2026, 0, 16, 8), 'unread'))).toEqual(['reminder']);
    expect(tick.at(Date.UTC(2026, 0, 16, 9), gone)).toEqual([]);
  });

  test('is forgotten when it turns out not to be so', () => {
    const evening = Date.UTC(2026, 0, 15, 20);
    const tick = ticking(quietNights);
    tick.at(evening, look({ ...news, since: evening, dueAt: evening }));
    tick.at(evening + HOUR, look());
    expect(tick.alerts()).toEqual([]);
  });
});
