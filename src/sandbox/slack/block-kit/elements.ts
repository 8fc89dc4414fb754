import {
  type BlockError,
  boolean,
  type Check,
  fail,
  isObject,
  type Json,
  list,
  matching,
  oneOf,
  shape,
  string,
  whole,
} from './checks.ts';
import {
  colorScheme,
  confirm,
  dispatchConfig,
  id,
  imageSource,
  menuOption,
  option,
  optionGroup,
  plainText,
  url,
} from './objects.ts';
import { richText } from './rich-text.ts';

const type = string();
const focus = { focus_on_load: boolean };
const placeholder = { placeholder: plainText(150) };
const maxSelected = { max_selected_items: whole(1, 100) };
const numeral = matching(/^-?\d+(\.\d+)?$/, 'a number in a string');

function element(
  required: Record<string, Check>,
  optional: Record<string, Check>,
  also?: (value: Json, at: string, found: BlockError[]) => void,
): Check {
  return shape({
    required: { type, ...required },
    optional: { action_id: id, ...optional },
    ...(also && { also }),
  });
}

/** `initial_option(s)` must be among the options, letter by letter. */
function initialAmongOptions(value: Json, at: string, found: BlockError[]) {
  const groups = Array.isArray(value.option_groups) ? value.option_groups : [];
  const offered = [value.options, ...groups.map((group) => (isObject(group) ? group.options : []))]
    .flat()
    .filter(isObject);
  const initial = value.initial_option ? [value.initial_option] : (value.initial_options ?? []);
  if (!Array.isArray(initial)) return;
  for (const chosen of initial.filter(isObject)) {
    if (offered.some((one) => sameOption(one, chosen))) continue;
    const field = value.initial_option ? 'initial_option' : 'initial_options';
    const message = `${field} must match one of the options`;
    fail(found, `${at}/${field}`, message, 'enum', offered.map((one) => one.value).slice(0, 5), chosen.value);
  }
}

function sameOption(one: Json, other: Json): boolean {
  const words = (entry: Json) => (isObject(entry.text) ? entry.text.text : undefined);
  return one.value === other.value && words(one) === words(other);
}

function exactlyOneOfOptions(value: Json, at: string, found: BlockError[]) {
  const given = ['options', 'option_groups'].filter((key) => value[key] !== undefined);
  if (given.length !== 1) {
    const message = 'must define either `options` or `option_groups`, exactly one of them';
    fail(found, at, message, 'one_of', ['options', 'option_groups'], given.join(', ') || 'neither');
  }
  initialAmongOptions(value, at, found);
}

const options = { options: list(menuOption, 100), option_groups: list(optionGroup, 100) };
const select = { confirm, ...focus, ...placeholder };
const responseUrl = { response_url_enabled: boolean };
const conversations = {
  default_to_current_conversation: boolean,
  filter: shape({
    optional: {
      include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
      exclude_external_shared_channels: boolean,
      exclude_bot_users: boolean,
    },
  }),
};
const choices = option('any');
const typed = { dispatch_action_config: dispatchConfig, ...focus, ...placeholder };

/** The elements that may stand in a block, by type. Limits: https://docs.slack.dev/reference/block-kit/block-elements */
export const elements = {
  button: element(
    { text: plainText(75) },
    { value: string(2000, 0), url, style: colorScheme, confirm, accessibility_label: string(75) },
  ),
  workflow_button: element(
    { text: plainText(75), workflow: shape({ required: { trigger: isAnyObject() } }) },
    { style: colorScheme, accessibility_label: string(75), confirm },
  ),
  image: shape({
    required: { type, alt_text: string(2000) },
    optional: imageSource,
  }),
  overflow: element({ options: list(option('plain', { url }), 5) }, { confirm }),
  checkboxes: element(
    { options: list(choices, 10) },
    { initial_options: list(choices, 10), confirm, ...focus },
    initialAmongOptions,
  ),
  radio_buttons: element(
    { options: list(choices, 10) },
    { initial_option: choices, confirm, ...focus },
    initialAmongOptions,
  ),
  static_select: element({}, { ...options, initial_option: menuOption, ...select }, exactlyOneOfOptions),
  external_select: element({}, { initial_option: menuOption, min_query_length: whole(0, 1000), ...select }),
  users_select: element({}, { initial_user: string(), ...select }),
  conversations_select: element(
    {},
    { initial_conversation: string(), ...conversations, ...responseUrl, ...select },
  ),
  channels_select: element({}, { initial_channel: string(), ...responseUrl, ...select }),
  multi_static_select: element(
    {},
    { ...options, initial_options: list(menuOption, 100), ...maxSelected, ...select },
    exactlyOneOfOptions,
  ),
  multi_external_select: element(
    {},
    {
      initial_options: list(menuOption, 100),
      min_query_length: whole(0, 1000),
      ...maxSelected,
      ...select,
    },
  ),
  multi_users_select: element({}, { initial_users: list(string(), 100), ...maxSelected, ...select }),
  multi_conversations_select: element(
    {},
    { initial_conversations: list(string(), 100), ...conversations, ...maxSelected, ...select },
  ),
  multi_channels_select: element({}, { initial_channels: list(string(), 100), ...maxSelected, ...select }),
  datepicker: element({}, { initial_date: matching(/^\d{4}-\d\d-\d\d$/, 'a date YYYY-MM-DD'), ...select }),
  timepicker: element(
    {},
    {
      initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time HH:mm'),
      timezone: string(),
      ...select,
    },
  ),
  datetimepicker: element({}, { initial_date_time: whole(1_000_000_000, 9_999_999_999), confirm, ...focus }),
  plain_text_input: element(
    {},
    {
      initial_value: string(3000, 0),
      multiline: boolean,
      min_length: whole(0, 3000),
      max_length: whole(1, 3000),
      ...typed,
    },
    minNotAboveMax('min_length', 'max_length'),
  ),
  number_input: element(
    { is_decimal_allowed: boolean },
    { initial_value: numeral, min_value: numeral, max_value: numeral, ...typed },
    minNotAboveMax('min_value', 'max_value'),
  ),
  email_text_input: element({}, { initial_value: string(3000, 0), ...typed }),
  url_text_input: element({}, { initial_value: string(3000, 0), ...typed }),
  rich_text_input: element(
    {},
    { initial_value: richText, min_lines: whole(1, 500), max_lines: whole(1, 500), ...typed },
  ),
  file_input: element({}, { filetypes: list(string(), 50), max_files: whole(1, 10) }),
  feedback_buttons: element({ positive_button: feedback(), negative_button: feedback() }, {}),
  icon_button: element(
    { icon: oneOf('trash'), text: plainText(75) },
    {
      value: string(2000),
      accessibility_label: string(75),
      visible_to_user_ids: list(string(), 100),
      confirm,
    },
  ),
} satisfies Record<string, Check>;

export type ElementType = keyof typeof elements;

/** The part of `elements` that a block takes. */
export function pick(...types: ElementType[]): Record<string, Check> {
  return Object.fromEntries(types.map((name) => [name, elements[name]]));
}

export const selects = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
] as const;

function minNotAboveMax(low: string, high: string) {
  return (value: Json, at: string, found: BlockError[]) => {
    if (value[low] === undefined || value[high] === undefined) return;
    if (Number(value[low]) <= Number(value[high])) return;
    fail(found, `${at}/${low}`, `must not be above ${high}`, 'range', [value[high]], value[low]);
  };
}

function feedback(): Check {
  return shape({
    required: { text: plainText(75), value: string(2000) },
    optional: { accessibility_label: string(75) },
  });
}

function isAnyObject(): Check {
  return (value, at, found) => {
    if (!isObject(value)) fail(found, at, 'must provide an object', 'type', ['object'], typeof value);
  };
}
