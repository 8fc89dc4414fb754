import { z } from 'zod';

/** Something merely shown: absent, null or of another type than expected, it is left out and the row stays. */
export const shown = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(undefined);

/** Text that is absent, null or empty alike. */
export const text = shown(z.string().transform((value) => value || undefined));

/** A list that decides something: absent and null mean empty, anything else makes the row unreadable. */
export const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
