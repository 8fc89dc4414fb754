import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { type ErrorCode, PeeringBotError } from '../core/errors.ts';

/** Slack's own error code, e.g. `not_in_channel`; `undefined` when Slack did not answer. */
export function slackCode(error: unknown): string | undefined {
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited';
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** A failed Web API call in the words of this project. */
export function toBotError(error: unknown, doing: string): PeeringBotError {
  if (error instanceof PeeringBotError) return error;
  const code = slackCode(error);
  const known = code === undefined ? undefined : KNOWN[code];
  if (known) {
    const { message, mend } = known;
    const wait = error instanceof WebAPIRateLimitedError ? { retryAfterMs: error.retryAfter * 1000 } : {};
    return new PeeringBotError(known.code, message, { mend, cause: error, ...wait });
  }
  const why = code === undefined ? 'Slack did not answer' : `Slack answered "${code}"`;
  return new PeeringBotError('slack-failed', `${why} when ${doing}.`, { cause: error });
}

interface Known {
  code: ErrorCode;
  message: string;
  mend: string;
}

const invite = 'Invite the bot: /invite in that channel.';
const gone: Known = {
  code: 'message-gone',
  message: 'The message is no longer there.',
  mend: 'The bot posts a new one when something changes.',
};
const noSuchChannel: Known = {
  code: 'channel-not-found',
  message: 'Slack does not know the channel, or the bot may not see it.',
  mend: `Check PEERING_CHANNEL. ${invite}`,
};
const limited: Known = {
  code: 'rate-limited',
  message: 'Slack takes no more messages for a moment.',
  mend: 'Wait a minute.',
};
const refused: Known = {
  code: 'slack-failed',
  message: 'Slack no longer accepts the bot token.',
  mend: 'Install the app again and set SLACK_BOT_TOKEN to the new token.',
};

const KNOWN: Readonly<Record<string, Known>> = {
  not_in_channel: { code: 'not-in-channel', message: 'The bot is not in the channel.', mend: invite },
  channel_not_found: noSuchChannel,
  is_archived: {
    code: 'channel-archived',
    message: 'The channel is archived.',
    mend: 'Unarchive it, or set PEERING_CHANNEL to another channel.',
  },
  message_not_found: gone,
  thread_not_found: gone,
  cant_update_message: gone,
  edit_window_closed: gone,
  ratelimited: limited,
  rate_limited: limited,
  invalid_auth: refused,
  account_inactive: refused,
  token_revoked: refused,
  token_expired: refused,
  missing_scope: {
    code: 'slack-failed',
    message: 'The Slack app lacks a permission that it needs.',
    mend: 'Compare its scopes with manifests/ and install it again.',
  },
};
