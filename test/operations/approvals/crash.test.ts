import { describe, expect, it } from 'vitest';
import { PeeringBotError } from '../../../src/core/errors.ts';
import type { ApprovalDecision, Confirmation, Operations } from '../../../src/operations/api.ts';
import { describeWorld } from '../world/describe-world.ts';
import { createGate, type Incident } from '../world/gate.ts';
import { approver, createWorld, operator, peering, planned, startBot, type World } from '../world/world.ts';

const MINUTE = 60_000;

interface Scenario {
  name: string;
  decision: ApprovalDecision | undefined;
}

const scenarios: Scenario[] = [
  { name: 'request and approve', decision: { do: 'approve' } },
  { name: 'request and decline', decision: { do: 'decline', reason: 'not now' } },
  { name: 'request and let it expire', decision: undefined },
];

/**
 * Asks, is answered ten minutes later, and lets two days pass; a process that dies is started again at once, the
 * requester submits again and the approver presses again, as people do who got no answer.
 */
async function live({ decision }: Scenario, incident?: Incident) {
  const world = createWorld();
  world.yugabyte.peerings = [peering({ name: 'prod-shop' })];
  const intent = { kind: 'terminate', peeringId: 'peering-0', withdrawAccess: false } as const;
  const confirmation = await planned(startBot(world), intent);
  const first = createGate(incident);
  let gate = first;
  let answerIsDue = false;
  // It died after a direct message was sent and before that was noted down.
  let unsure = false;

  const start = (): Operations => {
    const bot = startBot(world, { gate });
    const persist = (work: () => Promise<unknown>) => work().catch(work);
    void persist(() => bot.resume())
      .then(() => persist(() => bot.confirm(confirmation, operator, 'ref-1')))
      .then(() => (answerIsDue ? press(bot) : undefined));
    return bot;
  };
  const press = async (bot: Operations) => {
    const id = documentIn(world, confirmation)?.id;
    if (!decision || id === undefined) return;
    const work = () => bot.decide(id, decision, approver, 'ref-2');
    await work().catch(work);
  };
  const reviving = async () => {
    while (gate.dead()) {
      unsure = world.slack.told.length > 0 && !documentIn(world, confirmation)?.told;
      gate = createGate();
      bot = start();
      await world.clock.settle();
    }
  };

  let bot = start();
  await world.clock.advance(10 * MINUTE, reviving);
  answerIsDue = true;
  void press(bot).catch(() => {});
  await world.clock.advance(48 * 60 * MINUTE, reviving);
  return { world, gate: first, unsure };
}

function documentIn({ store }: World, { digest }: Confirmation): Stored | undefined {
  const documents = [...store.documents.values()] as { key: string; value: Stored }[];
  return documents.find(({ key, value }) => key.startsWith('approval:') && value.digest === digest)?.value;
}

interface Stored {
  id: string;
  digest: string;
  told?: true;
}

/** Without the order in which independent things were written, and without what a person got twice. */
function describeEnd(world: World) {
  const { notes, told, audit, ...rest } = describeWorld(world);
  const sorted = (list: unknown[]) => list.map((one) => JSON.stringify(one)).toSorted();
  return {
    ...rest,
    approvals: world.slack.approvals().map(({ approval }) => approval?.decision?.outcome),
    notes: sorted(notes),
    told: [...new Set(sorted(told))],
    // Who presses again without having got an answer is told so, which is an attempt of its own.
    audit: sorted(audit).filter((line) => !line.includes('"outcome":"refused"')),
  };
}

const lost = (call: string) =>
  call.startsWith('store')
    ? new PeeringBotError('store-unwritable', 'The store does not answer.')
    : call.startsWith('slack')
      ? new PeeringBotError('slack-failed', 'Slack does not answer.')
      : new PeeringBotError('write-uncertain', 'The answer was lost.');

describe.each(scenarios)('$name', (scenario) => {
  async function everyCall(incidentAt: (at: number) => Incident) {
    const plain = await live(scenario);
    const wanted = describeEnd(plain.world);
    const { calls } = plain.gate;
    expect(calls.length).toBeGreaterThan(15);
    for (let at = 1; at <= calls.length; at++) {
      const { world, unsure } = await live(scenario, incidentAt(at));
      const where = `at call ${at}, ${calls[at - 1]}`;
      expect(describeEnd(world), where).toEqual(wanted);
      // Direct messages cannot be looked for: that one may come twice when it was sent and not yet noted down.
      const tolerated = unsure || calls[at - 1] === 'slack.tell' ? 2 : 1;
      expect(world.slack.told.length, where).toBeLessThanOrEqual(tolerated);
    }
  }

  it('ends as it should when nothing happens', async () => {
    const { world } = await live(scenario);
    expect(describeEnd(world)).toMatchSnapshot();
    expect(world.slack.told).toHaveLength(1);
  });

  it.each(['none', 'done'] as const)(
    'ends the same when killed at any port call, its effect %s',
    async (effect) => everyCall((at) => ({ do: 'kill', at, effect })),
  );

  it.each(['none', 'done'] as const)(
    'ends the same when any single call fails once, its effect %s',
    async (effect) => everyCall((at) => ({ do: 'fail', at, effect, error: lost })),
  );
});
