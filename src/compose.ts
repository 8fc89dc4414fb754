import { randomUUID } from 'node:crypto';
import { createAwsNetwork } from './clouds/aws/aws-network.ts';
import { createGcpNetwork } from './clouds/gcp/gcp-network.ts';
import { createYugabyteProbe } from './clouds/yugabyte/probe.ts';
import { createYugabyte } from './clouds/yugabyte/yugabyte.ts';
import type { Config } from './config/load-config.ts';
import { createRedactor } from './config/redact.ts';
import { approvalTroubles } from './core/approval.ts';
import type { Clouds } from './core/cloud/clouds.ts';
import type { Clock } from './core/ports.ts';
import type { StoreProbe } from './core/probes.ts';
import { createDoctor, type Doctor } from './doctor/doctor.ts';
import { healthRoutes } from './observe/health.ts';
import { createLog, type Log } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { createCloudProbe } from './operations/examine-clouds.ts';
import { withClouds } from './operations/observe-clouds.ts';
import { createOperations } from './operations/operations.ts';
import { createNextRun } from './reminders/next-run.ts';
import { createReminders } from './reminders/reminders.ts';
import { createSlackApp } from './slack/app.ts';
import { createSlackClient, type SlackClient } from './slack/client.ts';
import { scopes } from './slack/manifest.ts';
import { createSlackNotifier } from './slack/notifier.ts';
import { createSlackProbe } from './slack/probe.ts';
import { openStore } from './store/open-store.ts';
import { systemClock } from './system-clock.ts';

export interface Bot {
  log: Log;
  start(): Promise<void>;
  /** Lets acknowledgements finish; leaves operations resumable. */
  stop(): Promise<void>;
}

/** Builds the bot without listening. The only file that knows every implementation. */
export async function compose(
  config: Config,
  { clock = systemClock, log = logFor(config) }: { clock?: Clock; log?: Log } = {},
): Promise<Bot> {
  const metrics = createMetrics();
  const store = await openStore({ ...config.store, clock, log });
  const clouds = composeClouds(config, clock, log, metrics.cloudCall);
  const yugabyte = createYugabyte({
    ...config.yugabyte,
    clock,
    log,
    onCall: metrics.yugabyteCall,
    newRef: newReference,
  });
  const managedDb = withClouds(yugabyte, clouds, clock);
  const client = createSlackClient(config.slack, log);
  const { cron, ...policy } = config.reminders;
  const operations = createOperations({
    managedDb,
    clouds,
    store,
    notifier: createSlackNotifier({ client, log }),
    clock,
    rights: config.rights,
    owners: config.owners,
    policy,
    ...(config.slack.channel && { channel: config.slack.channel }),
    approvalExpiresMs: config.approvalExpiresMs,
    newId: newReference,
    // Without a channel there is nowhere to remind anybody: nothing ticks.
    ...(config.slack.channel && { nextTick: createNextRun(cron, policy.timezone) }),
    log,
    onOperation: metrics.operation,
  });
  const reminders = createReminders(cron, {
    managedDb,
    desk: operations.ticks,
    policy,
    clock,
    log,
    onTick: metrics.tick,
  });
  metrics.gauge('last_tick_age_seconds', 'Time since the last look at every peering.', () => {
    const last = operations.ticks.last();
    return last ? (clock.now() - last.at) / 1000 : -1;
  });
  metrics.gauge('observation_age_seconds', 'Age of the last reading of Yugabyte.', () => {
    const observation = operations.observation();
    return observation ? (clock.now() - observation.at) / 1000 : -1;
  });
  metrics.gauge(
    'undelivered_messages',
    'Cards and notes that Slack did not take.',
    () => operations.undelivered().length,
  );
  const doctor = composeDoctor(config, {
    client,
    clouds,
    clock,
    log,
    store: {
      async check() {
        await store.checkWritable();
        return { holder: 'this bot' };
      },
      read: async (key) => (await store.get(key))?.value,
    },
  });
  const slack = createSlackApp({
    config: { ...config.slack, ...config.server },
    client,
    operations,
    rights: config.rights,
    owners: config.owners,
    clock,
    log,
    newRef: newReference,
    doctor: doctor.examine,
    customRoutes: healthRoutes({
      slackReady: () => slack.ready(),
      storeWritable: () => store.checkWritable(),
      tickOverdue: reminders.overdue,
      warnings: () => operations.undelivered().map(({ where, reason }) => `${where}: ${reason}`),
      metrics,
    }),
    onInteraction: metrics.interaction,
  });

  return {
    log,
    async start() {
      const troubles = approvalTroubles(config.rights, config.slack.channel);
      for (const trouble of troubles) log.warn({}, trouble);
      await slack.start();
      await operations.resume();
      if (config.slack.channel) await reminders.start();
      if (troubles.length === 0) warnWhereNobodyCanAct(doctor, log);
    },
    async stop() {
      await slack.stop();
      await Promise.all([reminders.stop(), operations.stop()]);
      clouds.aws?.stop();
      clouds.gcp?.stop();
      await store.close();
    },
  };
}

/** What is switched on. Nothing of it is loaded before it is needed. */
function composeClouds(
  { aws, gcp }: Pick<Config, 'aws' | 'gcp'>,
  { now }: Clock,
  log: Log,
  onCall?: ReturnType<typeof createMetrics>['cloudCall'],
): Clouds {
  const { mode: awsMode, ...atAws } = aws;
  const { mode: gcpMode, ...atGcp } = gcp;
  return {
    ...(awsMode !== 'off' && {
      aws: createAwsNetwork({ mode: awsMode, ...atAws, now, log, ...(onCall && { onCall: onCall('AWS') }) }),
    }),
    ...(gcpMode !== 'off' && {
      gcp: createGcpNetwork({ mode: gcpMode, ...atGcp, now, log, ...(onCall && { onCall: onCall('GCP') }) }),
    }),
  };
}

/** The doctor of a bot that runs, or of one that does not: `store` makes the difference. */
export function composeDoctor(
  config: Config,
  {
    store,
    log,
    clock = systemClock,
    client = createSlackClient(config.slack, log),
    clouds = composeClouds(config, clock, log),
  }: { store: StoreProbe; log: Log; clock?: Clock; client?: SlackClient; clouds?: Clouds },
): Doctor {
  return createDoctor({
    config,
    neededScopes: scopes,
    slack: createSlackProbe({ config: config.slack, client: client.patient, log }),
    yugabyte: createYugabyteProbe({ ...config.yugabyte, clock }),
    clouds: createCloudProbe(clouds, createYugabyte({ ...config.yugabyte, clock }).listPeerings),
    store,
    clock,
    machine: systemClock,
    nodeVersion: process.versions.node,
    nextTick: createNextRun(config.reminders.cron, config.reminders.timezone),
    log,
  });
}

/** Nobody waits for it: Slack may be slow, and the bot serves meanwhile. */
function warnWhereNobodyCanAct(doctor: Doctor, log: Log): void {
  doctor.whoCanAct().then(({ status, sentence, mend }) => {
    if (status === 'problem') log.warn({ mend }, sentence);
  });
}

export const logFor = (config: Config): Log =>
  createLog({ level: config.logLevel, redact: createRedactor(config.secrets) });

/** Short enough to be read out, random enough to be found in the log. */
const newReference = () => randomUUID().slice(0, 8);
