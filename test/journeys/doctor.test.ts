import { afterEach, expect, test } from 'vitest';
import { type Persona, type Sandbox, startSandbox, topModal } from './sandbox.ts';
import { withoutClouds } from './without-clouds.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

/** The window of the doctor, once it is filled. */
async function examined(as: Persona) {
  await sandbox.command(as, '/peering doctor');
  return topModal(await filled(as));
}

const filled = (as: Persona) =>
  sandbox.until(as, ({ modals }) => !/Reading…|Checking again…/.test(modals.at(-1)?.text ?? 'Reading…'));

test.each(['operator', 'approver'] as const)('an %s sees that all is well', async (as) => {
  sandbox = await startSandbox();
  const { title, text } = await examined(as);
  expect(title).toBe('Doctor');
  expect(text).toMatch(/No problems\./);
  expect(text).toContain('All 6 scopes that the bot needs are granted.');
  expect(text).toContain('this bot alone holds it');
  expect(sandbox.world.effects()).toEqual({});
});

test.each(['viewer', 'guest'] as const)('a %s does not, and is told who does', async (as) => {
  sandbox = await startSandbox();
  const { title, text } = await examined(as);
  expect(title).toBe('Not allowed');
  expect(text).toMatch(/Only operators and approvers may see how the bot is set up.*npm run doctor/s);
  expect(text).toContain('@Olivia Operator');
  expect(text).not.toMatch(/scopes|Yugabyte/);
});

test('what is broken stands first with how to mend it; mended and checked again it is gone', async () => {
  sandbox = await startSandbox({
    settings: { ...withoutClouds, PEERING_OPERATORS: 'U0OPERATOR,S0GONE' },
  });
  await sandbox.control('/sandbox/slack/channel', { channel: 'db-peerings', do: 'remove-bot' });
  await sandbox.faults({
    target: 'yugabyte',
    kind: 'status',
    status: 401,
    times: 'always',
    match: { path: '/account' },
  });
  const { text } = await examined('operator');
  expect(text).toMatch(/^3 problems\./m);
  expect(text).toMatch(/Problem: Channel\n.*not in the channel C0PEERINGS.*\nHow to mend it: \/invite/);
  expect(text).toMatch(/Problem: User groups\nS0GONE/);
  expect(text).toMatch(/Problem: Yugabyte key\n.*has expired/);
  expect(text.indexOf('Problem:')).toBeLessThan(text.indexOf('Ok:'));

  await sandbox.control('/sandbox/slack/channel', { channel: 'db-peerings', do: 'invite-bot' });
  await sandbox.faults({ clear: true });
  await sandbox.press('operator', 'Check again', { in: 'modal' });
  const again = topModal(await filled('operator'));
  expect(again.text).toMatch(/^1 problem\./m);
  expect(again.text).not.toContain('Problem: Channel');
});

test('a bot in which nobody could ever approve says so when it starts', async () => {
  const settings = {
    PEERING_PROTECTED: 'prod-*',
    PEERING_OPERATORS: 'U0OPERATOR',
    PEERING_APPROVERS: 'S0PLATFORM',
  };
  sandbox = await startSandbox({ settings });
  const said = () => sandbox.log.filter((line) => line.includes('Nobody could ever approve'));
  await expect.poll(said).toHaveLength(1);
  expect(said()[0]).toMatch(/"level":"warn".*PEERING_APPROVERS/);
});

test('with roles in order it says nothing of the kind', async () => {
  sandbox = await startSandbox({ settings: { PEERING_PROTECTED: 'prod-*' } });
  await examined('operator');
  expect(sandbox.log.filter((line) => /Nobody/.test(line))).toEqual([]);
});
