import { z } from 'zod';
import type { YugabyteTask } from '../../../core/peering.ts';
import { shown, text } from './parts.ts';

/** A row of `tasks`. */
export const taskRow = z
  .object({
    info: z.object({
      id: z.string().min(1),
      entity_id: text,
      task_type: text,
      state: text,
      completed_on: text,
      metadata: shown(z.object({ created_on: text })),
    }),
  })
  .transform(({ info }): YugabyteTask => {
    const createdAt = timeOf(info.metadata?.created_on);
    const completedAt = timeOf(info.completed_on);
    return {
      id: info.id,
      entityId: info.entity_id ?? '',
      type: info.task_type ?? 'UNKNOWN',
      state: info.state ?? 'UNKNOWN',
      ...(createdAt !== undefined && { createdAt }),
      ...(completedAt !== undefined && { completedAt }),
    };
  });

function timeOf(written: string | null | undefined): number | undefined {
  const at = written ? Date.parse(written) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
