import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test as inTurn } from 'vitest';
import { createWorld, type World } from '../../src/sandbox/world.ts';
import { bundleProgram } from '../bundle-program.ts';
import { type Command, runProgram } from './command.ts';
import { createPeering, mobileApp } from './create-peering.ts';
import { createDriver } from './driver.ts';
import type { Transport } from './sandbox.ts';

// Each has a world of its own and mostly waits.
const test = inTurn.concurrent;

/** Made up, and found nowhere else: some look like the real thing, some like nothing at all. */
const secrets = {
  SLACK_BOT_TOKEN: 'xoxb-local-zebra-1111111111-quagga',
  SLACK_APP_TOKEN: 'xapp-local-okapi-2222222222-bongo',
  YBM_APIKEY: 'tapir+numbat/3333333333==',
  PEERING_AWS_EXTERNAL_ID: 'gerenuk-4444444444',
  AWS_SECRET_ACCESS_KEY: 'dugong/5555555555+pangolin',
};

let programs: string;
let script: string;
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'peering-secrets-bot-'));
  script = await bundleProgram('src/main.ts', programs);
});
afterAll(() => rm(programs, { recursive: true }));

interface Place {
  folder: string;
  world: World;
  start(transport: Transport, more?: Record<string, string>): Command;
}

/** A world and a folder of its own, and the bots that were started there. */
async function within(journey: (place: Place) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'peering-secrets-'));
  const world = await createWorld({ port: 0 });
  const bots: Command[] = [];
  const start: Place['start'] = (transport, more = {}) => {
    const { SLACK_APP_TOKEN, ...shared } = secrets;
    const settings = {
      ...world.environment(transport),
      ...shared,
      ...(transport === 'socket' && { SLACK_APP_TOKEN }),
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'trace',
      ...more,
    };
    const bot = runProgram(script, settings, folder);
    bots.push(bot);
    return bot;
  };
  try {
    await journey({ folder, world, start });
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()));
    await world.stop();
    await rm(folder, { recursive: true });
  }
}

test.each<Transport>(['http', 'socket'])(
  'nothing that leaves the process over %s has a secret in it, whatever goes wrong',
  (transport) =>
    within(async ({ folder, world, start }) => {
      const person = createDriver(world.addresses.slack);
      const bot = start(transport);
      const [, port] = await bot.says(/"port":(\d+).*listening to Slack/);
      const address = `http://127.0.0.1:${port}`;
      world.connectBot(`${address}/slack/events`);
      const answers: string[] = [];
      const lookAtIt = async () => {
        for (const path of ['/healthz', '/readyz', '/metrics', '/slack/events', '/nothing']) {
          const answer = await fetch(address + path);
          answers.push(JSON.stringify([...answer.headers]), await answer.text());
        }
      };
      const amid = async (fault: object, work: () => Promise<unknown>) => {
        await person.faults({ times: 'always', ...fault });
        await work();
        await lookAtIt();
        await person.faults({ clear: true });
      };
      const lookAround = async () => {
        for (const text of ['/peering', '/peering details orders-web']) {
          await person.command('operator', text);
          await closeAll();
        }
      };
      const closeAll = async () => {
        while ((await person.screen('operator')).modals.length > 0) await person.press('operator', '×');
      };
      const told = (words: string) =>
        person.until('operator', ({ channels }) =>
          (channels['#db-peerings'] ?? []).some(({ text, ephemeral }) => !ephemeral && text.includes(words)),
        );

      await amid({ target: 'yugabyte', kind: 'status', status: 401 }, lookAround);
      await amid({ target: 'yugabyte', kind: 'html' }, lookAround);
      await amid({ target: 'slack', kind: 'status', status: 500 }, lookAround);
      await amid({ target: 'slack', kind: 'html' }, lookAround);

      await createPeering(person, { ...mobileApp, Access: true });
      await told('Pending');
      await person.happen({ peering: 'payments-mobile', do: 'accept' });
      await amid({ target: 'yugabyte', kind: 'status', status: 500 }, () => bot.says(/step is held up/));
      await told('is let in on payments-db');
      await person.command('operator', '/peering terminate payments-mobile');
      await person.fill('operator', { 'Type the name to confirm': 'payments-mobile' });
      await amid({ target: 'slack', kind: 'status', status: 503, match: { path: 'chat.' } }, async () => {
        await person.press('operator', 'Terminate', { in: 'modal' });
        await bot.says(/not delivered, trying again later/);
      });
      await told('Terminated');
      expect(await bot.stop()).toBe(0);

      const { messages, modals, homes, notices } = world.state().slack;
      const { calls } = world.workspace.journal;
      expect(calls.length).toBeGreaterThan(20);
      expectNoSecret(world, {
        output: bot.output(),
        answers: answers.join('\n'),
        'what Slack was told': JSON.stringify(calls),
        'what people see': JSON.stringify({ messages, modals, homes, notices }),
        ...(await filesIn(join(folder, 'data'))),
      });
    }),
);

test.each<[string, Transport, Record<string, string>]>([
  ['a bot token that Slack does not know', 'socket', { SLACK_BOT_TOKEN: 'xoxb-aardvark-6666666666' }],
  ['an app token that Slack does not know', 'socket', { SLACK_APP_TOKEN: 'xapp-aardvark-6666666666' }],
  ['a token of the wrong kind', 'http', { SLACK_BOT_TOKEN: 'aardvark-6666666666' }],
  ['an API key that cannot be sent', 'http', { YBM_APIKEY: 'aardvark 6666666666' }],
  [
    'a database that nobody answers for',
    'http',
    { DATABASE_URL: 'postgres://aardvark:6666666666@127.0.0.1:9/bot' },
  ],
])('refused to start for %s: no secret is in what it says', (_why, transport, wrong) =>
  within(async ({ world, start }) => {
    const bot = start(transport, wrong);
    expect(await bot.ended).toBeGreaterThan(0);
    expect(bot.output().length).toBeGreaterThan(10);
    expectNoSecret(world, { output: bot.output() });
    expect(bot.output()).not.toContain('6666666666');
  }),
);

function expectNoSecret(world: World, places: Record<string, string>): void {
  const { SLACK_SIGNING_SECRET = '' } = world.environment('http');
  for (const [place, text] of Object.entries(places)) {
    for (const [name, secret] of Object.entries({ ...secrets, SLACK_SIGNING_SECRET })) {
      const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
      for (const form of forms) expect(text.includes(form), `${name} in ${place}`).toBe(false);
    }
  }
}

async function filesIn(directory: string): Promise<Record<string, string>> {
  const names = await readdir(directory);
  expect(names).toEqual(expect.arrayContaining(['peering-bot.json', 'peering-bot.json.audit.jsonl']));
  const texts = names.map(async (name) => [name, await readFile(join(directory, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts));
}
