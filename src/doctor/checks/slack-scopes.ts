import type { SlackProbe } from '../../core/probes.ts';
import { type Check, notCheckable, ok, problem } from '../check.ts';
import { needsToken } from './needs-token.ts';

/** Scopes are granted when the app is installed: a manifest that was changed since is not enough. */
export function checkSlackScopes(
  slack: SlackProbe,
  needed: readonly { scope: string; reason: string }[],
): Check {
  return {
    name: 'Slack scopes',
    needs: needsToken(slack),
    async run() {
      const { scopes } = await slack.identity();
      if (!scopes) return notCheckable('Slack did not say which scopes the bot token has.');
      const missing = needed.filter(({ scope }) => !scopes.includes(scope));
      if (missing.length === 0) return ok(`All ${needed.length} scopes that the bot needs are granted.`);
      const said = missing.map(({ scope, reason }) => `${scope} (${reason})`).join('; ');
      return problem(
        `The bot token lacks ${missing.length === 1 ? 'a scope' : `${missing.length} scopes`}: ${said}.`,
        'Bring the manifest of the Slack app up to manifests/, install the app again, and set SLACK_BOT_TOKEN if the token has changed.',
      );
    },
  };
}
