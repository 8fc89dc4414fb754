import { parseNetwork } from '../cidr.ts';
import type { CreateForm } from '../create-form.ts';
import type { PeeringSpec, YugabyteVpc } from '../peering.ts';

/** What a checked form asks of Yugabyte. The Yugabyte VPC's provider decides which fields count. */
export function specOfForm(form: CreateForm, vpc: Pick<YugabyteVpc, 'id' | 'provider'>): PeeringSpec {
  const cidr = form.cidr?.trim() ?? '';
  const parsed = parseNetwork(cidr);
  const region = form.region?.trim();
  return {
    name: form.name.trim(),
    yugabyteVpcId: vpc.id,
    application: {
      provider: vpc.provider,
      cloudProject: form.cloudProject.trim(),
      externalVpcId: form.externalVpcId.trim(),
      ...(vpc.provider === 'AWS' && region && { region }),
      ...(cidr !== '' && { cidr: parsed.ok ? parsed.network : cidr }),
    },
  };
}
