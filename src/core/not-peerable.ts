import type { YugabyteVpc } from './peering.ts';

/** Why this Yugabyte VPC cannot be peered now, in a sentence; `undefined` when it can. */
export function notPeerable(vpc: Pick<YugabyteVpc, 'name' | 'provider' | 'state'>): string | undefined {
  if (vpc.provider === 'AZURE') {
    return `${vpc.name} is in Azure, where Yugabyte offers private service endpoints instead of peering.`;
  }
  if (vpc.provider !== 'AWS' && vpc.provider !== 'GCP') {
    return `${vpc.name} is in ${vpc.provider}; only VPCs in AWS and GCP can be peered.`;
  }
  if (vpc.state === 'ACTIVE') return undefined;
  if (vpc.state === 'CREATING') return `${vpc.name} is still being made; it can be peered once it is ACTIVE.`;
  return `${vpc.name} is ${vpc.state}; only an ACTIVE VPC can be peered.`;
}
