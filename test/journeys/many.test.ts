import { afterEach, describe, expect, test } from 'vitest';
import { requestInConsole } from './console.ts';
import { channelText, type Sandbox, startSandbox, topModal } from './sandbox.ts';
import { withoutClouds } from './without-clouds.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const filledList = (text = 'of ') =>
  sandbox.until('viewer', (screen) => Boolean(screen.modals.at(-1)?.text.includes(text)));

async function openList(search = '') {
  await sandbox.command('viewer', `/peering list ${search}`);
  return topModal(await filledList());
}

/** Every call that Slack refused, views and messages that break its rules among them. */
async function refusedBySlack() {
  const { calls } = await sandbox.control<{
    calls: { method: string; answer: { ok?: boolean; error?: string } }[];
  }>('/sandbox/slack/journal');
  return calls.filter(({ answer }) => answer.ok === false);
}

/** The names on the page, in their order. */
const namesIn = (text: string) =>
  text.split('\n').flatMap((line) => / {2}· {2}(AWS|GCP) /.exec(line)?.input.split(' ')[0] ?? []);

test('no peering and no Yugabyte VPC: the list says so, create says how to make one', async () => {
  sandbox = await startSandbox({ scenario: 'empty' });
  await sandbox.command('operator', '/peering');
  await sandbox.until('operator', (screen) => channelText(screen).includes('There are no peerings yet'));
  const list = topModal(await sandbox.command('operator', '/peering list'));
  expect(list.text).toMatch(/There are no peerings yet/);
  expect(list.buttons).toEqual(['Create', 'Close']);
  const create = topModal(await sandbox.press('operator', 'Create', { in: 'modal' }));
  expect(create.text).toMatch(/no Yugabyte VPC yet.*Networking > VPC Network.*ybm vpc create/s);
  expect(create.fields).toEqual([]);
  expect(channelText(await sandbox.command('operator', '/peering details any'))).toMatch(/no peering called/);
  expect(await refusedBySlack()).toEqual([]);
});

test('one peering: one row, no pages, details and terminate', async () => {
  sandbox = await startSandbox({ scenario: 'small-company' });
  const { text, buttons } = await openList('orders-web');
  expect(text).toContain('1 to 1 of 1 that match, 6 in all');
  expect(buttons).not.toContain('Next page');
  const terminate = await sandbox.press('viewer', 'Terminate', { in: 'modal', row: 'orders-web' });
  expect(topModal(terminate).text).toMatch(/may/i);
});

test('25 peerings: two pages', async () => {
  sandbox = await startSandbox({ scenario: 'small-company' });
  for (let n = 0; n < 19; n++) {
    const network = `vpc-0a1b2c3d4e5f7${String(n).padStart(4, '0')}`;
    await requestInConsole(sandbox, `zoo-${n}`, { network, cidr: `172.28.${n}.0/24` });
  }
  await sandbox.clock('5m');
  expect((await openList()).text).toContain('1 to 20 of 25');
  const second = topModal(await sandbox.press('viewer', 'Next page', { in: 'modal' }));
  expect(second.text).toContain('21 to 25 of 25');
  expect(second.buttons).not.toContain('Next page');
  expect(topModal(await sandbox.press('viewer', 'Previous page', { in: 'modal' })).text).toContain('1 to 20');
});

describe('1,000 peerings', () => {
  test('cost, cold, their pages and no call more', async () => {
    sandbox = await startSandbox({ scenario: 'thousand' });
    await openList();
    const counted = sandbox.world.calls().filter(({ target }) => target === 'yugabyte');
    const counts = counted.map(({ method, path, count }) => [method, path.split('/').at(-1), count]);
    expect(Object.fromEntries(counts.map(([, what, count]) => [what, count]))).toEqual({
      account: 1,
      'vpc-peerings': 10,
      vpcs: 1,
      clusters: 1,
      'allow-lists': 1,
      tasks: 1,
    });
    expect(counts.every(([method]) => method === 'GET')).toBe(true);
  });

  test('cost, looked at, their pages and no call more, whatever they are reminded of', async () => {
    sandbox = await startSandbox({
      scenario: 'thousand',
      settings: { ...withoutClouds, PEERING_CHECK_CRON: '*/5 * * * *' },
    });
    await openList();
    await sandbox.clock('5m');
    sandbox.world.resetCalls();
    await sandbox.clock('5m');
    await sandbox.until('viewer', (screen) => channelText(screen).includes('Details tells what to do'));
    const counted = sandbox.world.calls().filter(({ target }) => target === 'yugabyte');
    expect(Object.fromEntries(counted.map(({ path, count }) => [path.split('/').at(-1), count]))).toEqual({
      'vpc-peerings': 10,
      vpcs: 1,
      clusters: 1,
      'allow-lists': 1,
    });
  });

  test('are paged through to the last, searched and filtered', async () => {
    sandbox = await startSandbox({ scenario: 'thousand' });
    const all = sandbox.world.state().yugabyte.peerings;
    const first = await openList();
    expect(first.text).toContain('1 to 20 of 1,000');
    const seen = new Set(namesIn(first.text));
    for (let page = 2; page <= 50; page++) {
      const { text } = topModal(await sandbox.press('viewer', 'Next page', { in: 'modal' }));
      for (const name of namesIn(text)) seen.add(name);
    }
    expect(seen).toEqual(new Set(all.map(({ spec }) => spec.name)));
    const last = topModal(await sandbox.screen('viewer'));
    expect(last.text).toContain('981 to 1,000 of 1,000');
    expect(last.buttons).not.toContain('Next page');

    await sandbox.fill('viewer', { Search: 'orders web' });
    const orders = all.filter(({ spec }) => spec.name.startsWith('orders-web-')).length;
    expect(topModal(await sandbox.screen('viewer')).text).toContain(`of ${orders} that match, 1,000 in all`);
    await sandbox.press('viewer', 'Pending', { in: 'modal' });
    const pending = all.filter(
      ({ spec, info }) => spec.name.startsWith('orders-web-') && info.state === 'PENDING',
    ).length;
    expect(topModal(await sandbox.screen('viewer')).text).toContain(`of ${pending} that match`);
    await sandbox.fill('viewer', { Search: '' });
    await sandbox.press('viewer', 'GCP', { in: 'modal' });
    const gcp = all.filter(
      ({ spec, info }) => spec.customer_vpc.cloud_info.code === 'GCP' && info.state === 'PENDING',
    ).length;
    expect(topModal(await sandbox.screen('viewer')).text).toContain(`1 to 20 of ${gcp} that match`);
    await sandbox.fill('viewer', { Search: 'nothing like this' });
    expect(topModal(await sandbox.screen('viewer')).text).toMatch(/Nothing matches.*1,000 in all/);
    expect(await refusedBySlack()).toEqual([]);
  });

  test('each row leads to details and to terminate, from any page; the menu counts them', async () => {
    sandbox = await startSandbox({ scenario: 'thousand' });
    await openList();
    const page = topModal(await sandbox.press('viewer', 'Next page', { in: 'modal' }));
    const name = namesIn(page.text).at(-1) ?? 'none';
    const details = await sandbox.press('viewer', 'Details', { in: 'modal', row: name });
    expect(topModal(details).text).toContain(name);
    expect(topModal(details).text).toMatch(/Peering ID/);
    await sandbox.press('viewer', 'Close', { in: 'modal' });
    // Back where it was.
    expect(topModal(await sandbox.screen('viewer')).text).toContain('21 to 40');
    await sandbox.command('operator', `/peering list ${name}`);
    const terminate = await sandbox.press('operator', 'Terminate', { in: 'modal', row: name });
    expect(topModal(terminate).fields.map(({ label }) => label)).toContain('Type the name to confirm');
    expect(channelText(await sandbox.command('operator', '/peering'))).toMatch(
      /1,000 peerings: 6\d\d Active/,
    );
    expect(await refusedBySlack()).toEqual([]);
  });
});
