import type { AwsFacts } from './aws-facts.ts';
import type { GcpFacts } from './gcp-facts.ts';

/** Whether DNS settings are as they were seen before, or not seen yet, as it is after a look at many VPCs at once. */
export function isFromSweep(facts: AwsFacts | GcpFacts | undefined): boolean {
  if (facts?.provider !== 'AWS') return false;
  const { dns } = facts;
  return dns.ok ? dns.value.at !== undefined : dns.why === 'unreachable';
}
