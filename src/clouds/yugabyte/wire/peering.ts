import { z } from 'zod';
import type { Peering, PeeringSpec } from '../../../core/peering.ts';
import { text } from './parts.ts';

/** A row of `vpc-peerings`. */
export const peeringRow = z
  .object({
    spec: z.object({
      name: z.string(),
      internal_yugabyte_vpc_id: text,
      customer_vpc: z.object({
        external_vpc_id: z.string(),
        cloud_provider_project: z.string(),
        cidr: text,
        cloud_info: z.object({ code: z.string(), region: text }),
      }),
    }),
    info: z.object({ id: z.string().min(1), state: text, yugabyte_vpc_name: text }),
  })
  .transform(({ spec, info }): Peering => {
    const { external_vpc_id, cloud_provider_project, cidr, cloud_info } = spec.customer_vpc;
    return {
      id: info.id,
      name: spec.name,
      state: info.state ?? 'UNKNOWN',
      yugabyteVpcId: spec.internal_yugabyte_vpc_id ?? '',
      yugabyteVpcName: info.yugabyte_vpc_name ?? '',
      application: {
        provider: cloud_info.code,
        cloudProject: cloud_provider_project,
        externalVpcId: external_vpc_id,
        ...(cloud_info.region && { region: cloud_info.region }),
        ...(cidr && { cidr }),
      },
    };
  });

/** The body that asks for a peering: not wrapped in `spec`, unlike that of a VPC. */
export function peeringBody({ name, yugabyteVpcId, application }: PeeringSpec) {
  const { provider, cloudProject, externalVpcId, region, cidr } = application;
  return {
    name,
    internal_yugabyte_vpc_id: yugabyteVpcId,
    customer_vpc: {
      external_vpc_id: externalVpcId,
      cloud_provider_project: cloudProject,
      // A region is for AWS only: both of the vendor's tools leave it out for GCP.
      cloud_info: { code: provider, ...(provider === 'AWS' && region && { region }) },
      ...(cidr && { cidr }),
    },
  };
}
