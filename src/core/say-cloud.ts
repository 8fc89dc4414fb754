import type { ApplicationVpc } from './peering.ts';

/** "AWS account 111122223333", "GCP project my-project". */
export function sayCloud(application: Pick<ApplicationVpc, 'provider' | 'cloudProject'>): string {
  return `${application.provider} ${application.provider === 'AWS' ? 'account' : 'project'} ${application.cloudProject}`;
}
