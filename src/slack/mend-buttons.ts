import type { Button } from '@slack/types';
import type { BotFix, Verdict } from '../core/chain/link.ts';
import { button } from './blocks.ts';
import { howToLabel } from './hand-over.ts';

interface Mending {
  verdict: Verdict;
  fixes: BotFix[];
  provider: string;
  /** What both buttons carry, and the action of each. */
  value: string;
  howTo: string;
  allowAccess: string;
}

/** The hand-over and the fix that apply; the one that mends the first broken link stands out. */
export function mendButtons({ verdict, fixes, provider, value, howTo, allowAccess }: Mending): Button[] {
  const label = howToLabel(verdict, provider);
  const fix = fixes.find((one) => one.fix === 'allow-access');
  const mendsFirst = verdict.firstBroken?.name === 'allowed' ? fix : label;
  const style = (one: unknown) => (one === mendsFirst ? ({ style: 'primary' } as const) : {});
  return [
    ...(label ? [button({ text: label, action: howTo, value, ...style(label) })] : []),
    ...(fix ? [button({ text: fix.label, action: allowAccess, value, ...style(fix) })] : []),
  ];
}
