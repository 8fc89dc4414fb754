import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPeering } from '../journeys/create-peering.ts';
import { type Sandbox, startSandbox } from '../journeys/sandbox.ts';
import { withoutClouds } from '../journeys/without-clouds.ts';
import { hasChromium, openChromium } from './open-chromium.ts';
import { openWorkspacePage, type WorkspacePage } from './workspace-page.ts';

let chromium: Browser;
let sandbox: Sandbox;
let page: WorkspacePage;

beforeAll(async () => {
  if (!hasChromium) return;
  chromium = await openChromium();
  sandbox = await startSandbox({
    settings: { ...withoutClouds, PEERING_CHECK_CRON: '*/30 * * * *', PEERING_PROTECTED: 'orders-*' },
  });
  const size = { width: 1280, height: 1280 };
  page = await openWorkspacePage(chromium, sandbox.world.addresses.slack, {
    as: 'approver',
    size,
    world: false,
  });
});
afterAll(async () => {
  await page?.close();
  await sandbox?.end();
  await chromium?.close();
});

test.skipIf(!hasChromium)(
  'Home in a browser: looked at, kept up to date, decided in',
  { timeout: 120_000 },
  async () => {
    await page.openChannel('Peering Bot');
    await page.see('My peerings (2)', 'home');
    // Others go on with their work.
    await createPeering(sandbox);
    await sandbox.press('operator', '×', { in: 'modal' });
    await sandbox.clock('6h');
    await sandbox.happen({ peering: 'payments-mobile', do: 'accept' });
    await sandbox.clock('1h');
    await sandbox.command('operator', '/peering terminate orders-web');
    await sandbox.fill('operator', { 'Type the name to confirm': 'orders-web' });
    await sandbox.press('operator', 'Terminate', { in: 'modal' });
    await page.see('asks to', 'home');
    await page.see('Pending until accepted: median', 'home');
    await page.screenshot('home');

    await page.press('Details', { in: 'home', row: 'payments-mobile' });
    await page.see('Application VPC', 'modal');
    await page.dismiss();
    await page.press('Decline', { in: 'home' });
    await page.fill({ Reason: 'Not on Friday' });
    await page.submit();
    await page.see('Declined', 'modal');
    await page.dismiss();
    await page.seeNot('asks to', 'home');
    expect(sandbox.world.effects()['delete-peering']).toBeUndefined();
  },
);
