import { afterEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox, topModal } from './sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

test('the list says how many days a request has left that somebody made in the console', async () => {
  sandbox = await startSandbox();
  await sandbox.command('viewer', '/peering');
  const list = topModal(await sandbox.command('viewer', '/peering list orders'));
  expect(list.text).toContain('Pending: waiting to be accepted in AWS account 111122223333, 5 days left');
});
