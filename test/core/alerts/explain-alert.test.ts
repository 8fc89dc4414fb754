import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../src/core/alerts/alert.ts';
import { acknowledge, snooze } from '../../../src/core/alerts/answer-alert.ts';
import { explainAlert } from '../../../src/core/alerts/explain-alert.ts';
import { nextSpeakAt } from '../../../src/core/alerts/next-speak-at.ts';
import { DAY, HOUR, NOW } from '../given.ts';
import { condition, dying, MINUTE, policy, quietNights } from './watched.ts';

const unspoken: Alert = { condition: condition(), spoken: undefined };
const spoken: Alert = { ...unspoken, spoken: { at: NOW + HOUR, count: 1 } };
const asked = NOW + 2 * HOUR;

describe('why am I seeing this', () => {
  test('names the rule, since when, when it fires next and the setting', () => {
    expect(explainAlert(spoken, policy, asked)).toEqual({
      rule: 'pending',
      setting: 'PEERING_REMIND_EVERY',
      nextAt: NOW + HOUR + DAY,
      words:
        'Rule pending holds since 2026-01-15 12:00 (UTC) (2 hours). If nothing changes, it is spoken about next on 2026-01-16 13:00 (UTC): it is repeated after 1 day (PEERING_REMIND_EVERY).',
    });
  });

  test.each<[string, Alert, string | undefined, string]>([
    [
      'not spoken about yet',
      unspoken,
      'PEERING_PENDING_AFTER',
      'it may last 1 hour first (PEERING_PENDING_AFTER)',
    ],
    [
      'told at once',
      { condition: condition({ dueAt: NOW }), spoken: undefined },
      undefined,
      'it is told at once',
    ],
    [
      'what worked and has stopped',
      { condition: condition({ dueAt: NOW + 5 * MINUTE }), spoken: undefined },
      undefined,
      'it may last 5 minutes first',
    ],
    [
      'came back',
      { ...unspoken, notBefore: NOW + 3 * HOUR },
      'PEERING_PENDING_AFTER',
      'it came back and has to last 1 hour',
    ],
    [
      'acknowledged',
      acknowledge(spoken, 'U0ANA', policy, asked),
      'PEERING_REMIND_EVERY',
      'somebody is on it, which counts for 1 day',
    ],
    ['snoozed', snooze(spoken, 'U0ANA', asked + 3 * DAY, asked), undefined, 'it is snoozed until then'],
    [
      'near its deadline',
      { ...spoken, condition: dying(NOW + 3 * DAY + 5 * HOUR) },
      undefined,
      '3 days before the deadline',
    ],
  ])('%s', (_, alert, setting, words) => {
    const explained = explainAlert(alert, policy, asked);
    expect(explained.setting).toBe(setting);
    expect(explained.words).toContain(words);
    expect(explained.nextAt).toBe(nextSpeakAt(alert, policy, asked));
  });

  test('quiet hours, only where it is they that hold it back, in the time zone of the settings', () => {
    const late: Alert = { ...spoken, spoken: { at: NOW + 8 * HOUR, count: 1 } };
    const berlin = { ...quietNights, timezone: 'Europe/Berlin' };
    expect(explainAlert(late, berlin, NOW + 9 * HOUR)).toMatchObject({
      setting: 'PEERING_QUIET_HOURS',
      nextAt: Date.UTC(2026, 0, 17, 7),
      words: expect.stringContaining('2026-01-17 08:00 (Europe/Berlin): quiet hours end then'),
    });
    const atEight: Alert = { ...spoken, spoken: { at: Date.UTC(2026, 0, 16, 8), count: 1 } };
    expect(explainAlert(atEight, quietNights, NOW + DAY).setting).toBe('PEERING_REMIND_EVERY');
  });

  test('what is over fires no more', () => {
    const over = { ...spoken, resolvedAt: asked };
    expect(explainAlert(over, policy, asked)).toEqual({
      rule: 'pending',
      words: 'Rule pending no longer holds: nothing more will be said about it.',
    });
  });
});
