import type { Button } from '@slack/types';
import { obstacleOf } from '../core/chain/judge.ts';
import type { BotFix, LinkName, Verdict } from '../core/chain/link.ts';
import { button } from './blocks.ts';
import { howToLabel } from './hand-over.ts';
import { actionIds } from './ids.ts';

type Actions = Record<BotFix['fix'] | 'how-to', string>;

/** In views, where the value is a peering's id. */
export const MEND_FROM_VIEW: Actions = {
  'how-to': actionIds.openHowTo,
  complete: actionIds.openComplete,
  'allow-access': actionIds.openAllowAccess,
  'request-again': actionIds.openRequestAgain,
};

/** On cards, where it is a `CardPress`. */
export const MEND_FROM_CARD: Actions = {
  'how-to': actionIds.cardHowTo,
  complete: actionIds.cardComplete,
  'allow-access': actionIds.cardAllowAccess,
  'request-again': actionIds.cardRequestAgain,
};

interface Mending {
  verdict: Verdict;
  fixes: BotFix[];
  /** The links that the bot is about to mend. */
  seesTo?: LinkName[];
  provider: string;
  /** What the buttons carry, and the action of each. */
  value: string;
  actions: Actions;
}

/** The fixes that apply and the hand-over; the one that mends the first link that stops traffic stands out. */
export function mendButtons({ verdict, fixes, seesTo = [], provider, value, actions }: Mending): Button[] {
  const howTo = howToLabel(verdict, provider, seesTo);
  const labelOf = (fix: BotFix['fix']) => fixes.find((one) => one.fix === fix)?.label;
  const [again, complete, allow] = [labelOf('request-again'), labelOf('complete'), labelOf('allow-access')];
  const mendsFirst = obstacleOf(verdict.links)?.name === 'allowed' ? allow : (again ?? complete ?? howTo);
  const press = (text: string | undefined, action: BotFix['fix'] | 'how-to') =>
    text === undefined
      ? []
      : [button({ text, action: actions[action], value, ...(text === mendsFirst && { style: 'primary' }) })];
  return [
    ...press(again, 'request-again'),
    ...press(complete, 'complete'),
    ...press(howTo, 'how-to'),
    ...press(allow, 'allow-access'),
  ];
}
