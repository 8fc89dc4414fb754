import type { Button } from '@slack/types';
import type { BotFix, Verdict } from '../core/chain/link.ts';
import { button } from './blocks.ts';
import { howToLabel } from './hand-over.ts';

interface Mending {
  verdict: Verdict;
  fixes: BotFix[];
  provider: string;
  /** What the buttons carry, and the action of each. */
  value: string;
  actions: Record<BotFix['fix'] | 'how-to', string>;
}

/** The fixes that apply and the hand-over; the one that mends the first broken link stands out. */
export function mendButtons({ verdict, fixes, provider, value, actions }: Mending): Button[] {
  const howTo = howToLabel(verdict, provider);
  const labelOf = (fix: BotFix['fix']) => fixes.find((one) => one.fix === fix)?.label;
  const [again, complete, allow] = [labelOf('request-again'), labelOf('complete'), labelOf('allow-access')];
  const mendsFirst = verdict.firstBroken?.name === 'allowed' ? allow : (again ?? complete ?? howTo);
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
