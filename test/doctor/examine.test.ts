import { expect, test } from 'vitest';
import { apiKey, botToken, givenDoctor } from './given.ts';

const never = () => new Promise<never>(() => {});

test('one check that throws, whatever it throws, does not stop the others and says nothing of it', async () => {
  const { doctor, log } = givenDoctor({
    slack: {
      readChannel: async () => {
        throw new Error('secret inside');
      },
    },
  });
  const checks = await doctor.examine();
  expect(checks.find(({ check }) => check === 'Channel')).toEqual({
    check: 'Channel',
    status: 'problem',
    sentence: 'The check itself failed.',
    mend: 'Try again; if it stays, look into the log of the bot.',
  });
  expect(checks.filter(({ status }) => status === 'problem')).toHaveLength(1);
  expect(log).toEqual([{ check: 'Channel', error: new Error('secret inside') }]);
});

test('one that hangs ends all the same', async () => {
  const timers: { ms: number; work: () => void }[] = [];
  const { doctor } = givenDoctor({
    yugabyte: { read: never },
    withinMs: 7000,
    after: (ms, work) => {
      const timer = { ms, work };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  const examining = doctor.examine();
  while (timers.length !== 1) await new Promise((resolve) => setImmediate(resolve));
  expect(timers[0]?.ms).toBe(7000);
  timers[0]?.work();
  const problems = (await examining).filter(({ status }) => status === 'problem');
  expect(problems).toMatchObject([{ check: 'Yugabyte role', sentence: 'This did not end within 7 s.' }]);
  expect(timers).toEqual([]);
});

test('secrets are hidden wherever they come from', async () => {
  const { doctor } = givenDoctor({
    slack: { identity: async () => ({ team: botToken, botName: 'peering' }) },
    yugabyte: { place: async () => ({ account: apiKey, project: 'p' }) },
  });
  const said = JSON.stringify(await doctor.examine());
  expect(said).not.toContain(botToken);
  expect(said).not.toContain(apiKey);
  expect(said).toContain('[redacted]');
});

test('whatever several checks need is asked for once', async () => {
  const { doctor, asked } = givenDoctor();
  await doctor.examine();
  expect(asked.sort()).toEqual(['S0PLATFORM', 'U0ANA', 'U0APPROVER', 'U0BEA', 'U0OPERATOR', 'identity']);
});
