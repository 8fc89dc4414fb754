import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  InputBlockElement,
  KnownBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  SectionBlock,
  SectionBlockAccessory,
  StaticSelect,
} from '@slack/types';
import { cut, limits } from './limits.ts';
import { cutMrkdwn, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

export function plain(text: string, max: number = limits.text): PlainTextElement {
  return { type: 'plain_text', text: cut(text === '' ? ' ' : text, max), emoji: false };
}

/** `verbatim`: Slack must not make links of what looks like one. */
export function marked(text: Mrkdwn, max: number = limits.text): MrkdwnElement {
  return { type: 'mrkdwn', text: cutMrkdwn(text.mrkdwn === '' ? mrkdwn` ` : text, max), verbatim: true };
}

export function section(
  text: Mrkdwn,
  more: { id?: string; accessory?: SectionBlockAccessory } = {},
): SectionBlock {
  return {
    type: 'section',
    text: marked(text),
    ...(more.id && { block_id: more.id }),
    ...(more.accessory && { accessory: more.accessory }),
  };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, limits.header) };
}

export function context(text: Mrkdwn, id?: string): ContextBlock {
  return { type: 'context', elements: [marked(text)], ...(id && { block_id: id }) };
}

/** A row of buttons; an empty row is no block. */
export function actions(id: string, elements: readonly (ActionsBlockElement | undefined)[]): ActionsBlock[] {
  const shown = elements.flatMap((element) => (element ? [element] : []));
  if (shown.length === 0) return [];
  return [{ type: 'actions', block_id: id, elements: shown.slice(0, limits.actionElements) }];
}

export function button(spec: {
  text: string;
  action: string;
  value?: string;
  style?: 'primary' | 'danger';
  confirm?: ConfirmationDialog;
  url?: string;
}): Button {
  return {
    type: 'button',
    text: plain(spec.text, limits.buttonText),
    action_id: spec.action,
    ...(spec.value !== undefined && spec.value !== '' && { value: spec.value }),
    ...(spec.style && { style: spec.style }),
    ...(spec.confirm && { confirm: spec.confirm }),
    ...(spec.url && { url: spec.url }),
  };
}

export function confirmDanger(spec: {
  title: string;
  text: string;
  confirm: string;
  deny: string;
}): ConfirmationDialog {
  return {
    title: plain(spec.title, limits.confirmTitle),
    text: plain(spec.text, limits.confirmText),
    confirm: plain(spec.confirm, limits.confirmButton),
    deny: plain(spec.deny, limits.confirmButton),
    style: 'danger',
  };
}

export function option(text: string, value: string, description?: string): PlainTextOption {
  return {
    text: plain(text, limits.optionText),
    value,
    ...(description && { description: plain(description, limits.optionDescription) }),
  };
}

export function overflow(action: string, options: PlainTextOption[]): Overflow {
  return { type: 'overflow', action_id: action, options };
}

/** A menu that looks like a button and acts at once. */
export function menu(text: string, action: string, options: PlainTextOption[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: action,
    placeholder: plain(text, limits.placeholder),
    options,
  };
}

export function input(spec: {
  id: string;
  label: string;
  element: InputBlockElement;
  hint?: string;
  optional?: boolean;
  dispatch?: boolean;
}): InputBlock {
  return {
    type: 'input',
    block_id: spec.id,
    label: plain(spec.label, limits.inputLabel),
    element: spec.element,
    ...(spec.hint && { hint: plain(spec.hint, limits.inputHint) }),
    ...(spec.optional && { optional: true }),
    ...(spec.dispatch && { dispatch_action: true }),
  };
}

/** Label and value, line by line; the values can be copied and nothing in them is read as markup. */
export function sheet(
  title: string,
  rows: readonly (readonly [label: string, value: string | undefined])[],
): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: title, style: { bold: true } }] },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: rows.flatMap(([label, value]) =>
          value === undefined || value === ''
            ? []
            : [
                {
                  type: 'rich_text_section' as const,
                  elements: [
                    { type: 'text' as const, text: `${label}: ` },
                    { type: 'text' as const, text: cut(value, limits.text), style: { code: true } },
                  ],
                },
              ],
        ),
      },
    ],
  };
}

/** Lines to copy, in as many blocks as they need. */
export function preformatted(text: string): RichTextBlock[] {
  return chunks(text, limits.text).map((chunk) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: chunk }] }],
  }));
}

/** At most `max` blocks; where there are more, the last one says how many are missing. */
export function capBlocks(blocks: KnownBlock[], max: number): KnownBlock[] {
  if (blocks.length <= max) return blocks;
  const shown = blocks.slice(0, max - 1);
  return [
    ...shown,
    context(mrkdwn`${blocks.length - shown.length} more parts do not fit into one Slack view.`),
  ];
}

/** Splits at line ends where it can. */
function chunks(text: string, max: number): string[] {
  if (text.length <= max) return text === '' ? [] : [text];
  const lineEnd = text.lastIndexOf('\n', max);
  const at = lineEnd > 0 ? lineEnd : max;
  return [text.slice(0, at), ...chunks(text.slice(at).replace(/^\n/, ''), max)];
}

export const divider: KnownBlock = { type: 'divider' };
