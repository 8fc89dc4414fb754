import type { SlackProbe } from '../../core/probes.ts';
import { type Check, ok } from '../check.ts';

export function checkSlackToken(slack: SlackProbe): Check {
  return {
    name: 'Slack token',
    async run() {
      const { team, botName } = await slack.identity();
      return ok(`The bot token works: it is @${botName} in the workspace ${team}.`);
    },
  };
}
