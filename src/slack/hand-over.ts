import type { Finding, HandOver, Link, Verdict } from '../core/chain/link.ts';

/** The finding with ready-made lines that should be followed first, if there is one. */
export function firstHandOver(
  verdict: Verdict,
): { link: Link; finding: Finding; handOver: HandOver } | undefined {
  const { firstBroken } = verdict;
  const links = firstBroken
    ? [firstBroken, ...verdict.links.filter((link) => link !== firstBroken)]
    : verdict.links;
  for (const link of links) {
    for (const finding of link.findings) {
      if (finding.nextStep?.kind === 'hand-over') return { link, finding, handOver: finding.nextStep };
    }
  }
  return undefined;
}

/** What a button that leads there is called. */
export function howToLabel(verdict: Verdict, provider: string): string | undefined {
  const first = firstHandOver(verdict);
  if (!first) return undefined;
  if (first.link.name !== 'accepted') return 'How to mend it';
  return provider === 'AWS' ? 'How to accept' : 'How to complete it';
}
