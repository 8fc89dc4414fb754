import { Refusal } from '../../http.ts';
import { findElement } from '../block-kit/walk.ts';
import type { Container } from '../client-api.ts';
import type { Context } from '../context.ts';
import { findView } from '../modals.ts';
import { canSee } from '../people.ts';
import type { Message, User } from '../state.ts';
import { type Values, valuesOf } from '../view-values.ts';
import type { Place } from './payloads.ts';

/** The view or message in front of this person; `Refusal` 404 when they do not see it. */
export function findPlace(context: Context, user: User, container: Container): Place {
  if ('view' in container) {
    const view = findView(context, (one) => one.id === container.view && one.user === user.id);
    if (!view) throw new Refusal(404, 'This view is not open any more.');
    return { view };
  }
  const { channel, ts } = container.message;
  const message = context.state.messages.find(
    (one) => one.channel === channel && one.ts === ts && (!one.onlyFor || one.onlyFor === user.id),
  );
  const room = context.state.channels.find((one) => one.id === channel);
  if (!message || !room || !canSee(user, room)) throw new Refusal(404, 'This message is not there any more.');
  if (room.archived) throw new Refusal(400, `#${room.name} is archived.`);
  return { message, values: messageValues(context, user, message) };
}

/** What this person chose in a message's elements; lives with the state, since Slack stores it per person. */
function messageValues(context: Context, user: User, message: Message): Values {
  const key = `${user.id} ${message.channel} ${message.ts}`;
  const values = valuesOf(message.blocks ?? [], context.state.messageValues[key]);
  context.state.messageValues[key] = values;
  return values;
}

/** `Refusal` 404 when the element is not there any more. */
export function elementAt(place: Place, blockId: string, actionId: string) {
  const blocks = 'view' in place ? place.view.definition.blocks : (place.message.blocks ?? []);
  const found = findElement(blocks, blockId, actionId);
  if (!found) throw new Refusal(404, 'This is not there any more.');
  return found;
}

export function valuesAt(place: Place): Values {
  return 'view' in place ? place.view.values : place.values;
}
