import { z } from 'zod';
import * as parse from './parsers.ts';

/** What `.env.example` and a wrong value's answer say of a setting. */
export interface SettingMeta {
  group: string;
  /** One or two sentences. */
  about: string;
  /** Completes "must be …". */
  allowed: string;
  /** Shown in `.env.example` where nothing is the default. Obviously fake. */
  example?: string;
  /** Its value is never shown. */
  secret?: boolean;
  /** Used when the variable is absent or blank; as it would be typed. */
  fallback?: string;
  required?: boolean;
}

export const settingMeta = z.registry<SettingMeta>();

type Parser<Value> = z.ZodType<Value, string>;

function described<Schema extends z.ZodType>(schema: Schema, meta: SettingMeta): Schema {
  settingMeta.add(schema, meta);
  return schema;
}

const required = <Value>(parser: Parser<Value>, meta: SettingMeta) =>
  described(z.nonoptional(parser), { ...meta, required: true });
const optional = <Value>(parser: Parser<Value>, meta: SettingMeta) => described(z.optional(parser), meta);
const withFallback = <Value>(parser: Parser<Value>, fallback: string, meta: SettingMeta) =>
  described(z.prefault(parser, fallback), { ...meta, fallback });

const userList = 'a comma list of Slack user ids (U…) and user-group ids (S…)';
const cloudMode = 'off, advise (read and tell) or act';
const someDuration = 'a duration above zero such as 30m, 1h, 24h or 7d';

/** Every environment variable that the bot reads, in the order of `.env.example`. The only list there is. */
export const settings = z.object({
  SLACK_BOT_TOKEN: required(parse.botToken, {
    group: 'Slack',
    about: 'Bot token of the Slack app (OAuth & Permissions page).',
    allowed: 'a bot token, beginning with xoxb-',
    example: 'xoxb-your-bot-token',
    secret: true,
  }),
  SLACK_APP_TOKEN: optional(parse.appToken, {
    group: 'Slack',
    about:
      'App-level token with connections:write. When it is there, the bot uses Socket Mode and needs no public address.',
    allowed: 'an app-level token, beginning with xapp-',
    example: 'xapp-your-app-level-token',
    secret: true,
  }),
  SLACK_SIGNING_SECRET: optional(parse.secretWord, {
    group: 'Slack',
    about:
      'Signing secret of the Slack app: HTTP mode, when there is no app token. Slack posts to /slack/events on PORT.',
    allowed: 'the signing secret from the Basic Information page, without spaces',
    example: 'your-signing-secret',
    secret: true,
  }),
  SLACK_API_URL: optional(parse.url('http:', 'https:'), {
    group: 'Slack',
    about: 'Another base for the Slack Web API, for tests and the sandbox.',
    allowed: 'an http:// or https:// URL',
    example: 'http://127.0.0.1:4400/api/',
  }),
  PEERING_CHANNEL: optional(parse.channelId, {
    group: 'Slack',
    about: 'Channel id for cards and alerts. The bot must be a member: /invite it there.',
    allowed: 'a channel id such as C0123456789 (not its name)',
    example: 'C0PEERINGS',
  }),
  PEERING_OPERATORS: withFallback(parse.usersAndGroups, '', {
    group: 'Who may do what',
    about: 'Who may create, allow access and terminate. Empty: nobody, the bot reads only and says so.',
    allowed: userList,
    example: 'U0ANA,S0PLATFORM',
  }),
  PEERING_APPROVERS: withFallback(parse.usersAndGroups, '', {
    group: 'Who may do what',
    about: 'Who may approve changes of what PEERING_PROTECTED names, when somebody else asks.',
    allowed: userList,
    example: 'S0APPROVERS',
  }),
  PEERING_PROTECTED: withFallback(parse.namePatterns, '', {
    group: 'Who may do what',
    about: 'Name patterns of peerings whose changes need an approver who is not the requester.',
    allowed: 'a comma list of name patterns such as prod-*, *-live',
    example: 'prod-*',
  }),
  PEERING_OWNERS: withFallback(parse.owners, '', {
    group: 'Who may do what',
    about: 'Whom to mention for an AWS account or a GCP project.',
    allowed:
      'a comma list of account-or-project=user-or-group, such as 111122223333=S0PLATFORM,my-project=U0ANA, each account once',
    example: '111122223333=S0PLATFORM,my-project=U0ANA',
  }),
  PEERING_APPROVAL_EXPIRES: withFallback(parse.duration, '24h', {
    group: 'Who may do what',
    about: 'How long a request for approval can be answered.',
    allowed: someDuration,
  }),
  YBM_APIKEY: required(parse.secretWord, {
    group: 'YugabyteDB',
    about: 'API key of the YugabyteDB Aeon account; the same name as in the ybm CLI.',
    allowed: 'an API key without spaces',
    example: 'your-api-key',
    secret: true,
  }),
  YBM_HOST: withFallback(parse.text, 'cloud.yugabyte.com', {
    group: 'YugabyteDB',
    about:
      'API host, read as the ybm CLI reads it: the scheme is optional, http:// means plain HTTP, a path is dropped.',
    allowed: 'a host name, with port or scheme if needed',
  }),
  YBM_PROJECT_ID: optional(parse.text, {
    group: 'YugabyteDB',
    about: 'Needed only where the account has several projects.',
    allowed: 'a project id',
    example: '00000000-0000-4000-8000-000000000000',
  }),
  PEERING_AWS_MODE: withFallback(parse.oneOf('off', 'advise', 'act'), 'advise', {
    group: 'AWS and GCP',
    about:
      "What the bot does in AWS. Credentials come by the AWS SDK's own chain and names (AWS_PROFILE, AWS_REGION, …).",
    allowed: cloudMode,
  }),
  PEERING_AWS_ROLE_ARN: optional(parse.awsRoleArn, {
    group: 'AWS and GCP',
    about: 'Role to assume in each application account; {accountId} is filled in.',
    allowed: 'a role ARN such as arn:aws:iam::{accountId}:role/peering-bot',
    example: 'arn:aws:iam::{accountId}:role/peering-bot',
  }),
  PEERING_AWS_EXTERNAL_ID: optional(parse.secretWord, {
    group: 'AWS and GCP',
    about: 'External id for that role, if its trust policy asks for one.',
    allowed: 'text without spaces, 8 characters or more',
    example: 'your-external-id',
    secret: true,
  }),
  AWS_ENDPOINT_URL_EC2: optional(parse.url('http:', 'https:'), {
    group: 'AWS and GCP',
    about: "Another EC2 endpoint; the AWS SDK's own name.",
    allowed: 'an http:// or https:// URL',
    example: 'http://127.0.0.1:4402',
  }),
  AWS_ENDPOINT_URL_STS: optional(parse.url('http:', 'https:'), {
    group: 'AWS and GCP',
    about: "Another STS endpoint; the AWS SDK's own name.",
    allowed: 'an http:// or https:// URL',
    example: 'http://127.0.0.1:4402',
  }),
  PEERING_GCP_MODE: withFallback(parse.oneOf('off', 'advise', 'act'), 'advise', {
    group: 'AWS and GCP',
    about: 'What the bot does in GCP. Credentials are Application Default Credentials.',
    allowed: cloudMode,
  }),
  GOOGLE_APPLICATION_CREDENTIALS: optional(parse.text, {
    group: 'AWS and GCP',
    about: 'Credentials file for GCP, where the machine has none of its own.',
    allowed: 'a file name',
    example: './gcp-credentials.json',
  }),
  CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: optional(parse.url('http:', 'https:'), {
    group: 'AWS and GCP',
    about: 'Another Compute Engine endpoint; the same name as in gcloud.',
    allowed: 'an http:// or https:// URL',
    example: 'http://127.0.0.1:4403/compute/v1/',
  }),
  DATABASE_URL: optional(parse.url('postgres:', 'postgresql:'), {
    group: 'What the bot remembers',
    about: 'PostgreSQL for cards, operations and the audit log. Unset: the file PEERING_DATA_FILE.',
    allowed: 'a postgres:// URL',
    example: 'postgres://peering-bot:password@127.0.0.1:5432/peering_bot',
    secret: true,
  }),
  PEERING_DATA_FILE: withFallback(parse.text, './data/peering-bot.json', {
    group: 'What the bot remembers',
    about: 'Data file of the single process; ignored with DATABASE_URL.',
    allowed: 'a file name',
  }),
  PEERING_CHECK_CRON: withFallback(parse.cron, '*/5 * * * *', {
    group: 'Reminders',
    about: 'How often to look.',
    allowed: 'a cron expression of five fields such as */5 * * * *',
  }),
  PEERING_TIMEZONE: withFallback(parse.timezone, 'UTC', {
    group: 'Reminders',
    about: 'Time zone of the cron expression and of the quiet hours.',
    allowed: 'an IANA time zone such as UTC or Europe/Berlin',
  }),
  PEERING_PENDING_AFTER: withFallback(parse.duration, '1h', {
    group: 'Reminders',
    about: 'How long something may wait before the bot speaks first.',
    allowed: someDuration,
  }),
  PEERING_REMIND_EVERY: withFallback(parse.duration, '24h', {
    group: 'Reminders',
    about: 'How long until it speaks again.',
    allowed: someDuration,
  }),
  PEERING_QUIET_HOURS: optional(parse.quietHours, {
    group: 'Reminders',
    about: 'No reminder starts in these hours.',
    allowed: 'a span such as 19:00-08:00, in PEERING_TIMEZONE',
    example: '19:00-08:00',
  }),
  PORT: withFallback(parse.port, '3000', {
    group: 'Server',
    about: 'Port of /healthz, /readyz, /metrics and, in HTTP mode, /slack/events.',
    allowed: 'a port from 0 to 65535',
  }),
  HOST: withFallback(parse.text, '0.0.0.0', {
    group: 'Server',
    about: 'Address to listen on.',
    allowed: 'an address or host name',
  }),
  LOG_LEVEL: withFallback(parse.oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'), 'info', {
    group: 'Server',
    about: 'How much to log.',
    allowed: 'trace, debug, info, warn, error or silent',
  }),
});

/** The settings with their types; blank and absent mean the same. */
export type Settings = z.output<typeof settings>;
