import { boolean, byType, type Check, list, number, oneOf, shape, string, whole } from './checks.ts';
import { id } from './objects.ts';

const type = string();
const style = shape({
  optional: {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
});

function inline(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return shape({ required: { type, ...required }, optional: { style, ...optional } });
}

const written = {
  text: inline({ text: string() }),
  link: inline({ url: string(3000) }, { text: string(), unsafe: boolean }),
};

const inlines = byType(
  {
    ...written,
    broadcast: inline({ range: oneOf('here', 'channel', 'everyone') }),
    color: inline({ value: string() }),
    channel: inline({ channel_id: string() }),
    date: inline({ timestamp: number, format: string() }, { url: string(3000), fallback: string() }),
    emoji: inline({ name: string() }, { unicode: string(), url: string(), skin_tone: whole(1, 6) }),
    team: inline({ team_id: string() }),
    user: inline({ user_id: string() }),
    usergroup: inline({ usergroup_id: string() }),
  },
  'rich text',
);

const many = Number.POSITIVE_INFINITY;
const border = oneOf(0, 1);
const section = shape({ required: { type, elements: list(inlines, many, 0) } });
const richTextParts = {
  rich_text_section: section,
  rich_text_quote: shape({ required: { type, elements: list(inlines, many, 0) }, optional: { border } }),
  rich_text_preformatted: shape({
    required: { type, elements: list(byType(written, 'preformatted text'), many, 0) },
    optional: { border, language: string() },
  }),
  rich_text_list: shape({
    required: {
      type,
      style: oneOf('bullet', 'ordered'),
      elements: list(byType({ rich_text_section: section }, 'a list'), many),
    },
    optional: { indent: whole(0, 8), offset: whole(0, 10_000), border },
  }),
};

export const richText: Check = shape({
  required: { type: oneOf('rich_text'), elements: list(byType(richTextParts, 'rich_text'), many, 0) },
  optional: { block_id: id },
});
