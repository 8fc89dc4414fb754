import {
  type BlockError,
  boolean,
  byType,
  type Check,
  fail,
  type Json,
  list,
  number,
  oneOf,
  shape,
  string,
  whole,
} from './checks.ts';
import { elements, pick, selects } from './elements.ts';
import { id, imageSource, mrkdwn, plainText, text, url } from './objects.ts';
import { richText } from './rich-text.ts';

export type Surface = 'message' | 'modal' | 'home';

const type = string();

function block(
  required: Record<string, Check>,
  optional: Record<string, Check> = {},
  also?: (value: Json, at: string, found: BlockError[]) => void,
): Check {
  return shape({
    required: { type, ...required },
    optional: { block_id: id, ...optional },
    ...(also && { also }),
  });
}

/** What stands on every surface in the same form. */
function common(surface: Surface): Record<string, Check> {
  return {
    divider: block({}),
    header: block({ text: plainText(150) }, { level: whole(1, 4) }),
    section: block(
      {},
      {
        text: text(3000),
        fields: list(text(2000), 10),
        expand: boolean,
        accessory: byType(
          pick(
            'button',
            'workflow_button',
            'image',
            'overflow',
            'checkboxes',
            'radio_buttons',
            'datepicker',
            'timepicker',
            ...selects,
          ),
          'a section accessory',
        ),
      },
      textOrFields,
    ),
    context: block({
      elements: list(
        byType({ image: elements.image, mrkdwn: mrkdwn(3000), plain_text: plainText(3000) }, 'context'),
        10,
      ),
    }),
    actions: block({ elements: list(byType(actionElements(surface), 'actions'), 25) }, {}, uniqueActionIds),
    image: block({ alt_text: string(2000) }, { title: plainText(2000), ...imageSource }, imageHasSource),
    input: block(
      { label: plainText(2000), element: byType(inputElements(surface), `an input block of a ${surface}`) },
      { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
    ),
    rich_text: richText,
    video: block(
      { video_url: url, thumbnail_url: url, alt_text: string(2000), title: plainText(199) },
      {
        title_url: url,
        author_name: string(49),
        provider_name: string(),
        provider_icon_url: url,
        description: plainText(199),
      },
    ),
  };
}

function actionElements(surface: Surface): Record<string, Check> {
  return {
    ...pick(
      'button',
      'workflow_button',
      'overflow',
      'checkboxes',
      'radio_buttons',
      'datepicker',
      'timepicker',
      ...selects,
    ),
    ...(surface !== 'home' && pick('datetimepicker')),
    ...(surface !== 'message' && pick('rich_text_input')),
  };
}

function inputElements(surface: Surface): Record<string, Check> {
  return {
    ...pick('plain_text_input', 'checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...selects),
    ...(surface !== 'home' && pick('datetimepicker')),
    ...(surface !== 'message' && pick('rich_text_input')),
    ...(surface === 'modal' && pick('email_text_input', 'url_text_input', 'number_input', 'file_input')),
  };
}

const cell = byType(
  {
    raw_text: shape({ required: { type, text: string(Number.POSITIVE_INFINITY, 0) } }),
    raw_number: shape({ required: { type, value: number, text: string() } }),
    rich_text: richText,
  },
  'a table cell',
);
const taskCard = block(
  { task_id: string(), title: string(), status: oneOf('pending', 'in_progress', 'complete', 'error') },
  {
    details: richText,
    output: richText,
    sources: list(shape({ required: { type: oneOf('url'), url, text: string() } }), 100),
  },
);
const card = block(
  {},
  {
    hero_image: elements.image,
    icon: elements.image,
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: list(byType(pick('button'), 'a card'), 2),
  },
);
const carousel = block({ elements: list(byType({ card }, 'a carousel'), 10) });
const dataTable = block(
  {
    rows: list(list(cell, 20), 101),
    caption: string(),
  },
  { page_size: whole(1, 100), row_header_column_index: whole(0, 19) },
);
const table = block(
  { rows: list(list(cell, 20), 100) },
  {
    column_settings: list(
      shape({ optional: { align: oneOf('left', 'center', 'right'), is_wrapped: boolean } }),
      20,
    ),
  },
);
const alert = block({ text: text(200) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') });
const file = block({ source: oneOf('remote'), external_id: id });

function container(children: Record<string, Check>): Check {
  return block(
    { child_blocks: list(byType(children, 'a container'), 10) },
    {
      title: plainText(150),
      rich_text_title: richText,
      subtitle: text(150),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: elements.image,
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
  );
}

const message = { ...common('message'), table };
const blocksBySurface: Record<Surface, Record<string, Check>> = {
  message: {
    ...message,
    markdown: block({ text: string(12_000) }),
    context_actions: block(
      { elements: list(byType(pick('feedback_buttons', 'icon_button'), 'context_actions'), 5) },
      {},
      uniqueActionIds,
    ),
    task_card: taskCard,
    plan: block({ title: string() }, { tasks: list(taskCard, 100) }),
    card,
    carousel,
    data_table: dataTable,
    container: container(message),
  },
  modal: { ...common('modal'), alert, file },
  home: { ...common('home'), card, carousel, data_table: dataTable },
};

/** Any block that the surface takes; https://docs.slack.dev/reference/block-kit/blocks */
export function anyBlock(surface: Surface): Check {
  return checkBySurface[surface];
}

const checkBySurface: Record<Surface, Check> = {
  message: byType(blocksBySurface.message, 'a message'),
  modal: byType(blocksBySurface.modal, 'a modal'),
  home: byType(blocksBySurface.home, 'a Home tab'),
};

function textOrFields(value: Json, at: string, found: BlockError[]) {
  if (value.text !== undefined || value.fields !== undefined) return;
  fail(found, at, 'must define either `text` or `fields`', 'one_of', ['text', 'fields'], 'neither');
}

function imageHasSource(value: Json, at: string, found: BlockError[]) {
  if (value.image_url !== undefined || value.slack_file !== undefined) return;
  fail(
    found,
    at,
    'must define either `image_url` or `slack_file`',
    'one_of',
    ['image_url', 'slack_file'],
    'neither',
  );
}

function uniqueActionIds(value: Json, at: string, found: BlockError[]) {
  const seen = new Set<unknown>();
  const entries = Array.isArray(value.elements) ? value.elements : [];
  for (const [index, entry] of entries.entries()) {
    const actionId = entry?.action_id;
    if (actionId === undefined) continue;
    if (seen.has(actionId)) {
      found.push({
        code: 'duplicate_value',
        message: `\`action_id\` ${actionId} already exists in this block`,
        pointer: `${at}/elements/${index}/action_id`,
      });
    }
    seen.add(actionId);
  }
}
