import type { WebClient } from '@slack/web-api';
import { PeeringBotError } from '../core/errors.ts';
import type { SlackProbe } from '../core/probes.ts';
import { createSlackClient, defaultApiUrl } from './client.ts';
import type { Log } from './log.ts';
import { membershipIn } from './membership.ts';
import { slackCode, toBotError } from './slack-error.ts';

const TIMEOUT_MS = 5000;

/** Asks Slack what the doctor wants to know. Only reads; what it asks for by the app token is given up unused. */
export function createSlackProbe({
  config,
  client,
  log,
  fetch = globalThis.fetch,
}: {
  config: { appToken?: string; apiUrl?: string };
  client: WebClient;
  log: Log;
  fetch?: typeof globalThis.fetch;
}): SlackProbe {
  const apiUrl = config.apiUrl ?? defaultApiUrl;
  const identity = () => client.auth.test().catch(failed('checking the bot token'));

  return {
    async identity() {
      const { team, user, response_metadata } = await identity();
      const scopes = response_metadata?.scopes?.filter((scope) => scope !== '');
      return { team: team ?? '', botName: user ?? '', ...(scopes && { scopes }) };
    },
    async socketMode() {
      const { patient } = createSlackClient({ ...config, botToken: config.appToken ?? '' }, log);
      await patient.apps.connections.open().catch(socketModeFailed);
    },
    async readChannel(channel) {
      const { messages } = await client.conversations
        .history({ channel, limit: 1 })
        .catch(failed('reading the channel'));
      // The last thing that ever stands in an archived channel: https://docs.slack.dev/reference/events/message/channel_archive
      if (/^(channel|group)_archive$/.test(messages?.[0]?.subtype ?? ''))
        throw new PeeringBotError('channel-archived', `The channel ${channel} is archived.`, {
          mend: 'Unarchive it, or set PEERING_CHANNEL to another channel.',
        });
    },
    async members(usergroup) {
      try {
        return (await client.usergroups.users.list({ usergroup })).users ?? [];
      } catch (error) {
        if (slackCode(error) === 'no_such_subteam') return undefined;
        throw slackCode(error) === 'plan_upgrade_required'
          ? noUserGroups(error)
          : toBotError(error, 'reading a user group');
      }
    },
    async person(id) {
      const [{ team_id: team }, { user }] = await Promise.all([
        identity(),
        client.users.info({ user: id }).catch((error: unknown) => {
          if (UNKNOWN_PERSON.has(slackCode(error) ?? '')) return { user: undefined };
          throw toBotError(error, 'looking somebody up');
        }),
      ]);
      if (!user) return undefined;
      return {
        name: user.real_name || user.profile?.display_name || user.name || id,
        deactivated: user.deleted ?? false,
        membership: membershipIn(team, user),
      };
    },
    async serverTime() {
      const answer = await fetch(new URL('api.test', apiUrl), { signal: AbortSignal.timeout(TIMEOUT_MS) });
      await answer.body?.cancel();
      const at = Date.parse(answer.headers.get('date') ?? '');
      return Number.isNaN(at) ? undefined : at;
    },
  };
}

const UNKNOWN_PERSON = new Set(['user_not_found', 'user_not_visible', 'users_not_found']);

function failed(doing: string) {
  return (error: unknown): never => {
    throw toBotError(error, doing);
  };
}

const noUserGroups = (cause: unknown) =>
  new PeeringBotError('slack-failed', 'This workspace has no user groups: its plan does not include them.', {
    mend: 'Name user ids instead of user groups.',
    cause,
  });

const REFUSED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

function socketModeFailed(error: unknown): never {
  const code = slackCode(error) ?? '';
  const say = (message: string, mend: string) =>
    new PeeringBotError('slack-failed', message, { mend, cause: error });
  if (REFUSED.has(code))
    throw say(
      'Slack does not accept the app-level token.',
      'Make a new one under Basic Information > App-Level Tokens, with connections:write, and set it as SLACK_APP_TOKEN.',
    );
  if (code === 'missing_scope')
    throw say(
      'The app-level token lacks connections:write.',
      'Make a new one under Basic Information > App-Level Tokens, with that scope.',
    );
  if (code === '' || code === 'ratelimited') throw toBotError(error, 'asking for Socket Mode');
  throw say(
    `Slack does not open Socket Mode (${code}).`,
    'Turn Socket Mode on in the settings of the Slack app.',
  );
}
