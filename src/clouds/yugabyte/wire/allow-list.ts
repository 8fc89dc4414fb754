import { z } from 'zod';
import type { AllowList } from '../../../core/peering.ts';
import { text, texts } from './parts.ts';

/** A row of `allow-lists`. */
export const allowListRow = z
  .object({
    spec: z.object({ name: z.string(), description: text, allow_list: texts }),
    info: z.object({ id: z.string().min(1), cluster_ids: texts, peering_id: text }),
  })
  .transform(
    ({ spec, info }): AllowList => ({
      id: info.id,
      name: spec.name,
      description: spec.description ?? '',
      entries: spec.allow_list,
      clusterIds: info.cluster_ids,
      ...(info.peering_id && { peeringId: info.peering_id }),
    }),
  );
