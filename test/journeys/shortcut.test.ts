import { afterEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

test.each<Transport>(['http', 'socket'])('the global shortcut opens the list, over %s', async (transport) => {
  sandbox = await startSandbox({ transport });
  const list = topModal(await sandbox.shortcut('viewer', 'Peerings'));
  expect(list.title).toBe('Peerings');
  expect(list.text).toContain('orders-web');
});
