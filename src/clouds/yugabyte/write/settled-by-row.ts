import type { z } from 'zod';
import type { Outcome } from '../http/outcome.ts';
import type { Settled } from './write-once.ts';

/** A create is settled by the row that it made. */
export const settledByRow =
  <Row>(schema: z.ZodType<Row>) =>
  (outcome: Outcome): Settled<Row> => {
    const read = outcome.ok ? schema.safeParse(outcome.body) : undefined;
    return read?.success ? { result: read.data } : undefined;
  };
