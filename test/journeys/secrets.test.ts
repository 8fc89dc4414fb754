import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { createPeering, mobileApp } from './create-peering.ts';
import { type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const faulty = (fault: object) => sandbox.faults({ times: 3, ...fault });

test.each<Transport>(['http', 'socket'])(
  'no secret is in log, store, messages or metrics after a life with troubles, over %s',
  async (transport) => {
    sandbox = await startSandbox({ transport });
    await createPeering(sandbox, { ...mobileApp, Access: true });
    await sandbox.clock('10s');
    for (const target of ['yugabyte', 'slack']) {
      for (const fault of [
        { kind: 'status', status: 401 },
        { kind: 'status', status: 500 },
        { kind: 'html' },
        { kind: 'lost-answer' },
      ]) {
        await faulty({ target, ...fault });
        await sandbox.clock('10m');
      }
    }
    await sandbox.faults({ clear: true });
    await sandbox.happen({ peering: 'payments-mobile', do: 'accept' });
    await sandbox.clock('20m');
    await sandbox.command('operator', '/peering terminate payments-mobile');
    await sandbox.fill('operator', { 'Type the name to confirm': 'payments-mobile' });
    const started = await sandbox.press('operator', 'Terminate', { in: 'modal' });
    expect(topModal(started).text).toContain('on its way');
    await sandbox.clock('10m');
    expect(sandbox.world.effects()).toMatchObject({ 'create-peering': 1, 'delete-peering': 1 });
    await sandbox.stopBot();
    await sandbox.startBot();

    const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, YBM_APIKEY } =
      sandbox.world.environment(transport);
    const secrets = [SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, YBM_APIKEY].filter(Boolean);
    expect(secrets).toHaveLength(3);
    const bot = `http://127.0.0.1:${sandbox.botPort}`;
    const places = {
      log: sandbox.log.join(''),
      store: await readFile(sandbox.dataFile, 'utf8'),
      audit: await readFile(`${sandbox.dataFile}.audit.jsonl`, 'utf8'),
      slack: JSON.stringify((await sandbox.control<{ calls: unknown }>('/sandbox/slack/journal')).calls),
      metrics: await (await fetch(`${bot}/metrics`)).text(),
      readiness: await (await fetch(`${bot}/readyz`)).text(),
    };
    for (const [place, text] of Object.entries(places)) {
      expect(text.length, place).toBeGreaterThan(10);
      for (const secret of secrets) expect(text.includes(secret ?? ''), `${secret} in ${place}`).toBe(false);
    }
  },
);
