import type { ApplicationVpc } from './peering.ts';

/** Names an application VPC: the same for the same VPC, whatever else is said of it. */
export function placeKey({
  provider,
  cloudProject,
  region = '',
  externalVpcId,
}: Pick<ApplicationVpc, 'provider' | 'cloudProject' | 'region' | 'externalVpcId'>): string {
  return [provider, cloudProject, provider === 'AWS' ? region : '', externalVpcId].join('/');
}
