import type { Target } from './signed-load.ts';

/** `/peering` as an operator types it, signed when it is sent. */
export function slashCommand(environment: Record<string, string>, port: number): Target {
  const body = new URLSearchParams({
    command: '/peering',
    text: '',
    user_id: 'U0OPERATOR',
    team_id: 'T0SANDBOX',
    channel_id: 'C0PEERINGS',
    api_app_id: 'A0PEERING',
    trigger_id: '1.2.abcdef',
    response_url: `${new URL('/commands/T0SANDBOX/1/none', environment.SLACK_API_URL)}`,
  }).toString();
  return { port, signingSecret: environment.SLACK_SIGNING_SECRET ?? '', body };
}
