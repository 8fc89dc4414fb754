import { afterEach, expect, test, vi } from 'vitest';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { Intent } from '../../src/operations/api.ts';
import { type Counts, count } from './drawn/count.ts';
import { networksOf } from './drawn/databases.ts';
import { afterwards, connectionIds, describeClouds } from './drawn/describe-clouds.ts';
import { disturb } from './drawn/disturb.ts';
import { type DrawnApplication, drawApplications } from './drawn/draw-applications.ts';
import { inWorlds } from './drawn/in-worlds.ts';
import { setScene } from './drawn/set-scene.ts';
import type { Drawn, Outcome } from './drawn/start-drawn.ts';

const WORLDS = Number(process.env.PEERING_TEST_WORLDS ?? 1);
const TIMEOUT = 300_000 + WORLDS * 30_000;

afterEach(() => vi.unstubAllEnvs());

test(
  'in random worlds the clouds are as before once a peering was created, completed, let in, and terminated with clean-up',
  async () => {
    const counts: Counts = {};
    await inWorlds(WORLDS, drawApplications, (bot, drawn, seed) => comeAndGo(bot, drawn, seed, counts));
    process.stderr.write(`random applications in ${WORLDS} worlds: ${JSON.stringify(counts)}\n`);
    expect(Object.keys(counts).sort()).toEqual(CLASSES);
  },
  TIMEOUT,
);

async function comeAndGo(bot: Drawn, drawn: DrawnApplication[], seed: number, counts: Counts): Promise<void> {
  const { world } = bot;
  await setScene(
    world,
    drawn.map(({ application }) => application),
  );
  if (seed % 2 === 1) await bot.letAwsLag();
  const known = connectionIds(world);
  const describe = () => describeClouds(world, known);
  const before = describe();
  const refused = drawn.filter(({ obstacle }) => obstacle === 'route');
  const taken = drawn.filter(({ obstacle }) => obstacle !== 'route');

  // The form says so, and nothing is begun.
  for (const outcome of await bot.carryOut(refused.map((one) => create(bot, one)))) {
    expect(outcome.refusal, `seed ${seed}`).toMatch(/^Route table rtb-\w+ of .* sends .* already/);
    count(counts, 'refused');
  }
  expect(describe(), `seed ${seed}`).toBe(before);

  const gone = afterwards(before, taken);
  await live(bot, taken, seed, counts);
  for (const { name, application, meanwhile } of taken) {
    if (meanwhile) await disturb(world, name, application, meanwhile);
  }
  await leave(bot, taken, seed, { describe, gone });

  // AWS shows for two days what has ended: a second life meets the first.
  const again = taken.filter(({ meanwhile }, index) => meanwhile !== 'route-turned' && index % 3 === 0);
  await live(bot, again, seed, counts);
  await leave(bot, again, seed, { describe, gone });
  for (const fact of drawn.flatMap(({ facts }) => facts)) count(counts, fact);
}

/** From nothing to packets that arrive, or are stopped where nobody but the application's people can help. */
async function live(bot: Drawn, living: DrawnApplication[], seed: number, counts: Counts): Promise<void> {
  const told = await bringToLife(bot, living);
  for (const [index, { name, facts, obstacle }] of living.entries()) {
    const who = `seed ${seed}, ${name} (${facts.join(', ')}): ${told[index]?.join('; ')}`;
    const end = obstacle === undefined ? 'arrives' : 'stopped-on-the-way-out';
    expect(`${bot.world.probe()[name]}`, who).toBe(end);
    count(counts, end);
  }
}

async function leave(
  bot: Drawn,
  living: DrawnApplication[],
  seed: number,
  { describe, gone }: { describe: () => string; gone: string },
): Promise<void> {
  // Yugabyte has noticed by then what people did.
  await bot.turn(6_000);
  expect(describe()).not.toBe(gone);
  const ends = await bot.carryOut(living.map((one) => terminate(bot, one)));
  expect(ends.map(({ operation }) => operation?.status)).toEqual(living.map(() => 'done'));
  for (const [index, one] of living.entries()) checkNothingElse(one, ends[index]?.plan);
  // Between regions AWS takes a moment.
  await bot.turn(5_000);
  // Of the two, this one shows what differs.
  expect(JSON.parse(describe()), `seed ${seed}`).toEqual(JSON.parse(gone));
  expect(describe(), `seed ${seed}`).toBe(gone);
}

/** What the bot said of each. */
async function bringToLife(bot: Drawn, living: DrawnApplication[]): Promise<string[][]> {
  const created = await bot.carryOut(living.map((one) => create(bot, one)));
  const others = living.filter(({ allowAccess }) => !allowAccess);
  const completed = await bot.carryOut(
    others.map(({ name }) => ({ kind: 'complete', peeringId: idOf(bot, name) })),
  );
  const allowed = await bot.carryOut(
    others.map(({ name }) => ({ kind: 'allow-access', peeringId: idOf(bot, name) })),
  );
  return living.map((one, index) => {
    const at = others.indexOf(one);
    return [created[index], completed[at], allowed[at]].flatMap((outcome) => (outcome ? [say(outcome)] : []));
  });
}

const say = ({ intent, refusal, operation }: Outcome) =>
  `${intent.kind}: ${refusal ?? operation?.failure?.sentence ?? operation?.status}`;

const idOf = ({ world }: Drawn, name: string) =>
  world.state().yugabyte.peerings.find(({ spec }) => spec.name === name)?.info.id ?? '';

function create({ world }: Drawn, { name, application, cidr, allowAccess }: DrawnApplication): Intent {
  const { database, project, network, region } = application;
  const vpc = world.state().yugabyte.vpcs.find(({ spec }) => spec.name === database);
  return {
    kind: 'create',
    form: {
      yugabyteVpcId: vpc?.info.id ?? '',
      name,
      cloudProject: project,
      externalVpcId: network,
      ...(region !== undefined && { region }),
      ...(cidr !== undefined && { cidr }),
      allowAccess,
    },
  };
}

/** The plan lists what it takes away at the cloud: what leads to this database, and nothing else. */
function checkNothingElse({ name, application: { network, database } }: DrawnApplication, plan?: Plan): void {
  for (const step of plan?.steps ?? []) {
    if (step.do === 'delete-route') expect(networksOf(database), name).toContain(step.cidr);
    if (step.do === 'delete-route' || step.do === 'delete-connection') {
      expect(step.ends.vpcId, name).toBe(network);
    }
    if (step.do === 'remove-mirror') expect(step.ends.network, name).toBe(network);
  }
}

const terminate = (bot: Drawn, { name }: DrawnApplication): Intent => ({
  kind: 'terminate',
  peeringId: idOf(bot, name),
  withdrawAccess: true,
  cleanUp: true,
});

/** All that can be drawn or come of it. */
const CLASSES = [
  'arrives',
  'broader-elsewhere',
  'cidr-unsaid',
  'dns-off',
  'elsewhere',
  'firewall-denies',
  'firewall-none',
  'firewall-one-port',
  'firewall-overruled',
  'firewall-some-instances',
  'half-elsewhere',
  'list-name-taken',
  'mirror-removed',
  'name-taken',
  'none',
  'peered-with-another',
  'refused',
  'route-dropped',
  'route-turned',
  'secondary-cidr',
  'security-group',
  'stopped-on-the-way-out',
  'tables-main',
  'tables-one-subnet',
  'tables-own',
  'tables-shared',
  'to-a-request',
  'to-another-peering',
  'to-the-dead',
];
