/** Every block and element kind that the page shows, in Slack's wire shape. */

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const option = (text: string, value = text, description?: string) => ({
  text: plain(text),
  value,
  ...(description && { description: plain(description) }),
});

/** The fake workspace puts its own address here, so that no test leaves this machine. */
export const pictureHost = 'http://pictures.invalid';
const picture = `${pictureHost}/teal.svg`;

export const kitchenSink = [
  { type: 'header', block_id: 'k-header', text: plain('Everything a message can hold :tada:') },
  {
    type: 'section',
    block_id: 'k-text',
    text: mrkdwn(
      '*bold* _italic_ ~strike~ `code` <https://example.com/a?b=1&amp;c=2|a link> https://example.com/bare. ' +
        '<@U0OPERATOR> <!subteam^S0PLATFORM> <#C0GENERAL> :white_check_mark: :unknown_thing: 5 &lt; 6 &amp; 7 &gt; 6\n' +
        '> a quote\n> of two lines\n```aws ec2 accept-vpc-peering-connection \\\n  --region us-west-2```',
    ),
    accessory: { type: 'image', image_url: picture, alt_text: 'A teal square' },
  },
  {
    type: 'section',
    block_id: 'k-plain',
    text: plain('plain_text is never parsed: *not bold* <!channel> <https://example.com|x> &lt;b&gt;'),
  },
  { type: 'divider', block_id: 'k-divider' },
  {
    type: 'image',
    block_id: 'k-image',
    image_url: `${pictureHost}/gone.png`,
    alt_text: 'A map that is gone',
    title: plain('Map'),
  },
  {
    type: 'context',
    block_id: 'k-context',
    elements: [
      { type: 'image', image_url: picture, alt_text: 'dot' },
      mrkdwn('Read <!date^1795444200^{date_num} {time_secs}|today> · *fresh*'),
      plain('plain words'),
    ],
  },
  {
    type: 'rich_text',
    block_id: 'k-rich',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Rich ' },
          { type: 'text', text: 'bold', style: { bold: true } },
          { type: 'text', text: ' and ' },
          { type: 'text', text: 'vpc-0a1b', style: { code: true } },
          { type: 'text', text: ' by ' },
          { type: 'user', user_id: 'U0VIEWER' },
          { type: 'text', text: ', *not* bold, ' },
          { type: 'link', url: 'https://example.com/rich', text: 'link' },
          { type: 'text', text: ' ' },
          { type: 'emoji', name: 'warning' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'first' }] },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'second' }] },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 1,
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'inner' }] }],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
      {
        type: 'rich_text_preformatted',
        elements: [{ type: 'text', text: 'gcloud compute networks peerings create orders-web' }],
      },
    ],
  },
  {
    type: 'table',
    block_id: 'k-table',
    column_settings: [{ align: 'left' }, { align: 'right' }],
    rows: [
      [
        { type: 'raw_text', text: 'Link' },
        { type: 'raw_text', text: 'Hours' },
      ],
      [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [{ type: 'text', text: 'accepted', style: { bold: true } }],
            },
          ],
        },
        { type: 'raw_number', value: 26, text: '26' },
      ],
    ],
  },
  {
    type: 'markdown',
    block_id: 'k-markdown',
    text: '## Markdown\n**bold** and _italic_, [a link](https://example.com/md) and `code`\n\n- one\n- two\n\n> quoted\n\n```\nfenced\n```',
  },
  { type: 'alert', block_id: 'k-alert', level: 'warning', text: mrkdwn('The request dies *in 5 days*.') },
  {
    type: 'actions',
    block_id: 'k-actions',
    elements: [
      { type: 'button', action_id: 'plain', text: plain('Plain') },
      { type: 'button', action_id: 'link', text: plain('Console'), url: 'https://example.com/console' },
      {
        type: 'static_select',
        action_id: 'select',
        placeholder: plain('Choose a region'),
        options: [option('us-west-2'), option('eu-west-1')],
      },
      { type: 'datepicker', action_id: 'date', initial_date: '2026-11-30', placeholder: plain('Day') },
    ],
  },
  {
    type: 'context_actions',
    block_id: 'k-feedback',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback',
        positive_button: { text: plain('Helpful'), value: 'yes' },
        negative_button: { text: plain('Not helpful'), value: 'no' },
      },
      { type: 'icon_button', action_id: 'bin', icon: 'trash', text: plain('Remove') },
    ],
  },
  { type: 'hologram', block_id: 'k-unknown' },
];

/** A form with every input element. */
export const formView = {
  type: 'modal',
  title: plain('Every field'),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    input(
      'name',
      'Name',
      { type: 'plain_text_input', initial_value: 'orders' },
      { hint: plain('Lower-case letters') },
    ),
    input(
      'notes',
      'Notes',
      { type: 'plain_text_input', multiline: true, max_length: 200 },
      { optional: true },
    ),
    input(
      'cidr',
      'CIDR',
      {
        type: 'plain_text_input',
        placeholder: plain('10.0.0.0/16'),
        dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
      },
      { dispatch_action: true },
    ),
    input('vpc', 'Yugabyte VPC', {
      type: 'external_select',
      min_query_length: 0,
      placeholder: plain('Choose a VPC'),
    }),
    input(
      'region',
      'Region',
      {
        type: 'static_select',
        option_groups: [
          {
            label: plain('America'),
            options: [option('us-west-2', 'us-west-2', 'Oregon'), option('us-east-1')],
          },
          { label: plain('Europe'), options: [option('eu-west-1', 'eu-west-1', 'Ireland')] },
        ],
      },
      { optional: true },
    ),
    input(
      'zones',
      'Zones',
      {
        type: 'multi_static_select',
        max_selected_items: 2,
        options: ['a', 'b', 'c'].map((zone) => option(`zone ${zone}`, zone)),
      },
      { optional: true },
    ),
    input('owner', 'Owner', { type: 'users_select' }, { optional: true }),
    input('rooms', 'Rooms', { type: 'multi_conversations_select' }, { optional: true }),
    input(
      'allow',
      'Allow list',
      {
        type: 'checkboxes',
        options: [
          option('Let this CIDR in', 'let-in', 'On the clusters of this VPC'),
          option('Tell the channel', 'tell'),
        ],
      },
      { optional: true },
    ),
    input('cloud', 'Cloud', {
      type: 'radio_buttons',
      initial_option: option('AWS'),
      options: [option('AWS'), option('GCP')],
    }),
    input('day', 'Day', { type: 'datepicker' }, { optional: true }),
    input('hour', 'Hour', { type: 'timepicker' }, { optional: true }),
    input(
      'count',
      'Count',
      { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' },
      { optional: true },
    ),
    input('mail', 'Mail', { type: 'email_text_input' }, { optional: true }),
    input('site', 'Site', { type: 'url_text_input' }, { optional: true }),
  ],
};

export function input(id: string, label: string, element: object, more: object = {}) {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    element: { action_id: 'value', ...element },
    ...more,
  };
}

export function modal(id: string, view: object, fields: object = {}) {
  return {
    id,
    hash: `${id}-1`,
    view: view as Record<string, unknown>,
    values: {},
    errors: {},
    busy: false,
    ...fields,
  };
}
