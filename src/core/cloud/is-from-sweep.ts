import type { AwsFacts } from './aws-facts.ts';
import type { GcpFacts } from './gcp-facts.ts';

/** Whether DNS settings are as they were seen before, as it is after a look at many VPCs at once. */
export function isFromSweep(facts: AwsFacts | GcpFacts): boolean {
  return facts.provider === 'AWS' && facts.dns.ok && facts.dns.value.at !== undefined;
}
