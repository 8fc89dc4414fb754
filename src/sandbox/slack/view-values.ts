import { isObject, type Json } from './block-kit/checks.ts';
import { elementsOf } from './block-kit/walk.ts';

/** `state.values`: by block id, by action id. */
export type Values = Record<string, Record<string, Json>>;

/** The field that carries the value, what an untouched one holds, and which property of the element starts it. */
const fields: Record<string, { field: string; untouched: null | []; initial?: string }> = {
  plain_text_input: { field: 'value', untouched: null, initial: 'initial_value' },
  number_input: { field: 'value', untouched: null, initial: 'initial_value' },
  email_text_input: { field: 'value', untouched: null, initial: 'initial_value' },
  url_text_input: { field: 'value', untouched: null, initial: 'initial_value' },
  rich_text_input: { field: 'rich_text_value', untouched: null, initial: 'initial_value' },
  static_select: { field: 'selected_option', untouched: null, initial: 'initial_option' },
  external_select: { field: 'selected_option', untouched: null, initial: 'initial_option' },
  radio_buttons: { field: 'selected_option', untouched: null, initial: 'initial_option' },
  checkboxes: { field: 'selected_options', untouched: [], initial: 'initial_options' },
  multi_static_select: { field: 'selected_options', untouched: [], initial: 'initial_options' },
  multi_external_select: { field: 'selected_options', untouched: [], initial: 'initial_options' },
  users_select: { field: 'selected_user', untouched: null, initial: 'initial_user' },
  multi_users_select: { field: 'selected_users', untouched: [], initial: 'initial_users' },
  conversations_select: {
    field: 'selected_conversation',
    untouched: null,
    initial: 'initial_conversation',
  },
  multi_conversations_select: {
    field: 'selected_conversations',
    untouched: [],
    initial: 'initial_conversations',
  },
  channels_select: { field: 'selected_channel', untouched: null, initial: 'initial_channel' },
  multi_channels_select: { field: 'selected_channels', untouched: [], initial: 'initial_channels' },
  datepicker: { field: 'selected_date', untouched: null, initial: 'initial_date' },
  timepicker: { field: 'selected_time', untouched: null, initial: 'initial_time' },
  datetimepicker: { field: 'selected_date_time', untouched: null, initial: 'initial_date_time' },
  file_input: { field: 'files', untouched: [] },
};

/** The field of `state.values` entries that holds this kind of element's value; absent for buttons and the like. */
export function valueField(element: Json): string | undefined {
  return fields[String(element.type)]?.field;
}

/**
 * The state of these blocks' stateful elements. What `before` holds for the same block_id and action_id stays, even
 * against a new initial value: https://docs.slack.dev/reference/methods/views.update
 */
export function valuesOf(blocks: Json[], before: Values = {}): Values {
  const values: Values = {};
  for (const block of blocks) {
    const blockId = String(block.block_id);
    for (const element of elementsOf(block)) {
      const actionId = String(element.action_id);
      const kind = fields[String(element.type)];
      if (!kind) continue;
      const kept = before[blockId]?.[actionId];
      const entry = kept && kept.type === element.type ? withoutGone(kept, element) : start(element, kind);
      values[blockId] = { ...values[blockId], [actionId]: entry };
    }
  }
  return values;
}

function start(element: Json, kind: { field: string; untouched: null | []; initial?: string }): Json {
  const initial = kind.initial ? element[kind.initial] : undefined;
  return { type: element.type, [kind.field]: structuredClone(initial ?? kind.untouched) };
}

/** A choice that is not offered any more cannot stay chosen. */
function withoutGone(entry: Json, element: Json): Json {
  const offered = optionsOf(element);
  if (offered.length === 0) return entry;
  const stays = (chosen: unknown) =>
    isObject(chosen) && offered.some((option) => option.value === chosen.value);
  if (Array.isArray(entry.selected_options)) {
    return { ...entry, selected_options: entry.selected_options.filter(stays) };
  }
  return stays(entry.selected_option) ? entry : { ...entry, selected_option: null };
}

/** The options that stand in the element itself, groups included. */
export function optionsOf(element: Json): Json[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : [];
  return [element.options ?? [], ...groups.map((group) => group.options)].flat().filter(isObject);
}

export function isEmpty(entry: Json | undefined): boolean {
  if (!entry) return true;
  const [value] = Object.entries(entry)
    .filter(([key]) => key !== 'type')
    .map(([, held]) => held);
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
