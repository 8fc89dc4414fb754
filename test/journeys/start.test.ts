import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../src/sandbox/world.ts';
import { freePort } from '../free-port.ts';
import { type Command, endCommands, runCommand } from './command.ts';
import { cardOf, createPeering, mobileApp } from './create-peering.ts';
import { createDriver } from './driver.ts';
import { type Transport, topModal } from './sandbox.ts';

/** An empty folder to start in, so that no .env of the developer is read. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peering-start-'));
});
afterEach(async () => {
  await endCommands();
  await rm(folder, { recursive: true });
});

const anyPort = { PORT: '0', HOST: '127.0.0.1' };

async function portOf(bot: Command): Promise<string> {
  const [, port] = await bot.says(/"port":(\d+).*listening to Slack/);
  return `http://127.0.0.1:${port}`;
}

describe('npm start beside a world, with environment variables alone', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ port: 0 });
  });
  afterEach(() => world.stop());

  async function start(transport: Transport) {
    const bot = runCommand('start', { ...world.environment(transport), ...anyPort }, folder);
    const address = await portOf(bot);
    world.connectBot(`${address}/slack/events`);
    return { bot, address };
  }

  test.each<Transport>(['http', 'socket'])(
    'over %s: list, create to Pending; stopped while it waits, the next start goes on',
    async (transport) => {
      const person = createDriver(world.addresses.slack);
      const first = await start(transport);
      const list = await person.command('operator', '/peering list');
      expect(topModal(list).text).toContain('orders-web');
      await person.press('operator', 'Close');

      for (const path of ['/healthz', '/readyz', '/metrics']) {
        expect((await fetch(first.address + path)).status, path).toBe(200);
      }
      const metrics = await (await fetch(`${first.address}/metrics`)).text();
      expect(metrics).toMatch(/peering_bot_interactions_total\{kind="command",outcome="ok"\} 1/);

      await createPeering(person, { ...mobileApp, Access: true });
      await person.until('viewer', ({ channels }) =>
        (channels['#db-peerings'] ?? []).some(
          ({ text, threadTs }) => !threadTs && text.includes('payments-mobile') && text.includes('Pending'),
        ),
      );
      expect(await first.bot.stop()).toBe(0);
      expect(first.bot.output()).toContain('stopping');

      await person.happen({ peering: 'payments-mobile', do: 'accept' });
      await person.clock('10s');
      await start(transport);
      await person.until('viewer', ({ channels }) =>
        (channels['#db-peerings'] ?? []).some(({ text }) => text.includes('is let in on payments-db')),
      );
      const { cards, card } = await cardOf(person, 'payments-mobile');
      expect(cards).toHaveLength(1);
      expect(card?.text).toContain('Active');
      expect(world.effects()).toEqual({
        'create-peering': 1,
        'create-allow-list': 1,
        'edit-allow-lists': 1,
      });
    },
  );

  test('a second one on the same data file is refused with a sentence; the first goes on', async () => {
    const first = await start('socket');
    const second = runCommand('start', { ...world.environment('socket'), ...anyPort }, folder);
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/The data file .*peering-bot\.json is in use by process \d+ since /);
    expect(second.output()).toContain('PEERING_DATA_FILE');
    expect(second.output()).not.toMatch(/^\s+at /m);
    expect((await fetch(`${first.address}/readyz`)).status).toBe(200);
  });

  test.each([
    ['damaged', '{"format":"peering-bot","version":1,"documents":{\n"card:c-1":{"version":1,"va'],
    ['foreign', '{"name":"something else","version":"1.0.0"}\n'],
    ['empty', ''],
  ])('a data file that is %s: a clear error, and the file stays byte for byte', async (_what, bytes) => {
    const file = join(folder, 'data', 'peering-bot.json');
    await mkdir(join(folder, 'data'));
    await writeFile(file, bytes);
    const bot = runCommand('start', { ...world.environment('socket'), ...anyPort }, folder);
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain(file);
    expect(bot.output()).not.toMatch(/^\s+at /m);
    expect(await readFile(file, 'utf8')).toBe(bytes);
    expect((await readdir(join(folder, 'data'))).filter((name) => name.includes('.lock'))).toEqual([]);
  });
});

test('SANDBOX_HEADLESS=1 npm run sandbox prints an environment that works, over HTTP and Socket Mode', async () => {
  // Beside it stand the other simulators and the bot.
  const port = await freePort([1, 2, 3, 3000 - 4400]);
  const sandbox = runCommand('sandbox', { SANDBOX_HEADLESS: '1', SANDBOX_PORT: String(port) }, folder);
  await sandbox.says(/Ctrl-C ends it/);
  const printed = sandbox.output();
  for (const address of [`${port}`, `${port}/api/`, `${port + 1}`]) {
    expect(printed).toContain(`http://127.0.0.1:${address}\n`);
  }
  const person = createDriver(`http://127.0.0.1:${port}`);

  const { SLACK_APP_TOKEN = '', ...overHttp } = Object.fromEntries(
    [...printed.matchAll(/export (\w+)='(.*)'/g)].map(([, key = '', value = '']) => [key, value]),
  );
  const { SLACK_SIGNING_SECRET: _, ...rest } = overHttp;
  for (const environment of [overHttp, { ...rest, SLACK_APP_TOKEN }]) {
    const bot = runCommand('start', environment, folder);
    expect(await portOf(bot)).toBe(`http://127.0.0.1:${overHttp.PORT}`);
    expect(topModal(await person.command('operator', '/peering list')).text).toContain('orders-web');
    await person.press('operator', 'Close');
    expect(await bot.stop()).toBe(0);
  }
  expect(await sandbox.stop()).toBe(0);
});
