import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs `npm start`'s command in an empty folder, so that no .env of the developer is read. */
function start(environment: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, 'src/main.ts')],
      { cwd: mkdtempSync(join(tmpdir(), 'peering-start-')), env: { PATH: process.env.PATH, ...environment } },
    );
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('exit', (code) => resolve({ code, stderr }));
  });
}

test('without settings it explains itself, names the sandbox and ends with 78', async () => {
  const { code, stderr } = await start({});
  expect(code).toBe(78);
  expect(stderr).toContain('npm run sandbox');
  expect(stderr).toContain('SLACK_BOT_TOKEN');
});

test('wrong settings: all of them at once, no secret, 78', async () => {
  const { code, stderr } = await start({
    SLACK_BOT_TOKEN: 'xoxp-not-a-real-token',
    YBM_APIKEY: 'not-a-real-api-key',
    SLACK_APP_TOKEN: 'xapp-local-not-a-real-token',
    PORT: 'http',
    PEERING_CHECK_CRON: 'hourly',
    PEERING_TIMEZONE: 'Mars/Olympus',
    PEERING_PENDING_AFTER: 'soon',
    PEERING_QUIET_HOURS: '25:00-08:00',
    PEERING_OWNERS: '111122223333=somebody',
  });
  expect(code).toBe(78);
  const reminders = ['CHECK_CRON', 'TIMEZONE', 'PENDING_AFTER', 'QUIET_HOURS', 'OWNERS'];
  const wrong = ['SLACK_BOT_TOKEN', 'PORT', ...reminders.map((name) => `PEERING_${name}`)];
  for (const key of wrong) expect(stderr).toContain(key);
  expect(stderr).not.toContain('not-a-real');
});
