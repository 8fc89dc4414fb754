import { z } from 'zod';
import { text } from './parts.ts';

/** What tells of a removal: a state, where the thing has one. */
export const removalRow = z
  .object({ info: z.object({ state: text }) })
  .transform(({ info }) => ({ state: info.state }));
