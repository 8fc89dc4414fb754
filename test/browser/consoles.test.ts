import { describe, expect, it } from 'vitest';
import { findFaint, findOverhang } from './measure-page.ts';
import { hasChromium } from './open-chromium.ts';
import { withSandbox } from './with-sandbox.ts';

describe.skipIf(!hasChromium)("the clouds' consoles in the world panel", () => {
  const { open } = withSandbox();

  it('show networks, routes and peerings, and what goes wrong in them', async () => {
    const { page: shown, sandbox } = await open(
      { scenario: 'both-clouds' },
      { size: { width: 1280, height: 1500 } },
    );
    const { page } = shown;
    const card = (vpc: string) => page.locator(`.world [data-vpc="${vpc}"]`);
    const orders = card('vpc-0a1b2c3d4e5f61001');
    await orders.locator('summary').click();
    await orders.getByText('172.21.0.0/16').first().waitFor();
    const rows = async () =>
      (await orders.locator('tr').allTextContents()).filter((row) => row.includes('pcx-'));
    expect(await rows()).toHaveLength(2);
    expect(await orders.locator('summary').textContent()).toContain('active');

    await shown.turn('Break a route', 'orders-web');
    await orders.locator('tr', { hasText: 'pcx-' }).nth(1).waitFor({ state: 'detached' });
    expect(await rows()).toHaveLength(1);
    await shown.turn('DNS off', 'orders-web');
    await orders.getByText('DNS off ·').waitFor();
    await shown.turn('Block by ACL', 'orders-web');
    await orders.getByText('network ACL stops 5433 and 9042').waitFor();
    await shown.turn('Unblock the ACL', 'orders-web');
    await orders.getByText('network ACL open').waitFor();

    const batch = card('batch-network');
    await batch.locator('summary').click();
    await batch.getByText('10.40.8.0/21').waitFor();
    await shown.turn('Block egress', 'batch-network');
    await batch.getByText(/denies tcp 5433 and 9042/).waitFor();
    await shown.screenshot('consoles-broken');
    expect(await findOverhang(page)).toEqual([]);
    // What scrolls down must not scroll sideways.
    const wider = "(body => body.scrollWidth - body.clientWidth)(document.querySelector('.world-body'))";
    expect(await page.evaluate(wider)).toBe(0);
    expect(await findFaint(page, '.world')).toEqual([]);
    await shown.turn('Unblock egress', 'batch-network');
    await shown.turn('Remove the mirror', 'analytics-jobs');
    await batch.getByText('none').waitFor();

    const account = page.locator('.console-account', { hasText: '111122223333' });
    await account.getByText('What the bot may do').click();
    await shown.turn('Take away', 'ec2:CreateRoute, account 111122223333');
    await page.getByText('The bot may not ec2:CreateRoute').waitFor();
    await account.getByText('What the bot may do').scrollIntoViewIfNeeded();
    await shown.screenshot('consoles-permissions');
    expect(sandbox.world.state().aws.accounts['111122223333']?.denied).toEqual(['ec2:CreateRoute']);
    await shown.turn('Give back', 'ec2:CreateRoute, account 111122223333');
    await page.getByText('The bot may not ec2:CreateRoute').waitFor({ state: 'detached' });
    const project = page.locator('.console-account', { hasText: 'local-search' });
    await project.getByText('What the bot may do').click();
    await shown.turn('Take away', 'compute.networks.addPeering, project local-search');
    await page.getByText('The bot may not compute.networks.addPeering').waitFor();
    expect(sandbox.world.state().gcp.projects.flatMap(({ denied }) => denied)).toEqual([
      'compute.networks.addPeering',
    ]);
  });
});
