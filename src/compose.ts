import { randomUUID } from 'node:crypto';
import { createYugabyte } from './clouds/yugabyte/yugabyte.ts';
import type { Config } from './config/load-config.ts';
import { createRedactor } from './config/redact.ts';
import type { Clock } from './core/ports.ts';
import { healthRoutes } from './observe/health.ts';
import { createLog, type Log } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { createOperations } from './operations/operations.ts';
import { createSlackApp } from './slack/app.ts';
import { createSlackClient } from './slack/client.ts';
import { createSlackNotifier } from './slack/notifier.ts';
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
  const managedDb = createYugabyte({
    ...config.yugabyte,
    clock,
    log,
    onCall: metrics.yugabyteCall,
    newRef: newReference,
  });
  const client = createSlackClient(config.slack, log);
  const operations = createOperations({
    managedDb,
    store,
    notifier: createSlackNotifier({ client, log }),
    clock,
    rights: config.rights,
    ...(config.slack.channel && { channel: config.slack.channel }),
    newId: newReference,
    log,
    onOperation: metrics.operation,
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
  const slack = createSlackApp({
    config: { ...config.slack, ...config.server },
    client,
    operations,
    rights: config.rights,
    clock,
    log,
    newRef: newReference,
    customRoutes: healthRoutes({
      slackReady: () => slack.ready(),
      storeWritable: () => store.checkWritable(),
      warnings: () => operations.undelivered().map(({ where, reason }) => `${where}: ${reason}`),
      metrics,
    }),
    onInteraction: metrics.interaction,
  });

  return {
    log,
    async start() {
      await slack.start();
      await operations.resume();
    },
    async stop() {
      await slack.stop();
      await operations.stop();
      await store.close();
    },
  };
}

export const logFor = (config: Config): Log =>
  createLog({ level: config.logLevel, redact: createRedactor(config.secrets) });

/** Short enough to be read out, random enough to be found in the log. */
const newReference = () => randomUUID().slice(0, 8);
