import type { AwsFacts } from './aws-facts.ts';
import type { GcpFacts } from './gcp-facts.ts';
import type { Unseen } from './sight.ts';

/** A look that has shown nothing at all. */
export function unseenFacts(provider: 'AWS' | 'GCP', at: number, unseen: Unseen): AwsFacts | GcpFacts {
  return provider === 'AWS'
    ? {
        provider,
        at,
        connection: unseen,
        vpc: unseen,
        dns: unseen,
        subnets: unseen,
        routeTables: unseen,
        networkAcls: unseen,
        securityGroups: unseen,
        connections: unseen,
      }
    : { provider, at, network: unseen, subnets: unseen, egressRules: unseen, peeringRoutes: unseen };
}
