import { afterEach, expect, test } from 'vitest';
import { createPeering } from './create-peering.ts';
import { channelText, type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';
import { withoutClouds } from './without-clouds.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const NAME = 'payments-mobile';
const historyOf = async (name: string) =>
  topModal(await sandbox.command('viewer', `/peering history ${name}`));

/** Lets minutes pass until the card's thread has it: a busy machine may take a few. */
async function pass(sentence: string) {
  for (let minutes = 0; minutes < 30; minutes++) {
    if (channelText(await sandbox.screen('viewer')).includes(sentence)) return;
    await sandbox.clock('1m');
  }
  throw new Error(`never said: ${sentence}`);
}

/** Fails unless the sentences stand there in this order. */
function expectInOrder(text: string, sentences: string[]) {
  const found = sentences.map((sentence) => text.indexOf(sentence));
  expect(found, text).not.toContain(-1);
  expect(found, text).toEqual(found.toSorted((a, b) => a - b));
}

test.each<Transport>(['http', 'socket'])(
  'a peering has one story, from the first click to its end and beyond, over %s',
  async (transport) => {
    sandbox = await startSandbox({ transport, settings: withoutClouds });
    await createPeering(sandbox);
    await pass('Pending: waiting to be accepted');
    const pending = await historyOf(NAME);
    expect(pending.title).toBe('History');
    expect(pending.text).toMatch(/payments-mobile.*Pending/);
    expectInOrder(pending.text, [
      '@Olivia Operator',
      'Asked for this peering.',
      'Yugabyte has taken the request.',
      'Pending: waiting to be accepted',
    ]);

    // Somebody who may not tries, and it is in the story.
    await sandbox.press('viewer', 'Terminate', { in: 'message', row: NAME });
    await sandbox.clock('3h');
    await sandbox.happen({ peering: NAME, do: 'accept' });
    await pass('Active, but payments-db');

    await sandbox.press('operator', 'Allow access', { in: 'message', row: NAME });
    await sandbox.submit('operator');
    await pass('is let in on payments-db.');

    // From the details too.
    await sandbox.command('operator', `/peering details ${NAME}`);
    const active = topModal(await sandbox.press('operator', 'History', { in: 'modal' }));
    expect(active.text).toMatch(/payments-mobile.*Active/);
    expectInOrder(active.text, [
      'Pending: waiting to be accepted',
      'Wanted to terminate this peering and was not allowed to: Only operators and approvers may',
      'Active, but payments-db does not let 10.20.0.0/16 in.',
      'Asked to let 10.20.0.0/16 in.',
      'is let in on payments-db.',
    ]);

    await sandbox.command('operator', `/peering terminate ${NAME}`);
    await sandbox.fill('operator', { 'Type the name to confirm': NAME });
    await sandbox.press('operator', 'Terminate', { in: 'modal' });
    await pass('Terminated.');
    const gone = await historyOf(NAME.toUpperCase());
    expect(gone.text).toContain('Yugabyte does not have it any more');
    expectInOrder(gone.text, [
      'Asked for this peering.',
      '@Vera Viewer',
      'is let in on',
      'Asked to terminate this peering.',
      'Terminated.',
    ]);

    // What was told is known to the next process as well, before it has read anything.
    await sandbox.stopBot();
    await sandbox.faults({ target: 'yugabyte', kind: 'status', status: 500, times: 'always' });
    await sandbox.startBot();
    await historyOf(NAME);
    const later = await sandbox.until('viewer', ({ modals }) => !modals.at(-1)?.text.includes('Reading'));
    expectInOrder(topModal(later).text, ['Asked for this peering', 'Terminated.']);
  },
);

test('what was never there gets the nearest name; what nobody touched has no story', async () => {
  sandbox = await startSandbox();
  const unknown = await historyOf('orders-weeb');
  expect(unknown.text).toMatch(/There is no peering called.*orders-weeb.*Did you mean.*orders-web/s);
  const shown = topModal(await sandbox.press('viewer', 'Show orders-web', { in: 'modal' }));
  expect(shown.text).toMatch(/orders-web.*Nothing yet: nobody has asked this bot/s);
});
