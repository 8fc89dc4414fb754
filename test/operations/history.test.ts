import { beforeEach, describe, expect, it } from 'vitest';
import type { ApprovalDecision, HistoryOf, Intent, Operations } from '../../src/operations/api.ts';
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
const NO = 'Only operators and approvers may do that.';
const DAY = 24 * 60 * MINUTE;
let world: World;
let bot: Operations;

beforeEach(() => {
  world = createWorld();
  bot = startBot(world);
});

let windows = 0;
async function confirm(intent: Intent, ref: string, actor = operator) {
  windows += 1;
  return bot.confirm(await planned(bot, intent, `V${windows}`), actor, ref);
}

async function history(of: HistoryOf) {
  const found = await bot.history(of);
  if (found.found !== 'one') throw new Error(`found ${JSON.stringify(found)}`);
  return found.history;
}

/** Who, and what; the kind where it is not simply news. */
async function told(of: HistoryOf) {
  const { events } = await history(of);
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
  return events.map(({ kind, by, approvedBy, sentence, ref }) =>
    [
      kind === 'news' ? undefined : kind,
      by,
      approvedBy && `(${approvedBy})`,
      sentence,
      kind === 'refused' || kind === 'stopped' ? ref : undefined,
    ]
      .filter(Boolean)
      .join(' '),
  );
}

const create = { kind: 'create', form } as const;

describe('the story of a peering', () => {
  it('is told once, from the first attempt to its end, and afterwards', async () => {
    world.yugabyte.acceptAfterMs = 10 * MINUTE;
    await expect(confirm(create, 'ref-1', viewer)).rejects.toMatchObject({ code: 'not-allowed' });
    await world.clock.advance(MINUTE);
    await confirm(create, 'ref-2');
    await world.clock.advance(30 * MINUTE);
    const [made] = world.yugabyte.peerings;
    const id = made?.id ?? '';
    await bot.refused('terminate', { id, name: 'shop' }, viewer, 'ref-3', NO);
    await world.clock.advance(MINUTE);
    await confirm({ kind: 'terminate', peeringId: id, withdrawAccess: true }, 'ref-4', other);
    await world.clock.advance(5 * MINUTE);

    const whole = [
      expect.stringMatching(
        /^refused U0VIEWER Wanted to create this peering and was not allowed to: .* ref-1$/,
      ),
      'asked U0OPERATOR Asked for this peering, with access for 172.31.0.0/16.',
      'Yugabyte has taken the request.',
      expect.stringMatching(/^Pending: waiting to be accepted in AWS account 111122223333/),
      'Active.',
      'Active, and 172.31.0.0/16 is let in on billing-db and orders-db.',
      expect.stringMatching(
        /^refused U0VIEWER Wanted to terminate this peering and was not allowed to: Only operators .* ref-3$/,
      ),
      'asked U0OTHER Asked to terminate this peering.',
      'Yugabyte is deleting it.',
      'Terminated.',
    ];
    expect(await told({ name: 'shop' })).toEqual(whole);
    expect(await history({ name: 'shop' })).toMatchObject({ name: 'shop', gone: true });
    expect(await told({ peeringId: id })).toEqual(whole);
    expect(await told({ name: ' SHOP ' })).toEqual(whole);

    // The next process, and with Yugabyte away.
    bot = startBot(world);
    world.yugabyte.down = true;
    expect(await told({ name: 'shop' })).toEqual(whole);
  });

  it('is told from the audit log alone where the card is no longer kept', async () => {
    await confirm({ kind: 'create', form: { ...form, allowAccess: false } }, 'ref-1');
    await world.clock.advance(MINUTE);
    const [made] = world.yugabyte.peerings;
    const id = made?.id ?? '';
    await confirm({ kind: 'terminate', peeringId: id, withdrawAccess: true }, 'ref-2', other);
    await world.clock.advance(5 * MINUTE);
    await world.clock.advance(100 * DAY);
    bot = startBot(world);
    const left = [
      'asked U0OPERATOR Asked to create this peering.',
      'U0OPERATOR Requested as planned.',
      'asked U0OTHER Asked to terminate this peering.',
      'U0OTHER Terminated.',
    ];
    expect(await told({ name: 'Shop' })).toEqual(left);
    expect(await told({ peeringId: id })).toEqual(left);
  });

  it('tells what was wanted and not started, and why', async () => {
    world.yugabyte.peerings = [peering({ state: 'PENDING' })];
    const intent = { kind: 'terminate', peeringId: 'peering-0', withdrawAccess: false } as const;
    const confirmation = await planned(bot, intent);
    world.yugabyte.setState('peering-0', 'ACTIVE');
    await world.clock.advance(MINUTE);
    await bot.confirm(confirmation, operator, 'ref-1');
    expect(await told({ name: 'shop' })).toEqual([
      'refused U0OPERATOR Wanted to terminate this peering; nothing was started: Things have changed since the plan was shown; this is how it looks now. ref-1',
    ]);
  });

  it('tells what was begun and failed', async () => {
    world.yugabyte.acceptAfterMs = undefined;
    await confirm(create, 'ref-1');
    await world.clock.advance(MINUTE);
    const [made] = world.yugabyte.peerings;
    world.yugabyte.setState(made?.id ?? '', 'FAILED');
    await world.clock.advance(30 * MINUTE);
    const stopped = (await history({ name: 'shop' })).events.filter(({ kind }) => kind === 'stopped');
    expect(stopped).toHaveLength(1);
    expect(stopped[0]?.sentence).toMatch(
      /^Creating it stopped: .*\(reference ref-1\)\nIt stopped at step 2 of \d: .*\nDone before that, and left as it is:\n• Request peering shop .*$/,
    );
  });

  it('names who approved, and what other parts of the bot wrote down', async () => {
    await confirm(create, 'ref-1');
    await world.clock.advance(MINUTE);
    const at = world.clock.now();
    for (const entry of world.store.audit) entry.approverId = 'U0APPROVER';
    const line = { at, peeringName: 'shop', decision: 'none', ref: 'ref-2' } as const;
    await world.store.appendAudit({
      ...line,
      userId: 'peering-bot',
      action: 'remind',
      outcome: 'reminded',
      detail: 'it waits.',
    });
    await world.store.appendAudit({ ...line, userId: 'U0ANA', action: 'decline', outcome: 'declined' });
    await world.store.appendAudit({
      ...line,
      userId: 'U0EVE',
      action: 'approve',
      decision: 'refused',
      outcome: 'refused',
      detail: 'Only approvers may.',
    });
    await world.store.appendAudit({
      ...line,
      userId: 'U0BEN',
      action: 'approve',
      decision: 'allowed',
      outcome: 'busy',
      detail: 'It is being given access.',
    });
    const events = await told({ name: 'shop' });
    expect(events[0]).toMatch(/^asked U0OPERATOR \(U0APPROVER\) Asked for this peering/);
    expect(events.slice(-4)).toEqual([
      'Reminded: it waits.',
      'U0ANA Declined.',
      'refused U0EVE Was not allowed to approve: Only approvers may. ref-2',
      'U0BEN Wanted to approve; nothing came of it: It is being given access.',
    ]);
  });

  it('tells who asked for approval, who gave it, and what came of it', async () => {
    const approver = { ...other, userId: 'U0APPROVER', operator: false, approver: true };
    const ask = { kind: 'create', form: { ...form, name: 'prod-shop', allowAccess: false } } as const;
    const decide = async (ref: string, decision: ApprovalDecision) => {
      const asked = await confirm(ask, ref);
      await world.clock.advance(MINUTE);
      await bot.decide('approval' in asked ? (asked.approval?.id ?? '') : '', decision, approver, `${ref}b`);
      await world.clock.advance(MINUTE);
    };
    await decide('ref-1', { do: 'decline', reason: 'Not during the freeze.' });
    await decide('ref-2', { do: 'approve' });
    expect((await told({ name: 'prod-shop' })).slice(0, 6)).toEqual([
      'asked U0OPERATOR Asked for approval to create this peering.',
      'U0APPROVER Declined: Not during the freeze.',
      'asked U0OPERATOR Asked for approval to create this peering.',
      'asked U0OPERATOR (U0APPROVER) Asked for this peering.',
      'U0APPROVER Approved.',
      'Yugabyte has taken the request.',
    ]);
  });

  it('goes on with the next peering of the name', async () => {
    await confirm(create, 'ref-1');
    await world.clock.advance(MINUTE);
    const [made] = world.yugabyte.peerings;
    await confirm({ kind: 'terminate', peeringId: made?.id ?? '', withdrawAccess: true }, 'ref-2');
    await world.clock.advance(5 * MINUTE);
    await confirm(create, 'ref-3', other);
    await world.clock.advance(MINUTE);
    const events = await told({ name: 'shop' });
    expect(events.filter((event) => event.startsWith('asked'))).toEqual([
      'asked U0OPERATOR Asked for this peering, with access for 172.31.0.0/16.',
      'asked U0OPERATOR Asked to terminate this peering.',
      'asked U0OTHER Asked for this peering, with access for 172.31.0.0/16.',
    ]);
    expect(await history({ name: 'shop' })).toMatchObject({ gone: false, peering: { state: 'PENDING' } });
  });

  it('is empty for one that nobody of the bot touched', async () => {
    world.yugabyte.peerings = [peering()];
    expect(await history({ name: 'shop' })).toMatchObject({ gone: false, events: [] });
    expect(await history({ peeringId: 'peering-0' })).toMatchObject({ name: 'shop', events: [] });
  });

  it('has attempts on it from before anything was read', async () => {
    await bot.refused('terminate', { id: 'peering-0' }, viewer, 'ref-1', NO);
    world.yugabyte.peerings = [peering()];
    expect(await told({ name: 'shop' })).toEqual([
      expect.stringMatching(/^refused U0VIEWER Wanted to terminate/),
    ]);
  });
});

describe('names', () => {
  it('that two peerings have are asked about; each has its own story', async () => {
    world.yugabyte.peerings = [
      peering({ id: 'p-1' }),
      peering({
        id: 'p-2',
        name: 'SHOP',
        application: { ...peering().application, externalVpcId: 'vpc-0b' },
      }),
    ];
    expect(await bot.history({ name: 'shop' })).toMatchObject({
      found: 'many',
      peerings: [{ id: 'p-1' }, { id: 'p-2' }],
    });
    await confirm({ kind: 'terminate', peeringId: 'p-2', withdrawAccess: false }, 'ref-1');
    await world.clock.advance(1);
    await bot.refused('terminate', { id: 'p-2', name: 'SHOP' }, viewer, 'ref-2', NO);
    await bot.refused('allow-access', { id: 'p-1', name: 'shop' }, viewer, 'ref-3', NO);
    expect(await told({ peeringId: 'p-1' })).toEqual([
      expect.stringMatching(/^refused U0VIEWER Wanted to let the application VPC in/),
    ]);
    expect(await told({ peeringId: 'p-2' })).toEqual([
      'asked U0OPERATOR Asked to terminate this peering.',
      'Yugabyte is deleting it.',
      expect.stringMatching(/^refused U0VIEWER Wanted to terminate/),
    ]);
  });

  it('that are unknown get the nearest, also of what is gone', async () => {
    await confirm(create, 'ref-1');
    await world.clock.advance(MINUTE);
    expect(await bot.history({ name: 'shpo' })).toEqual({ found: 'none', nearest: 'shop' });
    world.yugabyte.peerings = [];
    await world.clock.advance(60 * MINUTE);
    expect(await bot.history({ name: 'shpo' })).toEqual({ found: 'none', nearest: 'shop' });
    expect(await bot.history({ name: 'warehouse' })).toEqual({ found: 'none' });
    expect(await bot.history({ peeringId: 'peering-nowhere' })).toEqual({ found: 'none' });
  });
});

it('keeps everything however long the story: what the card let go is in the audit log', async () => {
  world.yugabyte.peerings = [peering()];
  for (let count = 0; count < 150; count++) {
    await bot.refused('terminate', { id: 'peering-0', name: 'shop' }, viewer, `ref-${count}`, NO);
  }
  expect((await history({ name: 'shop' })).events).toHaveLength(150);
});
