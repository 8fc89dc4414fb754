import { describe, expect, test } from 'vitest';
import { hasChromium } from './open-chromium.ts';
import { withSandbox } from './with-sandbox.ts';

describe.skipIf(!hasChromium)('a peering in a browser', { timeout: 120_000 }, () => {
  const { open } = withSandbox();

  // The newcomer's way, and the README's pictures.
  test('is created, accepted, let in and terminated', async () => {
    const { page, sandbox } = await open({ scenario: 'small-company' }, { world: false });
    await page.type('/peering');
    await page.see('6 peerings');
    await page.screenshot('menu');

    await page.press('List', { in: 'message' });
    await page.see('orders-checkout', 'modal');
    await page.screenshot('list');
    await page.press('Details', { in: 'modal', row: 'payments-ledger' });
    await page.see('444455556666', 'modal');
    await page.screenshot('details');
    await page.dismiss();
    await page.dismiss();
    await page.seeNoModal();

    await page.type('/peering create');
    await page.fill({ 'Yugabyte VPC': 'payments-vpc' });
    await page.fill({
      Name: 'payments-mobile',
      'Account ID': '111122223333',
      'VPC ID': 'vpc-0a1b2c3d4e5f60718',
      Region: 'eu-west-1',
      CIDR: '10.20.0.5/16',
    });
    await page.submit();
    await page.see('10.20.0.0/16', 'modal');
    await page.screenshot('create-error');
    await page.fill({ CIDR: '10.20.0.0/16' });
    await page.submit();
    await page.see('payments-mobile', 'modal');
    await page.submit();
    await page.see('is being requested', 'modal');
    await page.dismiss();
    await page.seeNoModal();
    await page.see('Until:', 'message');
    await page.showWorld(true);
    await page.see('payments-mobile', 'world');
    await page.screenshot('card-pending');

    await page.turn('Accept in the cloud console', 'payments-mobile');
    await page.turn('+1 h');
    await page.see('Active, but traffic cannot flow', 'message');
    await page.screenshot('card-active');
    await page.press('Allow access', { in: 'message', row: 'payments-mobile' });
    await page.see('payments-db', 'modal');
    await page.submit();
    await page.see('is being let in', 'modal');
    await page.dismiss();
    await page.turn('+1 h');
    await page.see('Allowed: ok', 'message');

    const terminate = page.message('payments-mobile').getByRole('button', { name: 'Terminate', exact: true });
    await terminate.click();
    await page.fill({ 'Also take away': true, 'Type the name to confirm': 'payments-mobile' });
    await page.topModal().getByRole('button', { name: 'Terminate', exact: true }).waitFor();
    await page.screenshot('terminate');
    await page.press('Terminate', { in: 'modal' });
    await page.see('is on its way', 'modal');
    await page.dismiss();
    await page.turn('+1 h');
    await page.see(/Terminated/, 'message');
    await page.openThread('payments-mobile');
    const { peerings, allowLists } = sandbox.world.state().yugabyte;
    expect(peerings.map(({ spec }) => spec.name)).not.toContain('payments-mobile');
    expect(allowLists.flatMap(({ spec }) => spec.allow_list)).not.toContain('10.20.0.0/16');
  });
});
