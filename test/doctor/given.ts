import { loadConfig } from '../../src/config/load-config.ts';
import type { Checked } from '../../src/core/checked.ts';
import type { CloudProbe, Person, SlackProbe, StoreProbe, YugabyteProbe } from '../../src/core/probes.ts';
import { createDoctor } from '../../src/doctor/doctor.ts';
import { frozenClock } from '../frozen-clock.ts';

export const NOW = Date.UTC(2026, 0, 15, 12);
export const DAY = 24 * 3_600_000;

export const apiKey = 'local-api-key-not-real';
export const botToken = 'xoxb-local-not-a-real-token';

/** A key that says that it expires then; what stands in the signature is none. */
export function keyThatSays(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.not-a-signature`;
}

export const person = (more: Partial<Person> = {}): Person => ({
  name: 'Ana',
  deactivated: false,
  membership: 'member',
  ...more,
});

interface Given {
  settings?: Record<string, string>;
  slack?: Partial<SlackProbe>;
  yugabyte?: Partial<YugabyteProbe>;
  clouds?: Partial<CloudProbe>;
  store?: Partial<StoreProbe>;
  nodeVersion?: string;
  /** Every five minutes unless given. */
  nextTick?: (after: number) => number | undefined;
  /** The machine's time; the servers' is NOW. */
  machineTime?: number;
  withinMs?: number;
  after?: (ms: number, work: () => void) => () => void;
}

/** A doctor of a bot with whom all is well, but for what is given; and what it asked Slack for. */
export function givenDoctor(given: Given = {}) {
  const asked: string[] = [];
  const slack: SlackProbe = {
    identity: async () => {
      asked.push('identity');
      return { team: 'Team', botName: 'peering', scopes: ['chat:write', 'users:read'] };
    },
    socketMode: async () => {},
    readChannel: async () => {},
    members: async (group) => {
      asked.push(group);
      return group === 'S0PLATFORM' ? ['U0ANA', 'U0BEA'] : undefined;
    },
    person: async (id) => {
      asked.push(id);
      return person();
    },
    serverTime: async () => NOW,
    ...given.slack,
  };
  const yugabyte: YugabyteProbe = {
    reach: async () => ({ host: 'aeon.example.com' }),
    serverTime: async () => NOW,
    key: async () => {},
    place: async () => ({ account: 'account-1', project: 'project-1' }),
    read: async () => [{ list: 'peerings' }, { list: 'clusters' }],
    ...given.yugabyte,
  };
  const store: StoreProbe = {
    check: async () => ({ holder: 'nobody' }),
    read: async () => undefined,
    ...given.store,
  };
  const log: object[] = [];
  const doctor = createDoctor({
    config: loadConfig({
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: 'xapp-local-not-a-real-token',
      YBM_APIKEY: apiKey,
      PEERING_CHANNEL: 'C0PEERINGS',
      PEERING_OPERATORS: 'U0OPERATOR,S0PLATFORM',
      PEERING_APPROVERS: 'U0APPROVER',
      ...given.settings,
    }),
    neededScopes: [
      { scope: 'chat:write', reason: 'cards' },
      { scope: 'users:read', reason: 'who is who' },
    ],
    slack,
    yugabyte,
    clouds: { modes: { AWS: 'off', GCP: 'off' }, examine: async () => [], ...given.clouds },
    store,
    clock: { ...frozenClock, now: () => NOW },
    machine: {
      ...frozenClock,
      now: () => given.machineTime ?? NOW,
      ...(given.after && { after: given.after }),
    },
    nodeVersion: given.nodeVersion ?? '20.19.0',
    nextTick: given.nextTick ?? ((after) => after + 5 * 60_000),
    ...(given.withinMs !== undefined && { withinMs: given.withinMs }),
    log: { warn: (fields) => void log.push(fields) },
  });
  return { doctor, asked, log };
}

/** What the doctor finds of one thing. */
export async function found(check: string, given: Given = {}): Promise<Checked> {
  const checks = await givenDoctor(given).doctor.examine();
  const one = checks.find((each) => each.check === check);
  if (!one) throw new Error(`no check "${check}": ${checks.map((each) => each.check).join(', ')}`);
  return one;
}
