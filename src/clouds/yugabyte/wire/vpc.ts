import { z } from 'zod';
import type { YugabyteVpc } from '../../../core/peering.ts';
import { text, texts } from './parts.ts';

/** A row of `vpcs`. */
export const vpcRow = z
  .object({
    spec: z.object({
      name: z.string(),
      cloud: z.string(),
      parent_cidr: text,
      region_specs: z.array(z.object({ region: z.string(), cidr: text })).nullish(),
    }),
    info: z.object({
      id: z.string().min(1),
      state: text,
      cluster_ids: texts,
      cloud_provider_project: text,
      external_vpc_id: text,
    }),
  })
  .transform(
    ({ spec, info }): YugabyteVpc => ({
      id: info.id,
      name: spec.name,
      provider: spec.cloud,
      state: info.state ?? 'UNKNOWN',
      ...(spec.parent_cidr && { parentCidr: spec.parent_cidr }),
      regions: (spec.region_specs ?? []).map(({ region, cidr }) => ({ region, ...(cidr && { cidr }) })),
      clusterIds: info.cluster_ids,
      ...(info.cloud_provider_project && { cloudProject: info.cloud_provider_project }),
      ...(info.external_vpc_id && { externalVpcId: info.external_vpc_id }),
    }),
  );
