import { describe, expect, it } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import type { Confirmation, Intent, Operations } from '../../src/operations/api.ts';
import { describeWorld } from './world/describe-world.ts';
import { createGate, type Gate, type Incident } from './world/gate.ts';
import { createWorld, form, operator, peering, planned, startBot, type World } from './world/world.ts';

const MINUTE = 60_000;

interface Scenario {
  name: string;
  prepare(world: World): void;
  intent: Intent;
}

const scenarios: Scenario[] = [
  {
    name: 'create with access',
    prepare(world) {
      world.yugabyte.acceptAfterMs = MINUTE;
    },
    intent: { kind: 'create', form },
  },
  {
    name: 'create without access',
    prepare(world) {
      world.yugabyte.acceptAfterMs = MINUTE;
    },
    intent: { kind: 'create', form: { ...form, allowAccess: false } },
  },
  {
    name: 'allow access',
    prepare(world) {
      world.yugabyte.peerings = [peering()];
    },
    intent: { kind: 'allow-access', peeringId: 'peering-0' },
  },
  {
    name: 'terminate with access',
    prepare({ yugabyte }) {
      yugabyte.peerings = [peering()];
      const description = 'Peering Bot: application VPC of peering shop';
      yugabyte.lists.push({ id: 'list-0', name: 'peering-shop', description, entries: ['172.31.0.0/16'] });
      yugabyte.assigned = { 'cluster-1': ['list-office', 'list-0'], 'cluster-2': ['list-0'] };
    },
    intent: { kind: 'terminate', peeringId: 'peering-0', withdrawAccess: true },
  },
  {
    name: 'request again',
    prepare({ yugabyte }) {
      yugabyte.peerings = [peering({ state: 'EXPIRED' })];
      yugabyte.acceptAfterMs = MINUTE;
    },
    intent: { kind: 'request-again', peeringId: 'peering-0' },
  },
];

/** Confirms once and lets half an hour pass; a process that dies is started again at once, and Slack submits again. */
async function live({ prepare, intent }: Scenario, nextGate: () => Gate) {
  const world = createWorld();
  prepare(world);
  const confirmation = await planned(startBot(world), intent);
  let gate = nextGate();
  const first = gate;
  let bot = start(world, gate, confirmation);
  await world.clock.advance(30 * MINUTE, async () => {
    while (gate.dead()) {
      gate = nextGate();
      bot = start(world, gate, confirmation);
      await world.clock.settle();
    }
  });
  void bot;
  return { world, calls: first.calls, lives: gate };
}

function start(world: World, gate: Gate, confirmation: Confirmation): Operations {
  const bot = startBot(world, { gate });
  void bot
    .resume()
    .catch(() => bot.resume())
    .then(() => submit(bot, confirmation));
  return bot;
}

/** As a person does: what could not be started is tried once more. */
async function submit(bot: Operations, confirmation: Confirmation) {
  const confirm = () => bot.confirm(confirmation, operator, 'ref-1');
  await confirm().catch(confirm);
}

function gates(...incidents: Incident[]): () => Gate {
  return () => createGate(incidents.shift());
}

const CHANGE = /^yugabyte\.(request|create|replace|terminate|delete)/;

const uncertain = (call: string) =>
  call.startsWith('store')
    ? new PeeringBotError('store-unwritable', 'The store does not answer.')
    : call.startsWith('slack')
      ? new PeeringBotError('slack-failed', 'Slack does not answer.')
      : new PeeringBotError('write-uncertain', 'The answer was lost.');

const limited = (call: string) =>
  call.startsWith('store')
    ? new PeeringBotError('store-unwritable', 'The disk is full.')
    : new PeeringBotError('rate-limited', 'Too many requests.');

const broken = (call: string) =>
  call.startsWith('yugabyte')
    ? new PeeringBotError('server-error', 'Yugabyte answered 500.')
    : uncertain(call);

describe.each(scenarios)('$name', (scenario) => {
  it('ends as it should when nothing happens', async () => {
    const { world } = await live(scenario, gates());
    expect(describeWorld(world)).toMatchSnapshot();
  });

  it.each(['none', 'done'] as const)(
    'ends the same when killed at any port call, its effect %s',
    async (effect) => {
      const plain = await live(scenario, gates());
      const wanted = describeWorld(plain.world);
      expect(plain.calls.length).toBeGreaterThan(20);
      for (let at = 1; at <= plain.calls.length; at++) {
        const { world } = await live(scenario, gates({ do: 'kill', at, effect }));
        expect(describeWorld(world), `killed at call ${at}, ${plain.calls[at - 1]}`).toEqual(wanted);
      }
    },
  );

  it('asks for each change once when killed before it is asked for, and again right after it was', async () => {
    const plain = await live(scenario, gates());
    const wanted = describeWorld(plain.world);
    const changes = plain.calls.filter((call) => CHANGE.test(call));
    expect(changes).not.toEqual([]);
    for (const at of new Set(changes)) {
      const [before, after] = [
        { do: 'kill', at, effect: 'none' } as const,
        { do: 'kill', at, effect: 'done' } as const,
      ];
      const { world, lives } = await live(scenario, gates(before, after));
      expect(describeWorld(world), at).toEqual(wanted);
      const count = (calls: string[]) => calls.filter((call) => call === at).length;
      expect(count(lives.calls), at).toBe(count(changes) - 1);
    }
  });

  it.each([21, 23, 31, 47])('ends the same when killed again and again, every %i calls', async (at) => {
    const wanted = describeWorld((await live(scenario, gates())).world);
    let effect: 'none' | 'done' = 'none';
    const { world } = await live(scenario, () => {
      effect = effect === 'none' ? 'done' : 'none';
      return createGate({ do: 'kill', at, effect });
    });
    expect(describeWorld(world)).toEqual(wanted);
  });

  it.each([
    { what: 'answer lost after the effect', effect: 'done' as const, error: uncertain },
    { what: '429', effect: 'none' as const, error: limited },
    { what: '500', effect: 'none' as const, error: broken },
  ])('ends the same when any single call fails once: $what', async ({ effect, error }) => {
    const plain = await live(scenario, gates());
    const wanted = describeWorld(plain.world);
    for (let at = 1; at <= plain.calls.length; at++) {
      const { world } = await live(scenario, gates({ do: 'fail', at, effect, error }));
      expect(describeWorld(world), `failed at call ${at}, ${plain.calls[at - 1]}`).toEqual(wanted);
    }
  });
});
