type Wire = Record<string, unknown>;

/** What stands in an element before anybody touches it, as an entry of `state.values`. */
export function initialValue(element: Wire): Wire {
  const type = String(element.type);
  const [from, to, empty] = initialKeys[type] ?? ['initial_value', 'value', null];
  return { type, [to]: element[from] ?? empty };
}

/** Element type → where it has its first value, where `state.values` has it, what stands for none. */
const initialKeys: Record<string, [from: string, to: string, empty: unknown]> = {
  static_select: ['initial_option', 'selected_option', null],
  external_select: ['initial_option', 'selected_option', null],
  radio_buttons: ['initial_option', 'selected_option', null],
  multi_static_select: ['initial_options', 'selected_options', []],
  multi_external_select: ['initial_options', 'selected_options', []],
  checkboxes: ['initial_options', 'selected_options', []],
  users_select: ['initial_user', 'selected_user', null],
  multi_users_select: ['initial_users', 'selected_users', []],
  conversations_select: ['initial_conversation', 'selected_conversation', null],
  multi_conversations_select: ['initial_conversations', 'selected_conversations', []],
  channels_select: ['initial_channel', 'selected_channel', null],
  multi_channels_select: ['initial_channels', 'selected_channels', []],
  datepicker: ['initial_date', 'selected_date', null],
  timepicker: ['initial_time', 'selected_time', null],
  datetimepicker: ['initial_date_time', 'selected_date_time', null],
};
