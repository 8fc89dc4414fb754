import { readFile } from 'node:fs/promises';
import { awsCoverage } from './aws/coverage.ts';
import { applicationVpcs } from './aws/seed/aws-seed.ts';
import { createAws } from './aws/simulator.ts';
import type { AwsState } from './aws/state.ts';
import { createWorldClock, type WorldClock } from './clock.ts';
import { controlRoutes } from './controls.ts';
import { type Addresses, botEnvironment } from './environment.ts';
import { createFaults, type Fault, type Faults, type FaultTarget } from './faults.ts';
import { gcpCoverage } from './gcp/coverage.ts';
import { applicationProjects } from './gcp/seed/gcp-seed.ts';
import { createGcp } from './gcp/simulator.ts';
import type { GcpState } from './gcp/state.ts';
import { Refusal, type Route, type Served, type ServeOptions, serve } from './http.ts';
import { type CallCount, createJournal, withJournal } from './journal.ts';
import { lazyPageRoutes } from './lazy-page.ts';
import { type PacketEnd, probePackets } from './probe/packet-probe.ts';
import { createQueue } from './queue.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { scenarios } from './scenarios/scenarios.ts';
import { createSettler } from './settle.ts';
import { appFromManifest } from './slack/app-from-manifest.ts';
import { slackCoverage } from './slack/coverage.ts';
import { defaultSeed, type WorkspaceSeed } from './slack/seed.ts';
import { createWorkspace, type Workspace } from './slack/workspace.ts';
import { type Watch, withWatch } from './watch.ts';
import { yugabyteCoverage } from './yugabyte/coverage.ts';
import { createYugabyte, type YugabyteSimulator, type YugabyteState } from './yugabyte/simulator.ts';

export interface WorldOptions {
  /** The first one, for workspace, Web API and controls; the Yugabyte API, EC2 and Compute Engine take the next. 0: free ones. */
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
  gcp: GcpState;
}

/** A Slack workspace, the Yugabyte API, EC2 with STS, and Compute Engine, on 127.0.0.1 and one clock. */
export interface World {
  addresses: Addresses;
  clock: WorldClock;
  faults: Faults;
  workspace: Workspace;
  yugabyte: YugabyteSimulator;
  state(): WorldState;
  /** The bot's calls since the world, or `resetCalls`, began. */
  calls(): CallCount[];
  resetCalls(): void;
  /** How often each kind of write to Yugabyte, EC2 and Compute Engine took effect. */
  effects(): Record<string, number>;
  /** By peering name: where a packet from its application to the database ends. */
  probe(): Record<string, PacketEnd>;
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
  const gcp = createGcp({ clock, faults, journal });
  const yugabyte = createYugabyte({ clock, faults, journal, clouds: { AWS: aws.cloud, GCP: gcp.cloud } });
  plant();

  /** The clouds first: Yugabyte asks them for its peerings. */
  function plant() {
    aws.reset(applicationVpcs(scenario.yugabyte, scenario.aws), scenario.name);
    gcp.reset(applicationProjects(scenario.yugabyte, scenario.gcp), scenario.name);
    yugabyte.reset(scenario.yugabyte, scenario.name);
    for (const { peering, what } of scenario.happened ?? []) yugabyte.happen(peering, what);
  }

  const routes: Route[] = [];
  const first = await serve({ port, routes, upgrade: workspace.upgrade });
  const nextTo = (
    simulator: Pick<ServeOptions, 'routes' | 'before' | 'refuse'> & { machineRoutes?: Route[] },
    target: FaultTarget,
    by: number,
  ) =>
    serve({
      ...simulator,
      routes: [...withWatch(simulator.routes, target, options.watch), ...(simulator.machineRoutes ?? [])],
      port: port === 0 ? 0 : port + by,
    });
  const served = await allOrNone([
    nextTo(yugabyte, 'yugabyte', 1),
    nextTo(aws, 'aws', 2),
    nextTo(gcp, 'gcp', 3),
  ]).catch(async (error) => {
    await first.close();
    throw error;
  });
  const [second, third, fourth] = served;
  const addresses = {
    slack: `http://127.0.0.1:${first.port}`,
    yugabyte: `http://127.0.0.1:${second.port}`,
    aws: `http://127.0.0.1:${third.port}`,
    gcp: `http://127.0.0.1:${fourth.port}`,
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
      gcp: gcp.state(),
    }),
    calls: () => journal.calls(),
    resetCalls: () => journal.clear(),
    effects: () => ({ ...yugabyte.effects(), ...aws.effects(), ...gcp.effects() }),
    probe() {
      const seen = { yugabyte: yugabyte.state(), aws: aws.state(), gcp: gcp.state() };
      return Object.fromEntries(
        seen.yugabyte.peerings.map(({ spec }) => [spec.name, probePackets(seen, spec.name)]),
      );
    },
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
      ...botEnvironment(addresses, seed, transport),
      ...scenario.settings?.(begunAt),
    }),
    async stop() {
      workspace.close();
      yugabyte.stop();
      aws.stop();
      gcp.stop();
      await Promise.all([first, ...served].map((one) => one.close()));
    },
  };

  const isWebApi = ({ path }: Route) => path.startsWith('/api/');
  const webApi = withJournal(workspace.routes.filter(isWebApi), journal, 'slack', (_route, path) => path);
  routes.push(
    ...controlRoutes({
      world,
      yugabyte,
      clouds: { aws, gcp },
      coverage: { slack: slackCoverage, yugabyte: yugabyteCoverage, aws: awsCoverage, gcp: gcpCoverage },
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
