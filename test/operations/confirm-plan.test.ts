import { beforeEach, describe, expect, it } from 'vitest';
import type { Operations } from '../../src/operations/api.ts';
import {
  createWorld,
  form,
  operator,
  other,
  peering,
  planned,
  startBot,
  viewer,
  type World,
} from './world/world.ts';

const MINUTE = 60_000;
let world: World;
let bot: Operations;

beforeEach(() => {
  world = createWorld();
  bot = startBot(world);
});

const audit = () =>
  world.store.audit.map(({ userId, outcome, decision }) => `${userId} ${decision} ${outcome}`);

describe('the right to change', () => {
  it('is checked before anything is written, and the attempt is in the audit log with its plan', async () => {
    const confirmation = await planned(bot, { kind: 'create', form });
    await expect(bot.confirm(confirmation, viewer, 'ref-9')).rejects.toMatchObject({ code: 'not-allowed' });
    expect(world.store.documents.size).toBe(0);
    expect(world.store.audit).toMatchObject([
      {
        userId: 'U0VIEWER',
        teamId: 'T0TEAM',
        action: 'create',
        peeringName: 'shop',
        planDigest: confirmation.digest,
        decision: 'refused',
        outcome: 'refused',
        ref: 'ref-9',
      },
    ]);
  });

  it('asks an approver for a protected name, also when nothing was read yet', async () => {
    world.yugabyte.peerings = [peering({ name: 'prod-shop' })];
    const intent = { kind: 'terminate', peeringId: 'peering-0', withdrawAccess: false } as const;
    const confirmation = await planned(bot, intent);
    const freshWorld = createWorld();
    freshWorld.yugabyte.peerings = world.yugabyte.peerings;
    const freshBot = startBot(freshWorld);
    expect(await freshBot.confirm(confirmation, operator, 'ref-1')).toMatchObject({
      started: false,
      approval: { approvers: ['U0APPROVER'] },
    });
    await freshWorld.clock.advance(MINUTE);
    expect(freshWorld.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
  });

  it('writes down what a surface refused by itself', async () => {
    world.yugabyte.peerings = [peering()];
    await bot.overview();
    await bot.ready();
    await bot.refused('terminate', { id: 'peering-0' }, viewer, 'ref-3', 'Only operators may.');
    expect(world.store.audit).toMatchObject([
      {
        userId: 'U0VIEWER',
        action: 'terminate',
        peeringName: 'shop',
        decision: 'refused',
        detail: 'Only operators may.',
        ref: 'ref-3',
      },
    ]);
  });
});

describe('a confirmation', () => {
  it('starts one operation however often it comes', async () => {
    const confirmation = await planned(bot, { kind: 'create', form });
    const answers = await Promise.all([
      bot.confirm(confirmation, operator, 'ref-1'),
      bot.confirm(confirmation, operator, 'ref-2'),
    ]);
    await world.clock.advance(MINUTE);
    answers.push(await bot.confirm(confirmation, operator, 'ref-3'));
    expect(answers.map((answer) => answer.started && answer.again)).toEqual([false, true, true]);
    expect(new Set(answers.map((answer) => answer.started && answer.operationId)).size).toBe(1);
    expect(world.yugabyte.counts.requested).toBe(1);
    expect(audit()).toEqual(['U0OPERATOR allowed started']);
  });

  it('that comes again is answered without asking Yugabyte', async () => {
    const confirmation = await planned(bot, { kind: 'create', form });
    await bot.confirm(confirmation, operator, 'ref-1');
    world.yugabyte.db.observe = () => new Promise(() => {});
    bot = startBot(world);
    expect(await bot.confirm(confirmation, operator, 'ref-2')).toMatchObject({ started: true, again: true });
  });

  it('expires after 15 minutes and shows the plan as it is now', async () => {
    const confirmation = await planned(bot, { kind: 'create', form });
    await world.clock.advance(16 * MINUTE);
    const answer = await bot.confirm(confirmation, operator, 'ref-1');
    expect(answer).toMatchObject({ started: false, replan: { digest: confirmation.digest } });
    expect(audit()).toEqual(['U0OPERATOR allowed plan-expired']);
    const replan = answer.started ? undefined : answer.replan;
    const again = { ...confirmation, shownAt: replan?.shownAt ?? 0 };
    expect(await bot.confirm(again, operator, 'ref-2')).toMatchObject({ started: true, again: false });
  });

  it('does not hold when things have changed: the new plan is shown', async () => {
    world.yugabyte.peerings = [peering({ state: 'PENDING' })];
    const confirmation = await planned(bot, {
      kind: 'terminate',
      peeringId: 'peering-0',
      withdrawAccess: false,
    });
    world.yugabyte.setState('peering-0', 'ACTIVE');
    await world.clock.advance(MINUTE);
    const answer = await bot.confirm(confirmation, operator, 'ref-1');
    expect(answer).toMatchObject({ started: false, replan: { plan: { basedOnState: 'ACTIVE' } } });
    expect(audit()).toEqual(['U0OPERATOR allowed plan-changed']);
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
  });

  it.each(['plan', 'confirm'] as const)(
    'holds when Yugabyte could be read only in part a moment before the %s',
    async (then) => {
      world.yugabyte.unread = ['clusters'];
      await bot.ready();
      world.yugabyte.unread = [];
      await world.clock.advance(500);
      const confirmation = await planned(bot, { kind: 'create', form });
      if (then === 'confirm') {
        await world.clock.advance(MINUTE);
        world.yugabyte.unread = ['allowLists'];
        await world.yugabyte.db.observe();
        world.yugabyte.unread = [];
      }
      await world.clock.advance(then === 'plan' ? 2_000 : 500);
      expect(await bot.confirm(confirmation, operator, 'ref-1')).toMatchObject({ started: true });
    },
  );

  it('plans with what there is when a part stays unread, and says what it lacks', async () => {
    world.yugabyte.unread = ['clusters'];
    const before = await bot.plan({ kind: 'create', form });
    expect(before).toMatchObject({
      planned: true,
      plan: { warnings: [expect.stringMatching(/clusters could not be read/)] },
    });
    expect(world.yugabyte.counts.observed).toBe(1);
  });

  it('checks the form again', async () => {
    const confirmation = await planned(bot, { kind: 'create', form });
    world.yugabyte.peerings = [peering({ state: 'PENDING' })];
    await world.clock.advance(MINUTE);
    const answer = await bot.confirm(confirmation, operator, 'ref-1');
    expect(answer.started).toBe(false);
    expect(answer.started === false && answer.why).toMatch(/shop/);
    expect(answer).not.toHaveProperty('replan');
    expect(world.yugabyte.counts.requested).toBe(0);
  });

  it('says that the peering is gone instead of failing', async () => {
    world.yugabyte.peerings = [peering()];
    const confirmation = await planned(bot, {
      kind: 'terminate',
      peeringId: 'peering-0',
      withdrawAccess: false,
    });
    world.yugabyte.peerings = [];
    await world.clock.advance(MINUTE);
    expect(await bot.confirm(confirmation, operator, 'ref-1')).toMatchObject({
      started: false,
      why: expect.stringMatching(/gone/),
    });
    expect(
      await bot.plan({ kind: 'terminate', peeringId: 'peering-0', withdrawAccess: false }),
    ).toMatchObject({
      planned: false,
    });
  });

  it('is kept when Yugabyte is down, as long as the plan is the one shown, and done when it is back', async () => {
    world.yugabyte.peerings = [peering()];
    const confirmation = await planned(bot, {
      kind: 'terminate',
      peeringId: 'peering-0',
      withdrawAccess: false,
    });
    world.yugabyte.down = true;
    await world.clock.advance(MINUTE);
    expect(await bot.confirm(confirmation, operator, 'ref-1')).toMatchObject({ started: true });
    await world.clock.advance(20 * MINUTE);
    expect(world.slack.cards()[0]?.card?.progress?.sentence).toBe(
      'Step 1 of 2: asking Yugabyte to terminate the peering. Held up since 12:01 UTC, trying again: Yugabyte does not answer.',
    );
    world.yugabyte.down = false;
    await world.clock.advance(10 * MINUTE);
    expect(world.yugabyte.peerings).toEqual([]);
    expect(world.slack.cards()[0]?.card).toMatchObject({ state: 'TERMINATED' });
  });

  it('needs the store: nothing is started that is not written down', async () => {
    const confirmation = await planned(bot, { kind: 'create', form });
    world.store.full = true;
    await expect(bot.confirm(confirmation, operator, 'ref-1')).rejects.toMatchObject({
      code: 'store-unwritable',
    });
    world.store.full = false;
    await world.clock.advance(10 * MINUTE);
    expect(world.yugabyte.counts.requested).toBe(0);
  });
});

describe('one peering', () => {
  it('has one operation at a time; the second is told who runs the first', async () => {
    const first = await planned(bot, { kind: 'create', form });
    await bot.confirm(first, operator, 'ref-1');
    await world.clock.settle();
    const answer = await bot.confirm({ ...first, confirmationId: 'V2' }, other, 'ref-2');
    expect(answer).toMatchObject({
      started: false,
      by: 'U0OPERATOR',
      why: expect.stringMatching(/^shop is being created already\. Step \d of 5: /),
    });
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.counts.requested).toBe(1);
  });

  it('is not terminated while its allow lists are worked on', async () => {
    world.yugabyte.peerings = [peering()];
    world.yugabyte.shownAfterMs = 10 * MINUTE;
    const allow = { kind: 'allow-access', peeringId: 'peering-0' } as const;
    await bot.confirm(await planned(bot, allow), operator, 'ref-1');
    await world.clock.advance(5_000);
    const terminate = { kind: 'terminate', peeringId: 'peering-0', withdrawAccess: false } as const;
    const answer = await bot.confirm(await planned(bot, terminate, 'V2'), other, 'ref-2');
    expect(answer).toMatchObject({
      started: false,
      by: 'U0OPERATOR',
      why: 'shop is being given access already. Step 2 of 3: putting the allow list on billing-db. Wait until that has ended.',
    });
    expect(audit()).toContain('U0OTHER allowed busy');
  });

  it('can be terminated while an operation waits for its acceptance, which may take days', async () => {
    await bot.confirm(await planned(bot, { kind: 'create', form }), operator, 'ref-1');
    await world.clock.advance(60 * MINUTE);
    const [created] = world.yugabyte.peerings;
    const intent = { kind: 'terminate', peeringId: created?.id ?? '', withdrawAccess: true } as const;
    const answer = await bot.confirm(await planned(bot, intent, 'V2'), other, 'ref-2');
    expect(answer).toMatchObject({ started: true });
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.peerings).toEqual([]);
    expect(world.slack.cards()).toHaveLength(1);
    expect(world.slack.cards()[0]?.card).toMatchObject({ state: 'TERMINATED', terminable: false, fixes: [] });
    expect(world.slack.notes().map(({ note }) => note?.text)).toContain(
      'Stopped waiting: it is to be terminated.',
    );
    expect(audit()).toEqual([
      'U0OPERATOR allowed started',
      'U0OPERATOR allowed superseded',
      'U0OTHER allowed started',
      'U0OTHER allowed done',
    ]);
  });
});
