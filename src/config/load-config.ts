import type { z } from 'zod';
import { PeeringBotError } from '../core/errors.ts';
import { createRedactor } from './redact.ts';
import { type SettingMeta, type Settings, settingMeta, settings } from './settings.ts';

type StoreSettings = Pick<Settings, 'DATABASE_URL' | 'PEERING_DATA_FILE'>;
type Environment = Readonly<Record<string, string | undefined>>;

/** One wrong or missing variable, in words. */
export interface ConfigProblem {
  key: string;
  /** What was found; never a secret. */
  found: string;
  allowed: string;
  mend: string;
}

export interface Config {
  slack: {
    botToken: string;
    appToken?: string;
    signingSecret?: string;
    apiUrl?: string;
    channel?: string;
  };
  rights: { operators: string[]; approvers: string[]; protectedNames: string[] };
  owners: ReadonlyMap<string, string>;
  approvalExpiresMs: number;
  yugabyte: { apiKey: string; host: string; projectId?: string };
  aws: {
    mode: Settings['PEERING_AWS_MODE'];
    roleArn?: string;
    externalId?: string;
    ec2Endpoint?: string;
    stsEndpoint?: string;
  };
  gcp: { mode: Settings['PEERING_GCP_MODE']; computeEndpoint?: string };
  store: { databaseUrl?: string; dataFile: string };
  reminders: {
    cron: string;
    timezone: string;
    pendingAfterMs: number;
    remindEveryMs: number;
    quietHours?: NonNullable<Settings['PEERING_QUIET_HOURS']>;
  };
  server: { port: number; host: string };
  logLevel: Settings['LOG_LEVEL'];
  /** Values that must never be printed. */
  secrets: string[];
}

/** Thrown with every problem at once. */
export class ConfigError extends PeeringBotError {
  readonly problems: ConfigProblem[];

  constructor(problems: ConfigProblem[]) {
    super(
      'config',
      `${problems.length === 1 ? 'One setting is' : `${problems.length} settings are`} wrong or missing.`,
    );
    this.problems = problems;
  }
}

/** Reads the settings; blank counts as absent. Throws `ConfigError`. */
export function loadConfig(environment: Environment): Config {
  const given = givenSettings(environment);
  const result = settings.safeParse(given);
  const wrong = result.success ? [] : problemsOf(result.error, given);
  const problems = [...wrong, ...missingTransport(given)];
  if (problems.length > 0 || !result.success) throw new ConfigError(problems);
  return toConfig(result.data, secretsIn(given));
}

/** Where the bot remembers, for commands that need nothing else. Throws `ConfigError` about these settings only. */
export function loadStoreConfig(environment: Environment): Pick<Config, 'store' | 'secrets'> {
  const given = givenSettings(environment);
  const result = settings.pick({ DATABASE_URL: true, PEERING_DATA_FILE: true }).safeParse(given);
  if (!result.success) throw new ConfigError(problemsOf(result.error, given));
  return { store: storeOf(result.data), secrets: secretsIn(given) };
}

function problemsOf({ issues }: z.ZodError, given: Record<string, string>): ConfigProblem[] {
  const keys = new Set(issues.map(({ path }) => String(path[0])));
  return [...keys].map((key) => problemOf(key, given[key]));
}

function storeOf({ DATABASE_URL, PEERING_DATA_FILE }: StoreSettings): Config['store'] {
  return { ...(DATABASE_URL && { databaseUrl: DATABASE_URL }), dataFile: PEERING_DATA_FILE };
}

function givenSettings(environment: Environment): Record<string, string> {
  const names = Object.keys(settings.shape);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

function metaOf(key: string): SettingMeta {
  const meta = settingMeta.get(settings.shape[key as keyof Settings]);
  if (!meta) throw new Error(`${key} has no description`);
  return meta;
}

function secretsIn(given: Record<string, string>): string[] {
  return Object.entries(given).flatMap(([key, value]) => (metaOf(key).secret ? [value] : []));
}

function problemOf(key: string, value: string | undefined): ConfigProblem {
  const meta = metaOf(key);
  return { key, found: sayFound(meta, value), allowed: meta.allowed, mend: sayMend(key, meta, value) };
}

function sayFound(meta: SettingMeta, value: string | undefined): string {
  if (value === undefined) return 'nothing';
  if (meta.secret) return `a value of ${value.length} characters (hidden)`;
  const shown = createRedactor([])(value);
  return JSON.stringify(shown.length > 80 ? `${shown.slice(0, 80)}…` : shown);
}

function sayMend(key: string, meta: SettingMeta, value: string | undefined): string {
  if (value?.startsWith('xapp-') && key === 'SLACK_BOT_TOKEN')
    return 'That is an app-level token: it belongs in SLACK_APP_TOKEN.';
  if (value?.startsWith('xoxb-') && key === 'SLACK_APP_TOKEN')
    return 'That is a bot token: it belongs in SLACK_BOT_TOKEN.';
  if (key === 'PEERING_CHANNEL' && value?.startsWith('#'))
    return "Open the channel's details in Slack and copy the id at the bottom.";
  const like = meta.example ?? meta.fallback;
  return like ? `Set it to something like ${key}=${like}` : `Set ${key}.`;
}

function missingTransport(given: Record<string, string>): ConfigProblem[] {
  if (given.SLACK_APP_TOKEN || given.SLACK_SIGNING_SECRET) return [];
  return [
    {
      key: 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
      found: 'neither',
      allowed: 'set: the app token for Socket Mode, or the signing secret for HTTP',
      mend: 'Socket Mode is the simpler start: create an app-level token with connections:write.',
    },
  ];
}

function toConfig(read: Settings, secrets: string[]): Config {
  return {
    slack: {
      botToken: read.SLACK_BOT_TOKEN,
      ...(read.SLACK_APP_TOKEN && { appToken: read.SLACK_APP_TOKEN }),
      ...(read.SLACK_SIGNING_SECRET && { signingSecret: read.SLACK_SIGNING_SECRET }),
      ...(read.SLACK_API_URL && { apiUrl: read.SLACK_API_URL }),
      ...(read.PEERING_CHANNEL && { channel: read.PEERING_CHANNEL }),
    },
    rights: {
      operators: read.PEERING_OPERATORS,
      approvers: read.PEERING_APPROVERS,
      protectedNames: read.PEERING_PROTECTED,
    },
    owners: read.PEERING_OWNERS,
    approvalExpiresMs: read.PEERING_APPROVAL_EXPIRES,
    yugabyte: {
      apiKey: read.YBM_APIKEY,
      host: read.YBM_HOST,
      ...(read.YBM_PROJECT_ID && { projectId: read.YBM_PROJECT_ID }),
    },
    aws: {
      mode: read.PEERING_AWS_MODE,
      ...(read.PEERING_AWS_ROLE_ARN && { roleArn: read.PEERING_AWS_ROLE_ARN }),
      ...(read.PEERING_AWS_EXTERNAL_ID && { externalId: read.PEERING_AWS_EXTERNAL_ID }),
      ...(read.AWS_ENDPOINT_URL_EC2 && { ec2Endpoint: read.AWS_ENDPOINT_URL_EC2 }),
      ...(read.AWS_ENDPOINT_URL_STS && { stsEndpoint: read.AWS_ENDPOINT_URL_STS }),
    },
    gcp: {
      mode: read.PEERING_GCP_MODE,
      ...(read.CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE && {
        computeEndpoint: read.CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE,
      }),
    },
    store: storeOf(read),
    reminders: {
      cron: read.PEERING_CHECK_CRON,
      timezone: read.PEERING_TIMEZONE,
      pendingAfterMs: read.PEERING_PENDING_AFTER,
      remindEveryMs: read.PEERING_REMIND_EVERY,
      ...(read.PEERING_QUIET_HOURS && { quietHours: read.PEERING_QUIET_HOURS }),
    },
    server: { port: read.PORT, host: read.HOST },
    logLevel: read.LOG_LEVEL,
    secrets,
  };
}
