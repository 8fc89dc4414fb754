import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createYugabyteProbe } from '../../../src/clouds/yugabyte/probe.ts';
import { systemClock } from '../../../src/system-clock.ts';
import { type Aeon, accountId, html, projectId, startAeon, status } from './aeon.ts';
import { apiKey, failure } from './connect.ts';

let aeon: Aeon;
beforeEach(async () => {
  aeon = await startAeon();
});
afterEach(() => aeon.stop());

const probe = (more: Partial<Parameters<typeof createYugabyteProbe>[0]> = {}) =>
  createYugabyteProbe({ apiKey, host: aeon.host, clock: { ...systemClock, now: () => 0 }, ...more });

test('the host is called without the key, and any answer will do', async () => {
  aeon.trouble('GET', '/ping', status(401, 'Invalid JWT'));
  expect(await probe().reach()).toEqual({ host: `127.0.0.1:${aeon.port}` });
  expect(aeon.calls[0]?.headers.authorization).toBeUndefined();
});

test('its time', async () => {
  aeon.trouble('GET', '/ping', status(200, '', { date: 'Thu, 15 Jan 2026 12:00:00 GMT' }));
  expect(await probe().serverTime()).toBe(Date.UTC(2026, 0, 15, 12));
});

test('a host out of reach, and one that is none', async () => {
  const { host } = aeon;
  await aeon.stop();
  const refused = await failure(probe({ host }).reach());
  expect(refused.message).toMatch(/refused the connection/);
  expect(refused.mend).toMatch(/YBM_HOST/);
  aeon = await startAeon();
  expect((await failure(probe({ host: 'http://' }).reach())).code).toBe('config');
});

describe('the key', () => {
  test('is accepted', () => probe().key());

  test.each([
    [401, 'JWT has expired', 'unauthorized', /has expired/],
    [401, 'Invalid JWT', 'unauthorized', /does not accept the API key/],
    [403, 'Forbidden', 'forbidden', /forbids/],
  ])('%i %s', async (code, detail, as, sentence) => {
    aeon.trouble('GET', '/account', status(code, detail));
    const error = await failure(probe().key());
    expect(error.code).toBe(as);
    expect(error.message).toMatch(sentence);
    expect(error.message).not.toContain(apiKey);
  });

  test('a proxy that answers in its place', async () => {
    aeon.trouble('GET', '/account', html(200));
    expect((await failure(probe().key())).message).toMatch(/web page instead of data/);
  });

  test('one that cannot be sent is said when asked, not thrown before', async () => {
    const broken = probe({ apiKey: 'two words' });
    await broken.reach();
    expect((await failure(broken.key())).code).toBe('config');
  });
});

test('where the bot works', async () => {
  expect(await probe().place()).toEqual({ account: accountId, project: projectId });
  expect((await failure(probe({ projectId: 'other' }).place())).message).toMatch(/YBM_PROJECT_ID/);
});

test('one row of each list, and which of them may not be read', async () => {
  expect(await probe().read()).toEqual(
    ['peerings', 'Yugabyte VPCs', 'clusters', 'allow lists'].map((list) => ({ list })),
  );
  expect(aeon.calls.filter(({ query }) => query.limit === '1')).toHaveLength(4);
  aeon.trouble('GET', '/clusters', status(403, 'Forbidden'));
  const clusters = (await probe().read()).find(({ list }) => list === 'clusters');
  expect(clusters?.problem).toMatch(/^Reading the clusters failed: Yugabyte forbids it/);
  expect(clusters?.mend).toMatch(/role of the API key/);
});
