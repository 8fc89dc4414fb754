import { describe, expect, it } from 'vitest';
import { hasChromium } from './open-chromium.ts';
import { until, withPage } from './with-page.ts';

describe.skipIf(!hasChromium)('world panel', () => {
  const { fake, open } = withPage();

  it('offers what the console of that cloud offers in that state', async () => {
    const { page } = await open();
    const buttons = (name: string) =>
      page.locator(`.world [data-peering="${name}"] button`).allTextContents();
    await page.locator('.world [data-peering]').first().waitFor();
    expect(await buttons('orders-web')).toEqual([
      'Accept in the cloud console',
      'Reject in the cloud console',
    ]);
    expect(await buttons('reports')).toEqual(['Create the mirror peering']);
    expect(await buttons('billing')).toEqual(['Delete in the cloud console']);
    expect(await buttons('warehouse')).toEqual(['Delete the mirror peering']);
    expect(await buttons('legacy')).toEqual([]);
  });

  it('turns the world by the controls of the sandbox', async () => {
    const { turn, page } = await open();
    await turn('Accept in the cloud console', 'orders-web');
    await turn('Reject in the cloud console', 'orders-web');
    await turn('Create the mirror peering', 'reports');
    await turn('Delete the mirror peering', 'warehouse');
    await turn('Remove allow lists', 'orders-db');
    await turn('+26 h');
    await page.getByLabel('Turn the clock by').fill('90m');
    await turn('Turn');
    await turn('Yugabyte 429');
    await turn('Clear faults');
    await turn('Begin again with thousand');
    await until(() => fake().turns.length === 10);
    expect(fake().turns).toEqual([
      { path: 'world', body: { peering: 'orders-web', do: 'accept' } },
      { path: 'world', body: { peering: 'orders-web', do: 'reject' } },
      { path: 'world', body: { peering: 'reports', do: 'accept' } },
      { path: 'world', body: { peering: 'warehouse', do: 'delete' } },
      { path: 'world', body: { cluster: 'orders-db', do: 'remove-allow-lists' } },
      { path: 'clock', body: { advance: '26h' } },
      { path: 'clock', body: { advance: '90m' } },
      { path: 'faults', body: { target: 'yugabyte', kind: 'status', status: 429, times: 3 } },
      { path: 'faults', body: { clear: true } },
      { path: 'reset', body: { scenario: 'thousand' } },
    ]);
  });

  it('says why the world did not turn', async () => {
    const { page, turn } = await open();
    await page.getByLabel('Turn the clock by').fill('soon');
    await turn('Turn');
    await page.getByRole('alert').getByText('Write a duration, such as 26h.').waitFor();
    expect(await page.getByLabel('Turn the clock by').inputValue()).toBe('soon');
  });

  it('can be put away', async () => {
    const { showWorld, page } = await open();
    await page.locator('.world').waitFor();
    await showWorld(false);
    expect(await page.locator('.world').count()).toBe(0);
    await page.reload();
    await page.locator('.stage-grid').waitFor();
    expect(await page.locator('.world').count()).toBe(0);
  });

  it('leads to what the simulators cover', async () => {
    const { page } = await open();
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'What the simulators cover' }).click(),
    ]);
    await opened.getByRole('heading', { name: 'yugabyte' }).waitFor();
    await opened.getByText('GET /ping').waitFor();
  });
});
