import type { SlackProbe } from '../../core/probes.ts';
import type { Check } from '../check.ts';

/** For checks that say nothing while the bot token does not work. */
export const needsToken = (slack: SlackProbe): NonNullable<Check['needs']> => ({
  held: slack.identity,
  otherwise: 'Not checked, because Slack could not be asked with the bot token.',
});
