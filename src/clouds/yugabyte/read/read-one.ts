import type { z } from 'zod';
import type { Get } from '../http/get.ts';
import { bodyOf } from '../http/outcome.ts';
import type { ApiRequest } from '../http/request.ts';
import { single } from '../wire/answers.ts';
import { understand } from './understand.ts';

/** One thing, live; `undefined` when the API says that there is none (any more). */
export async function readOne<Row>(
  get: Get,
  request: Pick<ApiRequest, 'path' | 'params' | 'doing'>,
  row: z.ZodType<Row>,
): Promise<Row | undefined> {
  const outcome = await get(request);
  if (!outcome.ok && outcome.gone) return undefined;
  return understand(single(row), bodyOf(outcome), request.doing);
}
