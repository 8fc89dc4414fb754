import { Refusal } from '../../http.ts';
import { isObject, type Json } from '../block-kit/checks.ts';
import type { Container } from '../client-api.ts';
import type { Context } from '../context.ts';
import { deliver } from '../delivery/deliver.ts';
import type { User } from '../state.ts';
import { envelope, placeFields } from './payloads.ts';
import { elementAt, findPlace } from './place.ts';

export interface Query {
  container: Container;
  blockId: string;
  actionId: string;
  query: string;
}

const most = 100;

/** The choices of an external select; `Refusal` 502 with what Slack would show when the app does not deliver. */
export async function suggest(context: Context, user: User, { container, blockId, actionId, query }: Query) {
  const place = findPlace(context, user, container);
  const { element } = elementAt(place, blockId, actionId);
  const shortest = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
  if (query.length < shortest) return { options: [] };
  const reply = await deliver(context, 'interactive', {
    ...envelope(context, user, 'block_suggestion'),
    ...placeFields(context, place),
    action_id: actionId,
    block_id: blockId,
    value: query,
  });
  const body = reply.ok && isObject(reply.body) ? reply.body : {};
  const list = body.options ?? body.option_groups;
  if (!Array.isArray(list) || list.length > most)
    throw new Refusal(502, 'There was a problem loading options.');
  return (body.options ? { options: list } : { option_groups: list }) as {
    options?: Json[];
    option_groups?: Json[];
  };
}
