import type { Surface } from '../blocks/surface.ts';
import type { Drafts, FieldValue } from '../live/drafts.ts';
import { initialValue } from './initial-value.ts';

interface Stateful {
  type: string;
  action_id?: string;
}

/** What stands in an element now: typed here, else known to the server, else what the app began with. */
export function readValue(
  drafts: Drafts,
  { container, values }: Pick<Surface, 'container' | 'values'>,
  blockId: string,
  element: Stateful,
): FieldValue {
  const actionId = element.action_id ?? '';
  const stored = values[blockId]?.[actionId] as FieldValue | undefined;
  return drafts.get({ container, blockId, actionId }) ?? stored ?? initialValue({ ...element });
}
