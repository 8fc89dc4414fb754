import type { Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { deliver, type Retry } from './deliver.ts';

/** World milliseconds before the 1st, 2nd and 3rd retry: https://docs.slack.dev/apis/events-api */
const pauses = [0, 60_000, 300_000];

/** Tells the app, if it subscribed to that event; resolves after the first attempt. */
export async function emitEvent(context: Context, event: Json & { type: string }): Promise<void> {
  const { app, team } = context.state;
  if (!app.botEvents.includes(subscriptionFor(event))) return;
  await attempt(context, {
    token: 'sandbox-verification-token',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event: { event_ts: context.ids.ts(context.clock.now()), ...event },
    type: 'event_callback',
    event_id: context.ids.next('Ev'),
    event_time: Math.floor(context.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${context.ids.secret(8)}`,
  });
}

async function attempt(context: Context, wrapper: Json, retry?: Retry): Promise<void> {
  const { generation } = context;
  const reply = await deliver(context, 'event', wrapper, retry);
  const pause = pauses[retry?.number ?? 0];
  if (reply.ok || reply.noRetry || pause === undefined) return;
  context.clock.after(pause, () => {
    if (context.generation !== generation) return;
    void attempt(context, wrapper, { number: (retry?.number ?? 0) + 1, reason: reply.trouble });
  });
}

/** Messages are subscribed to by the kind of channel. */
function subscriptionFor(event: Json & { type: string }): string {
  if (event.type !== 'message') return event.type;
  return `message.${event.channel_type === 'im' ? 'im' : event.channel_type === 'group' ? 'groups' : 'channels'}`;
}
