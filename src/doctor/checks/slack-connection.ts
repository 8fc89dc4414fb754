import type { SlackProbe } from '../../core/probes.ts';
import { type Check, ok } from '../check.ts';

/** How Slack's events reach the bot: one of both is set, or the bot would not start. */
export function checkSlackConnection(slack: SlackProbe, { appToken }: { appToken?: string }): Check {
  return appToken ? socketMode(slack) : http;
}

const socketMode = (slack: SlackProbe): Check => ({
  name: 'Socket Mode',
  async run() {
    await slack.socketMode();
    return ok('The app-level token opens Socket Mode.');
  },
});

const http: Check = {
  name: 'Signing secret',
  run: async () =>
    ok(
      'A signing secret is set, for HTTP mode; whether it is the right one shows when Slack first sends something.',
    ),
};
