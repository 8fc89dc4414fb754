import {
  checkFields,
  type Fields,
  readChoice,
  readDuration,
  readFields,
  readObject,
  readText,
  wrong,
} from './control-body.ts';
import type { Answer, Route, SandboxRequest } from './http.ts';
import { Refusal } from './http.ts';
import { faultFields, readFault } from './read-fault.ts';
import { scenarios } from './scenarios/scenarios.ts';
import type { Covered } from './slack/coverage.ts';
import type { World } from './world.ts';
import type { YugabyteSimulator } from './yugabyte/simulator.ts';

/** What the controls can do to the world beyond what it offers anyway. */
export interface Controlled {
  world: Pick<World, 'clock' | 'faults' | 'calls' | 'effects' | 'state' | 'probe' | 'reset' | 'advance'>;
  yugabyte: YugabyteSimulator;
  /** What turns each cloud, but for what is about one peering. */
  clouds: Record<string, { turn(fields: Fields): Record<string, unknown> }>;
  coverage: Record<string, Covered[]>;
}

const clusterActs = ['remove-allow-lists'] as const;

const day = 24 * 3600 * 1000;
/** Slack's time stamps and the bot's timers are made for a life, not for a century. */
const farthest = 400 * day;

/** The HTTP calls under `/sandbox/` with which people, scripts and the page turn the world. */
export function controlRoutes({ world, yugabyte, clouds, coverage }: Controlled): Route[] {
  const get = (path: string, json: () => unknown): Route => ({
    method: 'GET',
    path: `/sandbox/${path}`,
    handle: () => ({ json: json() }),
  });
  const post = (path: string, handle: (request: SandboxRequest) => Promise<Answer> | Answer): Route => ({
    method: 'POST',
    path: `/sandbox/${path}`,
    handle,
  });
  return [
    get('state', () => world.state()),
    get('probe', () => world.probe()),
    get('scenarios', () => scenarios.map(({ name, description }) => ({ name, description }))),
    get('coverage', () => coverage),
    get('calls', () => ({ calls: world.calls(), effects: world.effects() })),
    get('faults', () => ({ faults: world.faults.list() })),
    post('reset', async (request) => {
      const scenario = readText(readFields(request, ['scenario']), 'scenario');
      await world.reset(scenario);
      return { json: { ok: true, scenario: world.state().scenario } };
    }),
    post('clock', async (request) => {
      await world.advance(readAdvance(request));
      return { json: { ok: true, clock: world.state().clock } };
    }),
    post('faults', (request) => {
      turnFaults(request);
      return { json: { ok: true, faults: world.faults.list() } };
    }),
    post('world', (request) => ({ json: { ok: true, ...happen(request) } })),
  ];

  function readAdvance(request: SandboxRequest): number {
    const fields = readFields(request, ['advance']);
    const ms = readDuration(String(fields.advance));
    if (ms === undefined || ms > farthest)
      throw wrong('advance', fields.advance, 'a duration such as "90s", "26h" or "1d12h", at most "400d"');
    return ms;
  }

  function turnFaults(request: SandboxRequest) {
    const fields = readFields(request, faultFields);
    if (!('clear' in fields)) return world.faults.add(readFault(fields));
    if (fields.clear !== true) throw wrong('clear', fields.clear, 'true');
    const other = Object.keys(fields).find((field) => field !== 'clear');
    if (other !== undefined) throw new Refusal(400, `"clear" ends every fault: leave out "${other}".`);
    return world.faults.clear();
  }

  function happen(request: SandboxRequest): Record<string, unknown> {
    const body = readObject(request);
    if ('cloud' in body) return clouds[readChoice(body, 'cloud', Object.keys(clouds))]?.turn(body) ?? {};
    const fields = checkFields(body, ['peering', 'cluster', 'cloud', 'do'], 'The body');
    const peering = readText(fields, 'peering');
    const cluster = readText(fields, 'cluster');
    if ((peering === undefined) === (cluster === undefined))
      throw new Refusal(400, 'Name one thing: either "peering" or "cluster", or a "cloud".');
    if (peering !== undefined) {
      return { peering: yugabyte.happen(peering, readChoice(fields, 'do', yugabyte.happenings())) };
    }
    readChoice(fields, 'do', clusterActs);
    return { cluster: yugabyte.removeAllowLists(cluster ?? '') };
  }
}
