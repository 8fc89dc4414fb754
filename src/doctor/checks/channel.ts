import { hasCode } from '../../core/errors.ts';
import type { SlackProbe } from '../../core/probes.ts';
import { type Check, ok, problem } from '../check.ts';
import { needsToken } from './needs-token.ts';

/**
 * Needs no scope of its own: a bot reads a channel only while it is in it, and archiving one puts bots out of it.
 * https://github.com/elastic/connectors/issues/1972
 */
export function checkChannel(slack: SlackProbe, channel: string | undefined): Check {
  return {
    name: 'Channel',
    needs: needsToken(slack),
    async run() {
      if (!channel)
        return problem(
          'PEERING_CHANNEL is not set: there are no cards and no reminders.',
          'Set it to the id of a channel, and /invite the bot there.',
        );
      try {
        await slack.readChannel(channel);
      } catch (error) {
        if (hasCode(error, 'not-in-channel'))
          return problem(
            `The bot is not in the channel ${channel}, or the channel is archived.`,
            '/invite the bot there; unarchive the channel first, or set PEERING_CHANNEL to another.',
          );
        if (hasCode(error, 'channel-not-found'))
          return problem(
            `Slack knows no channel ${channel}, or it is a private one that the bot is not in.`,
            'Check PEERING_CHANNEL: it is the id at the bottom of the channel details. /invite the bot there.',
          );
        throw error;
      }
      return ok(
        `The bot is in the channel ${channel}, which is not archived. Whether it may post there shows when it does.`,
      );
    },
  };
}
