import { readFile } from 'node:fs/promises';
import { awsCoverage } from './aws/coverage.ts';
import { botKey, externalId, roleName } from './aws/query/caller.ts';
import { applicationVpcs } from './aws/seed/aws-seed.ts';
import { createAws } from './aws/simulator.ts';
import type { AwsState } from './aws/state.ts';
import { createWorldClock, type WorldClock } from './clock.ts';
import { controlRoutes } from './controls.ts';
import { createFaults, type Fault, type Faults, type FaultTarget } from './faults.ts';
import { Refusal, type Route, type Served, type ServeOptions, serve } from './http.ts';
import { type CallCount, createJournal, withJournal } from './journal.ts';
import { lazyPageRoutes } from './lazy-page.ts';
import { createQueue } from './queue.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { scenarios } from './scenarios/scenarios.ts';
import { createScriptedCloud } from './scripted-cloud.ts';
import { createSettler } from './settle.ts';
import { appFromManifest } from './slack/app-from-manifest.ts';
import { slackCoverage } from './slack/coverage.ts';
import { defaultSeed, type WorkspaceSeed } from './slack/seed.ts';
import { createWorkspace, type Workspace } from './slack/workspace.ts';
import { type Watch, withWatch } from './watch.ts';
import { yugabyteCoverage } from './yugabyte/coverage.ts';
import { createYugabyte, type YugabyteSimulator, type YugabyteState } from './yugabyte/simulator.ts';

export interface WorldOptions {
  /** The first one, for workspace, Web API and controls; the Yugabyte API and EC2 take the next. 0: free ones. */
  port?: number;
  /** A known one by its name, or one of the caller's own. */
  scenario?: string | Scenario;
  /** The instant at which it begins, in ms since 1970; real time when left out. */
  start?: number;
  /** Where the bot takes what Slack sends over HTTP; may be told later by `connectBot`. */
  requestUrl?: string;
  /** Sees every call of the bot before and after its effect. */
  watch?: Watch;
}

export interface WorldState {
  clock: { now: string; ms: number };
  scenario: string;
  faults: Fault[];
  slack: ReturnType<Workspace['state']>;
  yugabyte: YugabyteState;
  aws: AwsState;
}

/** A Slack workspace, the Yugabyte API, EC2 with STS, and what happens in GCP, on 127.0.0.1 and one clock. */
export interface World {
  /** Base addresses without a slash at the end. */
  addresses: { slack: string; yugabyte: string; aws: string };
  clock: WorldClock;
  faults: Faults;
  workspace: Workspace;
  yugabyte: YugabyteSimulator;
  state(): WorldState;
  /** The bot's calls since the world, or `resetCalls`, began. */
  calls(): CallCount[];
  resetCalls(): void;
  /** How often each kind of write to Yugabyte and to EC2 took effect. */
  effects(): Record<string, number>;
  /** Turns the clock, and waits until the bot did what fell due. */
  advance(ms: number): Promise<void>;
  /** A fresh world of that scenario, or of the same again. The clock goes on. Throws `Refusal` for an unknown one. */
  reset(scenario?: string): Promise<void>;
  /** Awaited around every reset: a bot must not outlive the world it knows. */
  onReset(hooks: { before(): Promise<void>; after(): Promise<void> }): void;
  connectBot(requestUrl: string): void;
  /** With these `npm start` talks to this world: over HTTP, or over Socket Mode. All of it made up. */
  environment(transport?: 'http' | 'socket'): Record<string, string>;
  stop(): Promise<void>;
}

const defaultPort = 4400;
const defaultScenario = 'small-company';

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { port = defaultPort } = options;
  let requestUrl = options.requestUrl ?? 'http://127.0.0.1:3000/slack/events';
  let scenario = chooseScenario(options.scenario ?? defaultScenario);
  const clock = createWorldClock(options.start);
  let begunAt = clock.now();
  const faults = createFaults();
  const journal = createJournal(() => workspace.stir());
  const hooks: Parameters<World['onReset']>[0][] = [];
  const oneAtATime = createQueue();

  const seed = await installed(defaultSeed());
  const workspace = createWorkspace({
    clock,
    faults,
    seed,
    requestUrl: () => requestUrl,
    publicUrl: () => addresses.slack,
  });
  const aws = createAws({ clock, faults, journal });
  const gcp = createScriptedCloud();
  const yugabyte = createYugabyte({ clock, faults, journal, clouds: { AWS: aws.cloud, GCP: gcp } });
  plant();

  /** The clouds first: Yugabyte asks them for its peerings. */
  function plant() {
    aws.reset(applicationVpcs(scenario.yugabyte, scenario.aws), scenario.name);
    gcp.reset();
    yugabyte.reset(scenario.yugabyte, scenario.name);
  }

  const routes: Route[] = [];
  const first = await serve({ port, routes, upgrade: workspace.upgrade });
  const nextTo = (
    simulator: Pick<ServeOptions, 'routes' | 'before' | 'refuse'>,
    target: FaultTarget,
    by: number,
  ) =>
    serve({
      ...simulator,
      routes: withWatch(simulator.routes, target, options.watch),
      port: port === 0 ? 0 : port + by,
    });
  const served = await allOrNone([nextTo(yugabyte, 'yugabyte', 1), nextTo(aws, 'aws', 2)]).catch(
    async (error) => {
      await first.close();
      throw error;
    },
  );
  const [second, third] = served;
  const addresses = {
    slack: `http://127.0.0.1:${first.port}`,
    yugabyte: `http://127.0.0.1:${second.port}`,
    aws: `http://127.0.0.1:${third.port}`,
  };

  const world: World = {
    addresses,
    clock,
    faults,
    workspace,
    yugabyte,
    state: () => ({
      clock: tell(clock.now()),
      scenario: scenario.name,
      faults: faults.list(),
      slack: workspace.state(),
      yugabyte: yugabyte.state(),
      aws: aws.state(),
    }),
    calls: () => journal.calls(),
    resetCalls: () => journal.clear(),
    effects: () => ({ ...yugabyte.effects(), ...aws.effects() }),
    advance: (ms) =>
      oneAtATime(async () => {
        const settler = createSettler(journal, () => journal.begun('slack'), workspace.quiet);
        await clock.advance(ms, settler.step);
        await settler.end();
      }),
    reset: (name) =>
      oneAtATime(async () => {
        const next = chooseScenario(name ?? scenario);
        for (const hook of hooks) await hook.before();
        scenario = next;
        begunAt = clock.now();
        faults.clear();
        plant();
        workspace.reset(seed);
        journal.clear();
        for (const hook of hooks) await hook.after();
      }),
    onReset: (hook) => void hooks.push(hook),
    connectBot(url) {
      requestUrl = url;
    },
    environment: (transport = 'http') => ({
      SLACK_BOT_TOKEN: seed.app.botToken,
      ...(transport === 'socket'
        ? { SLACK_APP_TOKEN: seed.app.appToken }
        : { SLACK_SIGNING_SECRET: seed.app.signingSecret }),
      SLACK_API_URL: `${addresses.slack}/api/`,
      PEERING_CHANNEL: 'C0PEERINGS',
      PEERING_OPERATORS: 'U0OPERATOR,S0PLATFORM',
      PEERING_APPROVERS: 'U0APPROVER,S0APPROVE',
      PEERING_OWNERS: '111122223333=S0PLATFORM,local-data-platform=U0APPROVER',
      YBM_APIKEY: 'local-api-key-not-real',
      YBM_HOST: addresses.yugabyte,
      PEERING_AWS_MODE: 'off',
      PEERING_GCP_MODE: 'off',
      AWS_ENDPOINT_URL_EC2: addresses.aws,
      AWS_ENDPOINT_URL_STS: addresses.aws,
      AWS_ACCESS_KEY_ID: botKey.id,
      AWS_SECRET_ACCESS_KEY: botKey.secret,
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      PEERING_AWS_ROLE_ARN: `arn:aws:iam::{accountId}:role/${roleName}`,
      PEERING_AWS_EXTERNAL_ID: externalId,
      ...scenario.settings?.(begunAt),
    }),
    async stop() {
      workspace.close();
      yugabyte.stop();
      aws.stop();
      await Promise.all([first, second, third].map((one) => one.close()));
    },
  };

  const isWebApi = ({ path }: Route) => path.startsWith('/api/');
  const webApi = withJournal(workspace.routes.filter(isWebApi), journal, 'slack', (_route, path) => path);
  routes.push(
    ...controlRoutes({
      world,
      yugabyte,
      clouds: { aws },
      coverage: { slack: slackCoverage, yugabyte: yugabyteCoverage, aws: awsCoverage },
    }),
    ...withWatch(webApi, 'slack', options.watch),
    ...workspace.routes.filter((route) => !isWebApi(route)),
    ...lazyPageRoutes(),
  );
  return world;
}

/** When one cannot be served, none is. */
async function allOrNone<const All extends Promise<Served>[]>(all: All) {
  try {
    return await Promise.all(all);
  } catch (error) {
    for (const one of await Promise.allSettled(all)) if (one.status === 'fulfilled') await one.value.close();
    throw error;
  }
}

/** The app as people install it: with the commands, shortcuts, scopes and events of its manifest. */
async function installed(seed: WorkspaceSeed): Promise<WorkspaceSeed> {
  const manifest = await readFile(new URL('../../manifests/slack-app.http.json', import.meta.url), 'utf8');
  return { ...seed, app: appFromManifest(seed.app, JSON.parse(manifest)) };
}

const tell = (ms: number) => ({ now: new Date(ms).toISOString(), ms });

function chooseScenario(name: string | Scenario): Scenario {
  if (typeof name !== 'string') return name;
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found) return found;
  const names = scenarios.map((scenario) => scenario.name).join(', ');
  throw new Refusal(400, `There is no scenario "${name}"; there are: ${names}.`);
}
