import { z } from 'zod';
import { parseJson } from '../modals/remember.ts';

/** What a Home says about itself, in its `private_metadata`. */
const standing = z.object({
  page: z.number().int().min(0),
  /** Names what is drawn. */
  drawn: z.string(),
});
export type Standing = z.infer<typeof standing>;

/** What stands in a person's Home, as Slack's payload shows it; `undefined` for none, and for one of another version. */
export function readStanding(view: unknown): Standing | undefined {
  const packed = (view as { private_metadata?: unknown } | null | undefined)?.private_metadata;
  return typeof packed === 'string' ? standing.safeParse(parseJson(packed)).data : undefined;
}
