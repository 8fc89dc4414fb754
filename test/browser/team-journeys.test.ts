import { describe, expect, test } from 'vitest';
import { hasChromium } from './open-chromium.ts';
import { withSandbox } from './with-sandbox.ts';

const settings = { PEERING_CHECK_CRON: '10,40 * * * *' };

describe.skipIf(!hasChromium)('a team in a browser', { timeout: 120_000 }, () => {
  const { open } = withSandbox();

  test('a reminder, snoozed, woken, mended with its button', async () => {
    const { page, sandbox } = await open(
      { scenario: 'allow-list-removed-at-night', settings },
      { world: false },
    );
    await page.openChannel('general');
    await sandbox.clock('15h');
    await sandbox.clock('3h');
    await page.seeBadge('db-peerings', '1 for you');
    await page.openChannel('db-peerings');
    await page.see('Active, but traffic cannot flow', 'message');
    await page.openThread('orders-web');
    await page.see('@platform', 'thread');
    await page.screenshot('reminder');
    await page.press('Why am I seeing this', { in: 'message' });
    await page.see('PEERING_REMIND_EVERY', 'modal');
    await page.dismiss();

    await page.choose('Snooze', 'Snooze until Monday 09:00', { in: 'message' });
    await page.see('Snoozed by olivia until', 'message');
    await page.screenshot('snoozed');
    for (const day of ['24h', '24h']) await sandbox.clock(day);
    expect(await page.page.locator('.thread .message').count()).toBe(2);
    await page.become('viewer');
    await page.press('Wake', { in: 'message' });
    await page.seeNot('Snoozed by', 'message');
    await page.become('operator');
    await page.openChannel('general');
    await sandbox.clock('90m');
    await page.seeBadge('db-peerings', '1 for you');
    await page.openChannel('db-peerings');
    await page.openThread('orders-web');
    await page.see('for 2 days: orders-db no longer lets', 'thread');
    await page.seeNoBadge('db-peerings');
    await page.press('Allow access', { in: 'message' });
    await page.see('orders-db', 'modal');
    await page.submit();
    await page.see('is being let in', 'modal');
    await page.dismiss();
    await page.openThread('orders-web');
    await page.see('172.20.0.0/16 is let in on orders-db', 'thread');
    await sandbox.clock('90m');
    await page.see(/Resolved .* after 2 days/, 'message');
    await page.seeNoButton('Wake', 'message');
    await page.seeNoButton("I'm on it", 'message');
    await page.openThread('orders-web');
    await page.see('Resolved after 2 days', 'thread');
    await page.screenshot('resolved');

    await page.type('/peering history orders-web');
    await page.see('Woke the reminders', 'modal');
    await page.screenshot('history');
  });

  test('many at once are one message, and Details answers to one of them', async () => {
    const { page, sandbox } = await open({ scenario: 'thirty-in-trouble', settings }, { world: false });
    await page.openChannel('general');
    await sandbox.clock('90m');
    await page.seeBadge('db-peerings', '1 for you');
    await page.openChannel('db-peerings');
    await page.see('30 peerings need somebody', 'message');
    await page.scrollTo('30 peerings need somebody');
    await page.screenshot('digest');
    await page.press('Details', { in: 'message', row: 'orders-app-04' });
    await page.press("I'm on it", { in: 'modal' });
    await page.see('is on it since', 'modal');
  });

  test('what is protected is terminated when somebody else approves', async () => {
    const { page, sandbox } = await open(
      { scenario: 'small-company', settings: { ...settings, PEERING_PROTECTED: 'orders-web' } },
      { world: false },
    );
    await page.type('/peering terminate orders-web');
    await page.fill({ 'Type the name to confirm': 'orders-web' });
    await page.press('Terminate', { in: 'modal' });
    await page.see('have been asked in', 'modal');
    await page.dismiss();
    await page.see('asks to terminate', 'message');
    await page.press('Approve', { in: 'message' });
    await page.see('Your own request takes somebody else', 'message');

    await page.become('approver');
    await page.see('asks to terminate', 'message');
    await page.screenshot('approval');
    await page.press('Approve', { in: 'message' });
    await page.see('Approved', 'message');
    await page.become('operator');
    await page.seeBadge('Peering Bot', '1 for you');
    await page.openMessages('Peering Bot');
    await page.see('Request to terminate orders-web', 'message');
    await page.openChannel('db-peerings');
    await sandbox.clock('1h');
    await page.see(/orders-web\s+·\s+Terminated/, 'message');
    await page.type('/peering history orders-web');
    await page.see('Terminated.', 'modal');
    await page.see('Was not allowed to approve', 'modal');
    const { peerings } = sandbox.world.state().yugabyte;
    expect(peerings.map(({ spec }) => spec.name)).not.toContain('orders-web');
  });
});
