import type { RightsPolicy } from '../../core/authorize.ts';
import { actions, button, context, section } from '../blocks.ts';
import { actionIds, command } from '../ids.ts';
import type { PrivateMessage } from '../interaction.ts';
import { code, join, mention, mrkdwn } from '../mrkdwn.ts';
import type { Word } from './parse.ts';

/** How to use it; where a word was not understood, with the one that may have been meant. */
export function helpMessage(
  { operators, approvers, protectedNames }: RightsPolicy,
  misunderstood?: { unknown: string; meant?: Word },
): PrivateMessage {
  const meant = misunderstood?.meant;
  const sorry = misunderstood
    ? mrkdwn`${code(`${command} ${misunderstood.unknown}`)} is not something this bot knows.${
        meant && mrkdwn` Did you mean ${code(`${command} ${meant}`)}?`
      }`
    : undefined;
  const whoMay = [...new Set([...operators, ...approvers])];
  return {
    text: join([sorry, mrkdwn`${USAGE.map(([form, does]) => `${form}: ${does}`).join('. ')}.`], ' '),
    blocks: [
      ...(sorry ? [section(sorry)] : []),
      section(join(USAGE.map(([form, does]) => mrkdwn`${code(form)}  ${does}`))),
      section(
        mrkdwn`Slash commands do not work in threads: use the shortcut *Peerings* there, or the buttons of a card.`,
      ),
      context(
        whoMay.length === 0
          ? mrkdwn`Everybody may look. Nobody is set up to change peerings yet (PEERING_OPERATORS).`
          : mrkdwn`Everybody may look; ${join(whoMay.map(mention), ', ')} may change.${
              protectedNames.length > 0
                ? mrkdwn` Names like ${join(protectedNames.map(code), ', ')} take the approval of somebody else.`
                : undefined
            }`,
      ),
      ...actions('peering.help', [
        button({ text: 'List', action: actionIds.openList, style: 'primary' }),
        button({ text: 'Create', action: actionIds.openCreate }),
      ]),
    ],
  };
}

const USAGE: readonly (readonly [form: string, does: string])[] = [
  [command, 'a summary and what waits for somebody'],
  [`${command} list [filter]`, 'all peerings, or those that match'],
  [`${command} details NAME`, 'both ends, will traffic flow, and what is missing'],
  [`${command} history NAME`, 'its whole story: what happened, who did it, and when'],
  [`${command} create`, 'ask for a new peering'],
  [`${command} terminate NAME`, 'take one down'],
  [`${command} doctor`, 'whether everything is set up; for operators and approvers'],
  [`${command} help`, 'this'],
];
