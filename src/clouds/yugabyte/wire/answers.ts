import { z } from 'zod';

/** `{data: {…}}` */
export const single = <Row>(row: z.ZodType<Row>): z.ZodType<Row> =>
  z
    .object({ data: z.unknown() })
    .transform(({ data }) => data)
    .pipe(row);

/** One page of a list. Rows are read one by one later, so that a strange one does not take the list down. */
export const page = z
  .object({
    data: z.array(z.unknown()),
    _metadata: z.object({ continuation_token: z.string().nullish() }).nullish(),
  })
  .transform(({ data, _metadata }) => ({ rows: data, next: _metadata?.continuation_token || undefined }));
