import { afterEach, expect, test, vi } from 'vitest';
import { judge } from '../../src/core/chain/judge.ts';
import type { Verdict } from '../../src/core/chain/link.ts';
import type { Intent } from '../../src/operations/api.ts';
import type { PacketEnd } from '../../src/sandbox/probe/packet-probe.ts';
import { type Counts, count } from './drawn/count.ts';
import { type DrawnPeering, drawPeerings, type Obstacle } from './drawn/draw-peerings.ts';
import { inWorlds } from './drawn/in-worlds.ts';
import { othersThings } from './drawn/others-things.ts';
import { setScene } from './drawn/set-scene.ts';
import type { Drawn, Outcome } from './drawn/start-drawn.ts';

const WORLDS = Number(process.env.PEERING_TEST_WORLDS ?? 2);
const TIMEOUT = 300_000 + WORLDS * 30_000;

afterEach(() => vi.unstubAllEnvs());

/** Where packets end, in the order in which they come by. */
const ENDS: [Obstacle, PacketEnd][] = [
  ['requested', 'no-connection'],
  ['accepted', 'no-connection'],
  ['routed', 'no-route'],
  ['permitted', 'stopped-on-the-way-out'],
  ['allowed', 'not-let-in'],
];
const expectedEnd = ({ obstacles }: DrawnPeering): PacketEnd =>
  ENDS.find(([obstacle]) => obstacles.includes(obstacle))?.[1] ?? 'arrives';

test(
  'in random worlds packets arrive after Complete and Allow access, but where stands what the bot never mends',
  async () => {
    const counts = { ends: {} as Counts, facts: {} as Counts, mended: 0 };
    await inWorlds(WORLDS, drawPeerings, (bot, drawn, seed) => mendAll(bot, drawn, seed, counts));
    const all = Object.values(counts.ends).reduce((sum, one) => sum + one, 0);
    process.stderr.write(`${all} random peerings: ${JSON.stringify(counts)}\n`);
    expect(Object.keys(counts.ends).sort()).toEqual(
      [...new Set(['arrives', ...ENDS.map(([, end]) => end)])].sort(),
    );
    expect(Object.keys(counts.facts).sort()).toEqual(FACTS);
    expect(counts.mended).toBeGreaterThan(all / 5);
  },
  TIMEOUT,
);

interface Tally {
  ends: Counts;
  facts: Counts;
  /** Packets did not arrive before, and do now. */
  mended: number;
}

async function mendAll(bot: Drawn, drawn: DrawnPeering[], seed: number, tally: Tally): Promise<void> {
  const { world } = bot;
  await setScene(
    world,
    drawn.map(({ application }) => application),
  );
  if (seed % 2 === 0) await bot.letAwsLag();
  const before = { probe: world.probe(), others: othersThings(world, drawn) };
  const told = await mend(bot, drawn);
  expect(othersThings(world, drawn), `seed ${seed}`).toEqual(before.others);
  const after = world.probe();
  // AWS shows by then what was done.
  await bot.turn(5_000);
  const observation = await bot.observe();
  for (const one of drawn) {
    const { name, facts, obstacles } = one;
    const outcomes = told.get(name) ?? [];
    const peering = observation.peerings.find((other) => other.name === name);
    if (!peering) throw new Error(`seed ${seed}: ${name} is gone`);
    const verdict = judge(peering, observation, { now: bot.now() });
    const who = `seed ${seed}, ${name} (${[...facts, ...obstacles].join(', ')}): ${outcomes.map(sayOutcome).join('; ')}; ${verdict.sentence}`;
    expect(`${after[name]}`, who).toBe(expectedEnd(one));
    checkVerdict(who, one, verdict);
    checkTold(who, one, outcomes);
    for (const fact of facts) count(tally.facts, fact);
    count(tally.ends, `${after[name]}`);
    if (before.probe[name] !== 'arrives' && after[name] === 'arrives') tally.mended++;
  }
}

/** The chain names every obstacle, and nothing else: what could be mended is. */
function checkVerdict(who: string, { obstacles }: DrawnPeering, { flows, links }: Verdict): void {
  expect(flows === 'yes', who).toBe(obstacles.length === 0);
  const named = links.filter(({ status }) => status !== 'ok').map(({ name }) => name);
  const isJoined = !obstacles.includes('requested') && !obstacles.includes('accepted');
  // Where nobody has joined, what lies behind waits or is not looked at.
  if (isJoined) expect(named.sort(), who).toEqual(obstacles.toSorted());
  else expect(named, who).toContain(obstacles[0]);
}

/** All that the bot does for them, one kind after the other. By peering name. */
async function mend(bot: Drawn, drawn: DrawnPeering[]): Promise<Map<string, Outcome[]>> {
  const told = new Map<string, Outcome[]>(drawn.map(({ name }) => [name, []]));
  const carryOut = async (some: DrawnPeering[], intent: (peeringId: string) => Intent) => {
    const ids = new Map(bot.world.state().yugabyte.peerings.map(({ spec, info }) => [spec.name, info.id]));
    const outcomes = await bot.carryOut(some.map(({ name }) => intent(ids.get(name) ?? '')));
    some.forEach(({ name }, index) => {
      const outcome = outcomes[index];
      if (outcome) told.get(name)?.push(outcome);
    });
  };
  const expired = drawn.filter(({ facts }) => facts.includes('expired'));
  await carryOut(expired, (peeringId) => ({ kind: 'request-again', peeringId }));
  await carryOut(drawn, (peeringId) => ({ kind: 'complete', peeringId }));
  await carryOut(drawn, (peeringId) => ({ kind: 'allow-access', peeringId }));
  return told;
}

/** What was not done was said, by the plan or by the operation that it stopped. */
function checkTold(who: string, { obstacles, facts }: DrawnPeering, outcomes: Outcome[]): void {
  const said = outcomes.flatMap(({ plan, refusal, operation }) => [
    ...(plan?.warnings ?? []),
    ...(refusal === undefined ? [] : [refusal]),
    ...(operation?.failure ? [operation.failure.sentence] : []),
  ]);
  const words = said.join('\n');
  if (obstacles.includes('requested'))
    expect(words, who).toMatch(/(FAILED|DELETED): there is nothing to complete/);
  else if (obstacles.includes('accepted'))
    expect(words, who).toMatch(/uses 10\.7[01]\.0\.128\/26, which overlaps .*cannot be peered/);
  else if (obstacles.includes('routed'))
    expect(words, who).toMatch(/Route table rtb-\w+ sends .* to (tgw|pcx)-\w+ already/);
  if (obstacles.includes('allowed') && !obstacles.includes('requested'))
    expect(words, who).toMatch(/is left out: its allow lists hold/);
  const failures = outcomes.flatMap(({ operation }) => operation?.failure ?? []);
  // Requesting again ends with a look at the whole chain, before Allow access.
  const mayFail = facts.includes('expired') ? /^All of the plan is done, and something else/ : /^$/;
  for (const { sentence } of failures) expect(sentence, who).toMatch(mayFail);
}

const sayOutcome = ({ intent, refusal, operation }: Outcome) =>
  `${intent.kind}: ${refusal ?? operation?.failure?.sentence ?? operation?.status}`;

/** All that can be drawn. */
const FACTS = [
  'active',
  'as-it-should',
  'broader-elsewhere',
  'cidr-unsaid',
  'crowded',
  'deleted',
  'dns-off',
  'early',
  'elsewhere',
  'expired',
  'failed',
  'firewall-denies',
  'firewall-none',
  'firewall-one-port',
  'firewall-overruled',
  'firewall-some-instances',
  'firewall-switched-off',
  'half',
  'half-elsewhere',
  'mirror-gone',
  'name-taken',
  'network-acl',
  'none',
  'none-at-all',
  'overlap',
  'pending',
  'secondary-cidr',
  'security-group',
  'tables-main',
  'tables-one-subnet',
  'tables-own',
  'tables-shared',
  'to-a-request',
  'to-another-peering',
  'to-the-dead',
  'two-halves',
];
