import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { cardOf, createPeering, mobileApp } from './create-peering.ts';
import { createDriver, type Driver, eventually } from './driver.ts';
import { channelText, topModal } from './sandbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a machine may have, and the sandbox must not use. */
const ofSomebody = {
  AWS_PROFILE: 'somebody',
  AWS_CONFIG_FILE: '/nowhere/aws-config',
  GOOGLE_APPLICATION_CREDENTIALS: '/nowhere/credentials.json',
};

/** `npm run sandbox` itself, on other ports. */
let sandbox: Driver;
let stop = async () => {};
beforeAll(async () => {
  const port = await freePort([1, 2, 3]);
  const child = spawn(
    process.execPath,
    ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, 'src/cli/main.ts'), 'sandbox'],
    {
      cwd: mkdtempSync(join(tmpdir(), 'peering-reset-')),
      env: {
        PATH: process.env.PATH,
        SANDBOX_PORT: String(port),
        PORT: String(await freePort()),
        ...ofSomebody,
      },
    },
  );
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  stop = async () => {
    child.kill();
    await ended;
  };
  await new Promise<void>((resolve, reject) => {
    let output = '';
    const hear = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('is ready')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(output)));
  });
  sandbox = createDriver(`http://127.0.0.1:${port}`);
});
afterAll(() => stop());

const effects = async () =>
  (await sandbox.control<{ effects: Record<string, number> }>('/sandbox/calls')).effects;

async function menu() {
  await sandbox.command('operator', '/peering');
  return channelText(await sandbox.until('operator', (screen) => /\d peerings:/.test(channelText(screen))));
}

test('a reset in the middle of everything: the new world knows nothing of the old one', async () => {
  expect(await menu()).toMatch(/6 peerings/);
  await createPeering(sandbox, { ...mobileApp, Access: true });
  await sandbox.clock('10s');
  expect((await cardOf(sandbox, 'payments-mobile')).cards).toHaveLength(1);
  await sandbox.faults({ target: 'yugabyte', kind: 'status', status: 500, times: 'always' });
  await sandbox.clock('10m');

  await sandbox.control('/sandbox/reset', { scenario: 'thousand' });
  expect(await menu()).toMatch(/1,000 peerings/);
  await sandbox.clock('30m');
  // Names of the new world may begin alike.
  expect((await cardOf(sandbox, 'payments-mobile  ·')).cards).toEqual([]);
  expect(await effects()).toEqual({});

  await sandbox.control('/sandbox/reset', { scenario: 'small-company' });
  expect(await menu()).toMatch(/6 peerings/);
  await createPeering(sandbox);
  await sandbox.clock('1m');
  expect((await cardOf(sandbox, 'payments-mobile')).card?.text).toMatch(/Pending/);
  expect(await effects()).toEqual({ 'create-peering': 1 });
});

test('an unknown scenario or field is a 400, and the world stays', async () => {
  await expect(sandbox.control('/sandbox/reset', { scenario: 'nowhere' })).rejects.toThrow(/HTTP 400.*empty/);
  await expect(sandbox.control('/sandbox/reset', { scenaro: 'empty' })).rejects.toThrow(/HTTP 400.*scenaro/);
  expect(await menu()).toMatch(/7 peerings/);
});

test('both clouds are seen, with nothing of what this machine has', async () => {
  await sandbox.control('/sandbox/reset', { scenario: 'both-clouds' });
  for (const name of ['orders-web', 'analytics-jobs']) {
    const details = async () => {
      const { text } = topModal(await sandbox.command('viewer', `/peering details ${name}`));
      await sandbox.press('viewer', 'Close');
      return text;
    };
    // A library that is loaded for the first time may take longer than somebody waits.
    await eventually(details, (text) => text.includes('Traffic flows.'));
  }
});
