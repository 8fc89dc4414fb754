import { obstacleOf } from '../core/chain/judge.ts';
import type { Finding, HandOver, Link, LinkName, Verdict } from '../core/chain/link.ts';

/** The finding with ready-made lines that should be followed first, if there is one; `seesTo`: links that the bot is at. */
export function firstHandOver(
  verdict: Verdict,
  seesTo: LinkName[] = [],
): { link: Link; finding: Finding; handOver: HandOver } | undefined {
  const obstacle = obstacleOf(verdict.links);
  const links = obstacle ? [obstacle, ...verdict.links.filter((link) => link !== obstacle)] : verdict.links;
  for (const link of links.filter(({ name }) => !seesTo.includes(name))) {
    for (const finding of link.findings) {
      if (finding.nextStep?.kind === 'hand-over') return { link, finding, handOver: finding.nextStep };
    }
  }
  return undefined;
}

/** What a button that leads there is called. */
export function howToLabel(verdict: Verdict, provider: string, seesTo: LinkName[] = []): string | undefined {
  const first = firstHandOver(verdict, seesTo);
  if (!first) return undefined;
  if (first.link.status === 'unknown') return 'How to let the bot see';
  if (first.link.name !== 'accepted') return 'How to mend it';
  return provider === 'AWS' ? 'How to accept' : 'How to complete it';
}
