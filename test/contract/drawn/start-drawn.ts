import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAwsNetwork } from '../../../src/clouds/aws/aws-network.ts';
import { createGcpNetwork } from '../../../src/clouds/gcp/gcp-network.ts';
import { createYugabyte } from '../../../src/clouds/yugabyte/yugabyte.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Actor } from '../../../src/core/authorize.ts';
import type { Observation } from '../../../src/core/peering.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { Intent, OperationSummary } from '../../../src/operations/api.ts';
import { withClouds } from '../../../src/operations/observe-clouds.ts';
import { createOperations } from '../../../src/operations/operations.ts';
import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createFakeSlack } from '../../operations/world/fake-slack.ts';
import { startWorld } from './start-world.ts';

const operator: Actor = {
  userId: 'U0OPERATOR',
  teamId: 'T0TEAM',
  membership: 'member',
  operator: true,
  approver: false,
};

/** What came of an intent. */
export interface Outcome {
  intent: Intent;
  /** Absent where there was nothing that the bot would do. */
  plan?: Plan;
  /** Why nothing was begun. */
  refusal?: string;
  operation?: OperationSummary;
}

/** A drawn world and the operations of the real bot in it, over its real adapters and its real store. */
export interface Drawn {
  world: World;
  /** Plans and confirms all of them, and turns the clock until each has ended. In the order of `intents`. */
  carryOut(intents: Intent[]): Promise<Outcome[]>;
  /** A fresh look at everything, without patience for anybody. */
  observe(): Promise<Observation>;
  turn(ms: number): Promise<void>;
  /** From now on EC2 shows what was changed a little later. */
  letAwsLag(): Promise<void>;
  /** ms since 1970. */
  now(): number;
  stop(): Promise<void>;
}

/** In ms of the world's time. Whatever falls due in between happens in order. */
const TURN = 5_000;
const TURNS = 1_000;

/** `stubEnv`: sets a variable of the process, from which Google's library reads. */
export async function startDrawn(
  scenario: Scenario,
  stubEnv: (name: string, value: string) => void,
): Promise<Drawn> {
  const { world, turn } = await startWorld(scenario);
  const environment = { ...world.environment(), PEERING_AWS_MODE: 'act', PEERING_GCP_MODE: 'act' };
  for (const [name, value] of Object.entries(environment)) stubEnv(name, value);
  const config = loadConfig(environment);
  const { clock } = world;
  const { now } = clock;
  const folder = await mkdtemp(join(tmpdir(), 'peering-drawn-'));
  const store = await openStore({ dataFile: join(folder, 'peering-bot.json'), clock });
  const aws = createAwsNetwork({ ...config.aws, mode: 'act', now });
  const gcp = createGcpNetwork({ ...config.gcp, mode: 'act', now });
  const managedDb = withClouds(createYugabyte({ ...config.yugabyte, clock }), { aws, gcp }, clock);
  const nothing = () => {};
  let count = 0;
  const operations = createOperations({
    managedDb,
    clouds: { aws, gcp },
    store,
    notifier: createFakeSlack(clock),
    clock,
    rights: { operators: [operator.userId], approvers: [], protectedNames: [] },
    owners: new Map(),
    policy: { pendingAfterMs: 3_600_000, remindEveryMs: 24 * 3_600_000, timezone: 'UTC' },
    approvalExpiresMs: 24 * 3_600_000,
    newId: () => `drawn-${++count}`,
    log: { info: nothing, warn: nothing, error: nothing },
  });
  await operations.resume();

  async function start(intent: Intent): Promise<Outcome> {
    const answer = await operations.plan(intent);
    if (!answer.planned) return { intent, refusal: answer.sentence };
    const { plan, digest, shownAt } = answer;
    const confirmation = { intent, digest, shownAt, confirmationId: `V${++count}` };
    const confirmed = await operations.confirm(confirmation, operator, `ref-${count}`);
    if (!confirmed.started) return { intent, plan, refusal: confirmed.why };
    const operation = await operations.operation(confirmed.operationId);
    return { intent, plan, ...(operation && { operation }) };
  }

  /** Time stands still meanwhile: however busy the machine is, no cloud answers too late for a plan. */
  async function startAll(intents: Intent[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    await clock.advance(1, async () => {
      for (const intent of intents.slice(outcomes.length)) outcomes.push(await start(intent));
    });
    return outcomes;
  }

  return {
    world,
    now,
    turn,
    async letAwsLag() {
      const body = JSON.stringify({ cloud: 'aws', do: 'eventual-consistency', on: true });
      const response = await fetch(`${world.addresses.slack}/sandbox/world`, { method: 'POST', body });
      if (!response.ok) throw new Error(await response.text());
    },
    async carryOut(intents) {
      // As a tick does.
      await managedDb.observe({ maxAgeMs: 0, clouds: 'all' });
      const outcomes = await startAll(intents);
      for (let turns = 0; turns < TURNS; turns++) {
        for (const outcome of outcomes) {
          const { operation } = outcome;
          if (operation?.status !== 'running') continue;
          const then = await operations.operation(operation.id);
          if (then) outcome.operation = then;
        }
        if (outcomes.every(({ operation }) => operation?.status !== 'running')) return outcomes;
        await turn(TURN);
      }
      const left = outcomes.filter(({ operation }) => operation?.status === 'running');
      throw new Error(`does not end: ${JSON.stringify(left.map(({ operation }) => operation))}`);
    },
    observe: () => managedDb.observe({ maxAgeMs: 0, clouds: 'all' }),
    async stop() {
      await operations.stop();
      aws.stop();
      gcp.stop();
      await store.close();
      await world.stop();
      await rm(folder, { recursive: true });
    },
  };
}
