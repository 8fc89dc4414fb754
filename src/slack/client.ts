import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import type { Log } from './log.ts';

/** Slack's Web API, for people who wait and for work that nobody waits for. */
export interface SlackClient {
  /** Neither queues nor retries: a trigger id lives three seconds, and an answer to a click must not wait behind a card. */
  quick: WebClient;
  /** For cards and notes. It does not retry either: a post whose answer was lost may have been made. */
  patient: WebClient;
}

export const defaultApiUrl = 'https://slack.com/api/';

const QUICK_TIMEOUT_MS = 2500;
const PATIENT_TIMEOUT_MS = 10_000;

export function createSlackClient(config: { botToken: string; apiUrl?: string }, log: Log): SlackClient {
  // `headers` must stay unset: WebClient writes the token into that object and shares it between clients.
  const shared = {
    slackApiUrl: config.apiUrl ?? defaultApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: slackLogger(log),
  };
  return {
    quick: new WebClient(config.botToken, { ...shared, timeout: QUICK_TIMEOUT_MS }),
    patient: new WebClient(config.botToken, { ...shared, timeout: PATIENT_TIMEOUT_MS }),
  };
}

/** Slack's packages write into our log; their debug lines carry whole payloads and are dropped. */
export function slackLogger(log: Log): Logger {
  const say = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug() {},
    info: (...parts) => log.debug({ from: 'slack-sdk' }, say(parts)),
    warn: (...parts) => log.warn({ from: 'slack-sdk' }, say(parts)),
    error: (...parts) => log.error({ from: 'slack-sdk' }, say(parts)),
    getLevel: () => LogLevel.INFO,
    setLevel() {},
    setName() {},
  };
}
