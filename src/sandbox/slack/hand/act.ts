import { isObject, type Json } from '../block-kit/checks.ts';
import type { Container } from '../client-api.ts';
import type { Context } from '../context.ts';
import { deliver } from '../delivery/deliver.ts';
import type { User } from '../state.ts';
import { valueField } from '../view-values.ts';
import { notice, tookTooLong } from './notice.ts';
import { envelope, type Place, placeFields } from './payloads.ts';
import { elementAt, findPlace, valuesAt } from './place.ts';

export interface Touch {
  container: Container;
  blockId: string;
  actionId: string;
  /** The element's entry of `state.values`, or what an `actions[]` entry carries. */
  value: Json;
  /** Enter was pressed in a text field. */
  entered?: boolean;
}

/** A person uses an element: a field keeps its value, and the app hears of it where Slack tells it. Answers whether. */
export async function act(context: Context, user: User, touch: Touch): Promise<boolean> {
  const place = findPlace(context, user, touch.container);
  const { block, element } = elementAt(place, touch.blockId, touch.actionId);
  const field = valueField(element);
  if (field)
    keep(context, place, touch, { type: element.type, [field]: touch.value[field] ?? emptied(field) });
  if (block.type === 'input' && !dispatches(block, element, touch.entered === true)) return false;

  const fromMessage = 'message' in place;
  const reply = await deliver(context, 'interactive', {
    ...envelope(context, user, 'block_actions'),
    ...placeFields(context, place),
    trigger_id: context.triggers.mint({ user: user.id, ...(!fromMessage && { view: place.view.id }) }),
    ...(fromMessage && { response_url: responseUrl(context, user, place) }),
    actions: [
      {
        type: element.type,
        action_id: touch.actionId,
        block_id: touch.blockId,
        ...carried(element, field, touch.value),
        action_ts: context.ids.ts(context.clock.now()),
      },
    ],
  });
  if (reply.ok) return true;
  if (fromMessage) notice(context, user.id, place.message.channel, tookTooLong);
  else trouble(context, place.view);
  return true;
}

function keep(context: Context, place: Place, { blockId, actionId }: Touch, entry: Json) {
  const values = valuesAt(place);
  values[blockId] = { ...values[blockId], [actionId]: entry };
  if ('view' in place) delete place.view.errors[blockId];
  context.changed();
}

function emptied(field: string): null | [] {
  return /(options|users|conversations|channels|files)$/.test(field) ? [] : null;
}

/** Inside an input block the app hears of a change only when it asked for it. */
function dispatches(block: Json, element: Json, entered: boolean): boolean {
  if (block.dispatch_action !== true) return false;
  if (!/_input$/.test(String(element.type)) || element.type === 'file_input') return true;
  const config = isObject(element.dispatch_action_config) ? element.dispatch_action_config : {};
  const on = Array.isArray(config.trigger_actions_on) ? config.trigger_actions_on : ['on_enter_pressed'];
  return on.includes('on_character_entered') || (entered && on.includes('on_enter_pressed'));
}

function carried(element: Json, field: string | undefined, value: Json): Json {
  if (field) return { [field]: value[field] ?? emptied(field) };
  if (element.type === 'overflow') return { selected_option: value.selected_option };
  const { text, value: own, style, url } = element;
  return {
    text,
    ...(own !== undefined && { value: own }),
    ...(style !== undefined && { style }),
    ...(url !== undefined && { url }),
  };
}

function responseUrl(
  context: Context,
  user: User,
  { message }: Extract<Place, { message: unknown }>,
): string {
  const { channel, ts, threadTs } = message;
  const path = context.responseUrls.mint({
    kind: 'actions',
    user: user.id,
    channel,
    ts,
    ...(threadTs && { threadTs }),
  });
  return context.publicUrl() + path;
}

/** What Slack's modal says when the app does not answer. */
export function trouble(context: Context, view: { trouble?: string; busy: boolean }) {
  view.trouble = 'We had some trouble connecting. Try again?';
  view.busy = false;
  context.changed();
}
