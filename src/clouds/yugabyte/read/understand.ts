import type { z } from 'zod';
import { PeeringBotError } from '../../../core/errors.ts';

/** Reads an answer by its schema; throws `bad-answer`. */
export function understand<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  doing: string,
): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw notUnderstood(doing, placesOf(read.error));
}

export function notUnderstood(doing: string, places: string): PeeringBotError {
  return new PeeringBotError(
    'bad-answer',
    `${doing} failed: Yugabyte's answer is not of the expected form.`,
    {
      means: 'What answered there is not the API, or the API has changed.',
      mend: 'Check YBM_HOST; if it is right, report the log line with the reference id.',
      cause: new Error(`not as expected: ${places}`),
    },
  );
}

/** Where the answer differs, without any of its values. */
export function placesOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.join('.') || 'body'} (${code})`)
    .join(', ');
}
