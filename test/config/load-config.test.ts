import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { envExample } from '../../src/config/env-example.ts';
import { explainConfig } from '../../src/config/explain-config.ts';
import { ConfigError, loadConfig } from '../../src/config/load-config.ts';
import { settings } from '../../src/config/settings.ts';

const minimal = {
  SLACK_BOT_TOKEN: 'xoxb-local-not-a-real-token',
  SLACK_SIGNING_SECRET: 'not-a-real-signing-secret',
  YBM_APIKEY: 'not-a-real-api-key',
};

function problemsOf(environment: Record<string, string>) {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('three variables are enough; the rest has the documented defaults', () => {
  const config = loadConfig(minimal);
  expect(config).toMatchObject({
    rights: { operators: [], approvers: [], protectedNames: [] },
    approvalExpiresMs: 24 * 3_600_000,
    yugabyte: { host: 'cloud.yugabyte.com' },
    aws: { mode: 'advise' },
    gcp: { mode: 'advise' },
    store: { dataFile: './data/peering-bot.json' },
    reminders: { cron: '*/5 * * * *', timezone: 'UTC', pendingAfterMs: 3_600_000, remindEveryMs: 86_400_000 },
    server: { port: 3000, host: '0.0.0.0' },
    logLevel: 'info',
  });
});

test('every setting is read into its type', () => {
  const config = loadConfig({
    ...minimal,
    SLACK_APP_TOKEN: 'xapp-local-not-a-real-token',
    SLACK_API_URL: 'http://127.0.0.1:4400/api/',
    PEERING_CHANNEL: 'C0PEERINGS',
    PEERING_OPERATORS: 'U0ANA, S0PLATFORM',
    PEERING_APPROVERS: 'S0APPROVERS',
    PEERING_PROTECTED: 'prod-*,*-live',
    PEERING_OWNERS: '111122223333=S0PLATFORM,my-project=U0ANA',
    PEERING_APPROVAL_EXPIRES: '2h',
    YBM_HOST: 'http://127.0.0.1:4401',
    YBM_PROJECT_ID: 'project-1',
    PEERING_AWS_MODE: 'act',
    PEERING_AWS_ROLE_ARN: 'arn:aws:iam::{accountId}:role/peering-bot',
    PEERING_GCP_MODE: 'off',
    DATABASE_URL: 'postgres://bot:not-a-real-password@127.0.0.1/bot',
    PEERING_CHECK_CRON: '0 * * * *',
    PEERING_TIMEZONE: 'Europe/Berlin',
    PEERING_PENDING_AFTER: '30m',
    PEERING_REMIND_EVERY: '7d',
    PEERING_QUIET_HOURS: '19:00-08:00',
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'debug',
  });
  expect(config.rights).toEqual({
    operators: ['U0ANA', 'S0PLATFORM'],
    approvers: ['S0APPROVERS'],
    protectedNames: ['prod-*', '*-live'],
  });
  expect([...config.owners]).toEqual([
    ['111122223333', 'S0PLATFORM'],
    ['my-project', 'U0ANA'],
  ]);
  expect(config.reminders).toMatchObject({
    pendingAfterMs: 1_800_000,
    remindEveryMs: 604_800_000,
    quietHours: { from: 1140, to: 480 },
  });
  expect(config.aws).toEqual({ mode: 'act', roleArn: 'arn:aws:iam::{accountId}:role/peering-bot' });
});

test('blank counts as absent', () => {
  expect(loadConfig({ ...minimal, PORT: '  ', PEERING_CHANNEL: '' }).server.port).toBe(3000);
});

test('nothing set: every needed variable is named at once, and the sandbox', () => {
  const problems = problemsOf({});
  expect(problems.map(({ key }) => key)).toEqual([
    'SLACK_BOT_TOKEN',
    'YBM_APIKEY',
    'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
  ]);
  expect(explainConfig(problems, true)).toContain('npm run sandbox');
});

const wrong: Record<string, string[]> = {
  SLACK_BOT_TOKEN: ['xoxp-user-token', 'token'],
  SLACK_APP_TOKEN: ['xoxb-local-not-a-real-token'],
  SLACK_API_URL: ['slack.example', 'ftp://127.0.0.1/'],
  PEERING_CHANNEL: ['#db-peerings', 'c0123', 'db-peerings'],
  PEERING_OPERATORS: ['@ana', 'U0ANA;U0BEN', 'ana@example.com'],
  PEERING_APPROVERS: ['everybody', '#db-peerings'],
  PEERING_PROTECTED: ['prod-[a-z]'],
  PEERING_OWNERS: ['111122223333', '1234=U0ANA', '111122223333=ana', '111122223333=U0ANA,111122223333=U0BEN'],
  PEERING_APPROVAL_EXPIRES: ['0h', 'soon', '-1h'],
  PEERING_AWS_MODE: ['on'],
  PEERING_AWS_ROLE_ARN: ['peering-bot'],
  DATABASE_URL: ['mysql://127.0.0.1/bot'],
  PEERING_CHECK_CRON: ['every minute', '61 * * * *', '* * * * * *'],
  PEERING_TIMEZONE: ['Mars/Olympus', 'Berlin'],
  PEERING_PENDING_AFTER: ['1 fortnight'],
  PEERING_REMIND_EVERY: ['daily', '0h'],
  PEERING_QUIET_HOURS: ['19-8', '25:00-08:00', '08:00-08:00'],
  PORT: ['http', '70000'],
  LOG_LEVEL: ['loud'],
};

test.each(Object.entries(wrong).flatMap(([key, values]) => values.map((value) => [key, value])))(
  '%s=%s is refused with what is allowed',
  (key, value) => {
    const problems = problemsOf({ ...minimal, [String(key)]: String(value) });
    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(problems[0]?.allowed).not.toBe('');
    expect(problems[0]?.mend).not.toBe('');
  },
);

test('all problems come at once', () => {
  const environment = Object.fromEntries(Object.entries(wrong).map(([key, [value]]) => [key, value ?? '']));
  expect(
    problemsOf({ ...minimal, ...environment })
      .map(({ key }) => key)
      .sort(),
  ).toEqual(Object.keys(wrong).sort());
});

test('a wrong secret is never shown, nor a token in the wrong place', () => {
  const problems = problemsOf({
    ...minimal,
    SLACK_BOT_TOKEN: 'xapp-1-not-a-real-token',
    PEERING_CHANNEL: 'xoxb-not-a-real-token',
    DATABASE_URL: 'mysql://bot:not-a-real-password@127.0.0.1/bot',
  });
  const text = explainConfig(problems, false);
  expect(text).not.toMatch(/not-a-real/);
  expect(text).toContain('it belongs in SLACK_APP_TOKEN');
});

test('the secrets of a config are known, so that they can be kept out of the log', () => {
  expect(loadConfig(minimal).secrets.sort()).toEqual(Object.values(minimal).sort());
});

test('.env.example is what the settings say, every key once', () => {
  const text = readFileSync('.env.example', 'utf8');
  expect(text).toBe(envExample());
  for (const key of Object.keys(settings.shape)) {
    expect(text.split('\n').filter((line) => line.replace(/^#/, '').startsWith(`${key}=`))).toHaveLength(1);
  }
});
