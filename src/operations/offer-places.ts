import { networksAt } from '../core/application-networks.ts';
import { checkCreateForm } from '../core/check-create-form.ts';
import type { Clouds } from '../core/cloud/clouds.ts';
import type { CreateForm } from '../core/create-form.ts';
import type { Observation } from '../core/peering.ts';
import { specOfForm } from '../core/plan/spec-of-form.ts';
import { yugabyteVpcOf } from '../core/yugabyte-vpc-of.ts';
import type { Offers } from './api.ts';

/** What a form that is being filled in can be offered from the cloud, without another look at it. */
export function offeredNetworks(form: CreateForm, observation: Observation): string[] {
  const vpc = yugabyteVpcOf(form, observation);
  return vpc.ok ? networksAt(specOfForm(form, vpc.value).application, observation) : [];
}

/** The VPCs or networks of the account and region, or of the project, that were filled in so far; none is no error. */
export async function offeredVpcs(
  form: CreateForm,
  observation: Observation,
  { aws, gcp }: Clouds,
): Promise<Offers['vpcs']> {
  const vpc = yugabyteVpcOf(form, observation);
  const wrong = new Set(checkCreateForm(form, observation, []).map(({ field }) => field));
  if (!vpc.ok || wrong.has('cloudProject')) return [];
  const { cloudProject, region = '' } = specOfForm(form, vpc.value).application;
  if (vpc.value.provider === 'AWS') {
    if (!aws || wrong.has('region')) return [];
    const vpcs = await aws.listVpcs({ account: cloudProject, region });
    return vpcs.ok
      ? vpcs.value.map(({ vpcId, name, cidrs }) => ({ id: vpcId, ...(name && { name }), cidrs }))
      : [];
  }
  const networks = await gcp?.listNetworks(cloudProject);
  return networks?.ok ? networks.value.map(({ name }) => ({ id: name, cidrs: [] })) : [];
}
