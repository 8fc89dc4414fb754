import { afterEach, expect, test } from 'vitest';
import { cardOf, createPeering } from './create-peering.ts';
import { isLoading } from './driver.ts';
import { type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

test.each<Transport>(['http', 'socket'])('the global shortcut opens the list, over %s', async (transport) => {
  sandbox = await startSandbox({ transport });
  const list = topModal(await sandbox.shortcut('viewer', 'Peerings'));
  expect(list.title).toBe('Peerings');
  expect(list.text).toContain('orders-web');
  const create = await sandbox.press('viewer', 'Create', { in: 'modal' });
  expect(topModal(create).title).toBe('Not allowed');
});

interface ThreadView {
  messages: Record<string, { ts: string; replyCount: number; blocks?: Block[] }[]>;
}
interface Block {
  block_id: string;
  elements?: { action_id: string; text: { text: string }; value?: string }[];
}

test('in the thread of a card, where commands do not work, the card and the shortcut reach everything', async () => {
  sandbox = await startSandbox();
  await createPeering(sandbox);
  await sandbox.clock('10s');
  await sandbox.press('operator', '×', { in: 'modal' });
  const { card } = await cardOf(sandbox, 'payments-mobile');
  const channel = 'C0PEERINGS';
  await sandbox.control('/client/say', { as: 'operator', channel, text: '/peering', threadTs: card?.ts });
  expect((await sandbox.screen('operator')).notices).toEqual([expect.stringContaining('threads')]);

  // The thread shows the card on top, with its buttons.
  const { messages } = await sandbox.control<ThreadView>('/client/state?as=operator');
  const root = messages[channel]?.find(({ ts }) => ts === card?.ts);
  expect(root?.replyCount).toBeGreaterThan(1);
  const shown = new Map<string, string>();
  for (const { block_id: blockId, elements = [] } of root?.blocks ?? []) {
    for (const { action_id: actionId, text, value } of elements) {
      if (!actionId) continue;
      const container = { message: { channel, ts: root?.ts } };
      await sandbox.control('/client/action', {
        as: 'operator',
        container,
        blockId,
        actionId,
        value: { value },
      });
      const { title } = topModal(
        await sandbox.until('operator', (screen) => screen.modals.length > 0 && !isLoading(screen)),
      );
      shown.set(text.text, title);
      await sandbox.press('operator', '×', { in: 'modal' });
    }
  }
  expect(Object.fromEntries(shown)).toEqual({
    'How to accept': 'How to',
    'Allow access': 'Allow access',
    Details: 'Peering',
    Terminate: 'Terminate peering',
  });
  expect(topModal(await sandbox.shortcut('operator', 'Peerings')).text).toContain('payments-mobile');
});
