import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../src/core/authorize.ts';
import type { ReminderAnswer } from '../../src/operations/api.ts';
import { createWorld, operator, type World } from '../operations/world/world.ts';
import { HOUR, pending, startReminding } from './remind.ts';

let world: World;
beforeEach(() => {
  world = createWorld();
});

const lines = async () =>
  (await world.store.readAudit({}))
    .filter(({ action, userId }) => action === 'remind' && userId !== 'peering-bot')
    .map(({ userId, decision, outcome, detail }) =>
      [userId, decision, outcome, detail].filter(Boolean).join(' '),
    );

it('every answer to a reminder is in the audit log, allowed or not, in time or too late', async () => {
  world.yugabyte.peerings = [pending(0)];
  const bot = startReminding(world);
  await world.clock.advance(2 * HOUR);
  const [{ id = '' } = {}] = world.yugabyte.peerings;
  const guest: Actor = { ...operator, userId: 'U0GUEST', membership: 'guest' };
  const answer = (what: ReminderAnswer, actor = operator) => bot.answerReminder(id, what, actor, 'ref-1');

  expect(await answer({ do: 'acknowledge' })).toBe(true);
  expect(await answer({ do: 'snooze', until: world.clock.now() + HOUR })).toBe(true);
  expect(await answer({ do: 'wake' })).toBe(true);
  await expect(answer({ do: 'wake' }, guest)).rejects.toMatchObject({ code: 'not-allowed' });
  world.yugabyte.peerings = world.yugabyte.peerings.map((one) => ({ ...one, state: 'ACTIVE' }));
  world.yugabyte.clusters = [];
  await world.clock.advance(HOUR);
  expect(await answer({ do: 'acknowledge' })).toBe(false);
  expect(await lines()).toEqual([
    'U0OPERATOR allowed acknowledged',
    expect.stringMatching(/^U0OPERATOR allowed snoozed until 2026-.* \(UTC\)$/),
    'U0OPERATOR allowed woken',
    'U0GUEST refused refused Guests of this workspace may not answer to reminders.',
    'U0OPERATOR allowed over',
  ]);
});
