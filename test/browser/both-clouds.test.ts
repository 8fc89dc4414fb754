import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually } from '../journeys/driver.ts';
import { hasChromium } from './open-chromium.ts';
import { type Opened, withSandbox } from './with-sandbox.ts';

interface Scrollable {
  scrollIntoView(options: { block: 'start' }): void;
}

const act = { PEERING_AWS_MODE: 'act', PEERING_GCP_MODE: 'act' };
const advise = { PEERING_AWS_MODE: 'advise', PEERING_GCP_MODE: 'advise' };

/** On a busy machine a cloud may take longer than a window waits for it: then one looks again. */
async function refreshUntil({ page }: Opened, words: string) {
  const text = page.topModal().getByText(words).last();
  await eventually(
    async () => {
      const seen = await text.isVisible();
      if (!seen) await page.press('Refresh', { in: 'modal' });
      return seen;
    },
    (seen) => seen,
  );
}

/** A library that is loaded for the first time takes long. */
async function untilSeen(opened: Opened, works: string) {
  const { page } = opened;
  await page.type(`/peering details ${works}`);
  await page.seeModal('Peering');
  await refreshUntil(opened, 'Traffic flows.');
  await page.dismiss();
  await page.seeNoModal();
}

/** Turns the clock until the card says so: the clouds take seconds of the world's time, their libraries some of real time. */
async function turnUntil({ page, sandbox }: Opened, card: Locator, words: string) {
  await eventually(
    async () => {
      await sandbox.clock('5s');
      return (await card.textContent()) ?? '';
    },
    (text) => text.includes(words),
  );
  await page.see(words, 'message');
}

/** The world stands still until the returned function is called. */
function standStill({ sandbox }: Opened): () => void {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  void sandbox.world.clock.advance(0, () => held);
  return goOn;
}

/** At once: one after the other, the second click may still hit the first one's button. */
async function closeAll({ page }: Opened) {
  await page.topModal().getByRole('button', { name: 'Close all' }).click();
  await page.seeNoModal();
}

const details = (card: Locator) => card.getByRole('button', { name: 'Details', exact: true }).click();

describe.skipIf(!hasChromium)('both clouds in a browser', { timeout: 120_000 }, () => {
  const { open } = withSandbox();

  test('AWS: one form and one confirmation until traffic flows; a route breaks and is repaired', async () => {
    const opened = await open({ scenario: 'both-clouds', settings: act }, { world: false });
    const { page, sandbox } = opened;
    await untilSeen(opened, 'orders-web');
    await page.type('/peering create');
    await page.fill({ 'Yugabyte VPC': 'payments-vpc' });
    await page.fill({ Name: 'payments-mobile', 'Account ID': '111122223333', Region: 'eu-west-1' });
    await page.choose('Choose from AWS', 'mobile', { in: 'modal' });
    const typed = (label: string) => page.topModal().getByRole('textbox', { name: label }).inputValue();
    await eventually(
      () => typed('CIDR'),
      (cidr) => cidr === '10.20.0.0/16',
    );
    expect(await typed('VPC ID')).toBe('vpc-0a1b2c3d4e5f60718');
    await page.fill({ Access: 'Let this CIDR in' });
    await page.submit();
    await page.see(/Accept the request in AWS account 111122223333/, 'modal');
    await page.screenshot('plan');
    await page.submit();
    await page.see('is being requested', 'modal');
    await page.dismiss();
    await page.seeNoModal();

    await page.showWorld(true);
    const console = page.page.locator('.world [data-vpc="vpc-0a1b2c3d4e5f60718"]');
    const card = page.message('payments-mobile');
    // Between the second in which it is active in AWS and the one in which Yugabyte notices.
    await eventually(
      async () => {
        await sandbox.clock('200ms');
        return `${await console.locator('summary').textContent()} ${await card.textContent()}`;
      },
      (text) => /active.*Step 7 of 10: waiting until Yugabyte shows it ACTIVE/s.test(text),
    );
    const goOn = standStill(opened);
    await console.locator('summary').click();
    await console.locator('summary').getByText('active').waitFor();
    const routes = console.locator('tr', { hasText: 'pcx-' });
    await routes.nth(1).waitFor();
    await page.see('Nobody has to do anything now', 'message');
    await page.seeNoButton('How to accept', 'message');
    await page.screenshot('progress');
    goOn();

    await turnUntil(opened, card, 'Active, traffic can flow');
    await page.see('Traffic flows. Cluster payments-db lets 10.20.0.0/16 in.', 'message');
    expect((await card.textContent())?.match(/: ok/g)).toHaveLength(6);
    expect(sandbox.world.probe()['payments-mobile']).toBe('arrives');
    await page.screenshot('green');

    await details(card);
    await page.see('Traffic flows', 'modal');
    await page.press('Export', { in: 'modal' });
    await page.seeModal('Export');
    await page.see('aws_vpc_peering_connection_accepter', 'modal');
    await page.screenshot('export');
    await closeAll(opened);

    await page.turn('Break a route', 'payments-mobile');
    await routes.nth(1).waitFor({ state: 'detached' });
    expect(sandbox.world.probe()['payments-mobile']).toBe('no-route');
    await details(card);
    await page.press('Refresh', { in: 'modal' });
    await refreshUntil(opened, 'has no route to 10.61.0.0/24');
    await page.see('Routed: broken', 'modal');
    await page.screenshot('broken-route');
    await page.press('Repair', { in: 'modal' });
    await page.see(/1\. Route 10\.61\.0\.0\/24 to the peering in rtb-/, 'modal');
    await page.submit();
    await page.see('what is missing is being done', 'modal');
    await closeAll(opened);
    await turnUntil(opened, card, 'Active, traffic can flow');
    await routes.nth(1).waitFor();
    expect(sandbox.world.probe()['payments-mobile']).toBe('arrives');
  });

  test('GCP: one form and one confirmation until traffic flows', async () => {
    const opened = await open({ scenario: 'both-clouds', settings: act }, { world: false });
    const { page, sandbox } = opened;
    await untilSeen(opened, 'analytics-jobs');
    await page.type('/peering create');
    await page.fill({ 'Yugabyte VPC': 'search-vpc' });
    await page.fill({ Name: 'search-app', 'Project ID': 'local-search' });
    await page.choose('Choose from GCP', 'app-network', { in: 'modal' });
    await eventually(
      () => page.topModal().getByLabel('Network name').inputValue(),
      (name) => name === 'app-network',
    );
    await page.fill({ CIDR: '10.30.0.0/20', Access: 'Let this CIDR in' });
    await page.submit();
    await page.see(/Make the mirror peering on network app-network/, 'modal');
    await page.submit();
    await page.see('is being requested', 'modal');
    await page.dismiss();
    await page.seeNoModal();

    await page.showWorld(true);
    const console = page.page.locator('.world [data-vpc="app-network"]');
    const card = page.message('search-app');
    await turnUntil(opened, card, 'Active, traffic can flow');
    expect((await card.textContent())?.match(/: ok/g)).toHaveLength(5);
    await console.locator('summary').click();
    await console.locator('tr', { hasText: 'ACTIVE' }).waitFor();
    for (const other of ['444455556666', 'local-data-platform'])
      await page.page.locator('.console-account > summary', { hasText: other }).click();
    const heading = page.page.getByRole('heading', { name: 'AWS console' });
    await heading.evaluate((element: Scrollable) => element.scrollIntoView({ block: 'start' }));
    await page.screenshot('consoles');
    expect(sandbox.world.probe()['search-app']).toBe('arrives');
  });

  test('where it only advises: the lines for whoever may, and the way to let it see', async () => {
    const opened = await open({ scenario: 'both-clouds', settings: advise }, { world: false });
    const { page, sandbox } = opened;
    await untilSeen(opened, 'orders-web');
    await page.type('/peering details orders-checkout');
    await page.press('How to accept', { in: 'modal' });
    await page.see('aws ec2 accept-vpc-peering-connection', 'modal');
    await page.screenshot('hand-over');
    await closeAll(opened);

    await sandbox.happen({
      cloud: 'aws',
      do: 'deny',
      account: '111122223333',
      action: 'ec2:DescribeNetworkAcls',
    });
    await sandbox.clock('2m');
    await page.type('/peering details orders-web');
    await page.see('Permitted: unknown', 'modal');
    await page.screenshot('let-bot-see');
    await page.press('How to let the bot see', { in: 'modal' });
    await page.see('"Action":"ec2:DescribeNetworkAcls"', 'modal');
    expect(Object.keys(sandbox.world.effects())).toEqual([]);
  });
});
