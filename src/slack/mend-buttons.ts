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
  requestAgain: string;
}

/** The hand-over and the fixes that apply; the one that mends the first broken link stands out. */
export function mendButtons({ verdict, fixes, provider, value, ...actionOf }: Mending): Button[] {
  const howTo = howToLabel(verdict, provider);
  const again = fixes.find(({ fix }) => fix === 'request-again')?.label;
  const allow = fixes.find(({ fix }) => fix === 'allow-access')?.label;
  const mendsFirst = verdict.firstBroken?.name === 'allowed' ? allow : (again ?? howTo);
  const press = (text: string | undefined, action: string) =>
    text === undefined
      ? []
      : [button({ text, action, value, ...(text === mendsFirst && { style: 'primary' }) })];
  return [
    ...press(again, actionOf.requestAgain),
    ...press(howTo, actionOf.howTo),
    ...press(allow, actionOf.allowAccess),
  ];
}
