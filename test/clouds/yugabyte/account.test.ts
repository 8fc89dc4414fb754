import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Aeon, peeringRow, projectId, startAeon, status } from './aeon.ts';
import { apiKey, connect, failure } from './connect.ts';

let aeon: Aeon;
beforeEach(async () => {
  aeon = await startAeon();
});
afterEach(() => aeon.stop());

const other = '33333333-3333-4333-8333-333333333333';
const project = (id: string, name: string) => ({ id, name, spec: { name }, info: { id }, metadata: null });

test('the account is found out once, whoever asks at the same time', async () => {
  const db = connect(aeon.host);
  await Promise.all([db.listPeerings(), db.listAllowLists(), db.getPeering(other)]);
  await db.listPeerings();
  expect(aeon.count('GET', '/api/public/v1/account')).toBe(aeon.count('GET', '/accounts/') + 1);
});

test('every call carries the key', async () => {
  await connect(aeon.host, { apiKey: ` ${apiKey}\n` }).listPeerings();
  for (const { headers } of aeon.calls) {
    expect(headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(headers['user-agent']).toBe('peering-bot');
  }
});

test('several projects need YBM_PROJECT_ID, which the error lists with names', async () => {
  aeon.world.projects.push(project(other, 'staging'));
  const error = await failure(connect(aeon.host).listPeerings());
  expect(error.code).toBe('account-ambiguous');
  expect(error.message).toBe(
    `The Yugabyte account has several projects: default (${projectId}), staging (${other}).`,
  );
  expect(error.mend).toContain('YBM_PROJECT_ID');
  expect(await connect(aeon.host, { projectId }).listPeerings()).toEqual([]);
});

test('a YBM_PROJECT_ID that is not there names those that are', async () => {
  const error = await failure(connect(aeon.host, { projectId: other }).listPeerings());
  expect(error.code).toBe('config');
  expect(error.message).toContain(`it has default (${projectId}).`);
});

test('an account without project says so', async () => {
  aeon.world.projects.length = 0;
  const error = await failure(connect(aeon.host).listPeerings());
  expect(error.message).toBe('The Yugabyte account has no project that the API key may see.');
});

test('a failed discovery is not remembered', async () => {
  aeon.trouble('GET', '/account', status(403, 'no'));
  const db = connect(aeon.host);
  await failure(db.listPeerings());
  expect(await db.listPeerings()).toEqual([]);
});

test('a project that was replaced is found again', async () => {
  const db = connect(aeon.host);
  await db.listPeerings();
  aeon.world.projects.splice(0, 1, project(other, 'default'));
  aeon.world.peerings.push(peeringRow('new'));
  expect((await db.listPeerings()).map(({ name }) => name)).toEqual(['new']);
});

test('a list that is not found although the project is the same is an error, not an empty list', async () => {
  aeon.trouble('GET', '/vpc-peerings', status(404, 'Not found'), 9);
  expect((await failure(connect(aeon.host).listPeerings())).code).toBe('not-found');
});

test.each(['', '  ', 'two words', 'ключ'])('"%s" is refused as key before anything is sent', (key) => {
  expect(() => connect(aeon.host, { apiKey: key })).toThrow('YBM_APIKEY is not a key that can be sent.');
  expect(aeon.calls).toEqual([]);
});
