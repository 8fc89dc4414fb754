import { describe, expect, it } from 'vitest';
import { type Surface, validateBlocks, validateView } from '../../../src/sandbox/slack/validate.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const option = (value: string, text = value) => ({ text: plain(text), value });
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('L'),
  element,
  ...more,
});
const select = (more: object = {}) => ({ type: 'static_select', options: [option('a')], ...more });
const modal = (more: object = {}) => ({ type: 'modal', title: plain('T'), blocks: [section('x')], ...more });

const pointers = (block: unknown, surface: Surface = 'message') =>
  validateBlocks([block], surface).map((error) => error.pointer);

describe('what Slack takes', () => {
  it.each<[string, unknown, Surface]>([
    ['a section with text', section('x'), 'message'],
    ['a section of 3000 characters', section(long(3000)), 'message'],
    ['a section with ten fields', { type: 'section', fields: many(10, () => mrkdwn('f')) }, 'home'],
    ['25 actions', actions(...many(25, (i) => button({ action_id: `a${i}` }))), 'message'],
    ['a confirm dialog', actions(button({ confirm: { text: plain('Sure?'), style: 'danger' } })), 'message'],
    ['a header', { type: 'header', text: plain(long(150)) }, 'home'],
    ['an overflow with one option', actions({ type: 'overflow', options: [option('a')] }), 'message'],
    [
      'an option with a value of 150 characters',
      actions(select({ options: [option(long(150), 'a')] })),
      'message',
    ],
    ['an initial option from the options', actions(select({ initial_option: option('a') })), 'modal'],
    [
      'grouped options',
      input(select({ options: undefined, option_groups: [{ label: plain('g'), options: [option('a')] }] })),
      'modal',
    ],
    ['a number input', input({ type: 'number_input', is_decimal_allowed: false, min_value: '1' }), 'modal'],
    ['an alert in a modal', { type: 'alert', text: plain('Careful'), level: 'warning' }, 'modal'],
    ['a table in a message', { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }, 'message'],
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { bold: true } }] },
        ],
      },
      'modal',
    ],
  ])('%s', (_, block, surface) => {
    expect(validateBlocks([block], surface)).toEqual([]);
  });

  it('a modal with an input and a submit button', () => {
    expect(
      validateView(modal({ submit: plain('OK'), blocks: [input({ type: 'plain_text_input' })] })),
    ).toEqual([]);
  });

  it('a Home tab of 100 blocks', () => {
    expect(validateView({ type: 'home', blocks: many(100, () => section('x')) })).toEqual([]);
  });
});

describe('what Slack refuses in a block, and where', () => {
  it.each<[string, unknown, Surface, string]>([
    ['no type', { text: plain('x') }, 'message', '/blocks/0'],
    ['an unknown type', { type: 'sektion' }, 'message', '/blocks/0/type'],
    ['a property of no meaning', { ...section('x'), colour: 'red' }, 'message', '/blocks/0'],
    ['a string where a text object belongs', { type: 'section', text: 'x' }, 'message', '/blocks/0/text'],
    ['an empty text', section(''), 'message', '/blocks/0/text/text'],
    ['text over 3000', section(long(3001)), 'message', '/blocks/0/text/text'],
    ['a section without anything', { type: 'section' }, 'message', '/blocks/0'],
    [
      'eleven fields',
      { type: 'section', fields: many(11, () => mrkdwn('f')) },
      'message',
      '/blocks/0/fields',
    ],
    [
      'a field over 2000',
      { type: 'section', fields: [mrkdwn(long(2001))] },
      'message',
      '/blocks/0/fields/0/text',
    ],
    ['a header over 150', { type: 'header', text: plain(long(151)) }, 'message', '/blocks/0/text/text'],
    ['a header in mrkdwn', { type: 'header', text: mrkdwn('x') }, 'message', '/blocks/0/text/type'],
    ['a block_id over 255', { ...section('x'), block_id: long(256) }, 'message', '/blocks/0/block_id'],
    ['26 actions', actions(...many(26, () => button())), 'message', '/blocks/0/elements'],
    ['no actions', actions(), 'message', '/blocks/0/elements'],
    [
      'the same action_id twice',
      actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
      'message',
      '/blocks/0/elements/1/action_id',
    ],
    [
      'eleven context elements',
      { type: 'context', elements: many(11, () => mrkdwn('c')) },
      'message',
      '/blocks/0/elements',
    ],
    [
      'a button text over 75',
      actions(button({ text: plain(long(76)) })),
      'message',
      '/blocks/0/elements/0/text/text',
    ],
    [
      'a button value over 2000',
      actions(button({ value: long(2001) })),
      'message',
      '/blocks/0/elements/0/value',
    ],
    [
      'a button url over 3000',
      actions(button({ url: `https://example.com/${long(3000)}` })),
      'message',
      '/blocks/0/elements/0/url',
    ],
    [
      'a button style that is none',
      actions(button({ style: 'default' })),
      'message',
      '/blocks/0/elements/0/style',
    ],
    [
      'a confirm without text',
      actions(button({ confirm: { title: plain('Sure?') } })),
      'message',
      '/blocks/0/elements/0/confirm',
    ],
    [
      'a confirm title over 100',
      actions(button({ confirm: { text: plain('x'), title: plain(long(101)) } })),
      'message',
      '/blocks/0/elements/0/confirm/title/text',
    ],
    [
      'a confirm button over 30',
      actions(button({ confirm: { text: plain('x'), confirm: plain(long(31)) } })),
      'message',
      '/blocks/0/elements/0/confirm/confirm/text',
    ],
    [
      'six overflow options',
      actions({ type: 'overflow', options: many(6, (i) => option(`${i}`)) }),
      'message',
      '/blocks/0/elements/0/options',
    ],
    [
      '101 options',
      actions(select({ options: many(101, (i) => option(`${i}`)) })),
      'message',
      '/blocks/0/elements/0/options',
    ],
    ['no options', actions(select({ options: [] })), 'message', '/blocks/0/elements/0/options'],
    [
      'options and option_groups',
      actions(select({ option_groups: [{ label: plain('g'), options: [option('a')] }] })),
      'message',
      '/blocks/0/elements/0',
    ],
    [
      'an option text over 75',
      actions(select({ options: [option('a', long(76))] })),
      'message',
      '/blocks/0/elements/0/options/0/text/text',
    ],
    [
      'an option value over 150',
      actions(select({ options: [option(long(151), 'a')] })),
      'message',
      '/blocks/0/elements/0/options/0/value',
    ],
    [
      'an initial option that is not offered',
      actions(select({ initial_option: option('b') })),
      'message',
      '/blocks/0/elements/0/initial_option',
    ],
    [
      'a placeholder over 150',
      actions(select({ placeholder: plain(long(151)) })),
      'message',
      '/blocks/0/elements/0/placeholder/text',
    ],
    [
      'eleven checkboxes',
      input({ type: 'checkboxes', options: many(11, (i) => option(`${i}`)) }),
      'modal',
      '/blocks/0/element/options',
    ],
    [
      'a url on an option of a select',
      actions(select({ options: [{ ...option('a'), url: 'https://example.com' }] })),
      'message',
      '/blocks/0/elements/0/options/0',
    ],
    [
      'an image without alt_text',
      { type: 'image', image_url: 'https://example.com/a.png' },
      'message',
      '/blocks/0',
    ],
    [
      'an input over its own minimum',
      input({ type: 'plain_text_input', min_length: 5, max_length: 2 }),
      'modal',
      '/blocks/0/element/min_length',
    ],
    [
      'an initial value over 3000',
      input({ type: 'plain_text_input', initial_value: long(3001) }),
      'modal',
      '/blocks/0/element/initial_value',
    ],
    [
      'a number where numbers are strings',
      input({ type: 'number_input', is_decimal_allowed: true, min_value: 1 }),
      'modal',
      '/blocks/0/element/min_value',
    ],
    ['a button in an input block', input(button()), 'modal', '/blocks/0/element/type'],
    [
      'a text input in an actions block',
      actions({ type: 'plain_text_input' }),
      'modal',
      '/blocks/0/elements/0/type',
    ],
    [
      'a number input in a message',
      input({ type: 'number_input', is_decimal_allowed: true }),
      'message',
      '/blocks/0/element/type',
    ],
    ['a datetimepicker on Home', actions({ type: 'datetimepicker' }), 'home', '/blocks/0/elements/0/type'],
    ['an alert in a message', { type: 'alert', text: plain('x') }, 'message', '/blocks/0/type'],
    ['a table in a modal', { type: 'table', rows: [] }, 'modal', '/blocks/0/type'],
    ['markdown on Home', { type: 'markdown', text: 'x' }, 'home', '/blocks/0/type'],
    ['markdown over 12000', { type: 'markdown', text: long(12_001) }, 'message', '/blocks/0/text'],
  ])('%s', (_, block, surface, pointer) => {
    expect(pointers(block, surface)).toContain(pointer);
  });

  it('says it in the shape of blocks.validate', () => {
    expect(validateBlocks([section(long(3001))], 'message')).toEqual([
      {
        code: 'failed_constraint',
        message: 'must be less than 3001 characters',
        pointer: '/blocks/0/text/text',
        constraint: { type: 'max_length', expected: ['3000'], got: '3001' },
      },
    ]);
  });
});

describe('what Slack refuses about the whole', () => {
  it.each<[string, unknown, Surface, string]>([
    ['no list at all', 'blocks', 'message', '/blocks'],
    ['51 blocks in a message', many(51, () => section('x')), 'message', '/blocks'],
    ['101 blocks in a modal', many(101, () => section('x')), 'modal', '/blocks'],
    [
      'the same block_id twice',
      many(2, () => ({ ...section('x'), block_id: 'b' })),
      'message',
      '/blocks/1/block_id',
    ],
    [
      'two tables',
      many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })),
      'message',
      '/blocks',
    ],
    [
      'two fields that want the focus',
      many(2, () => input({ type: 'plain_text_input', focus_on_load: true })),
      'modal',
      '/blocks',
    ],
  ])('%s', (_, blocks, surface, pointer) => {
    expect(validateBlocks(blocks, surface).map((error) => error.pointer)).toContain(pointer);
  });

  it.each<[string, unknown, string]>([
    ['no title', modal({ title: undefined }), ''],
    ['a title over 24', modal({ title: plain(long(25)) }), '/title/text'],
    ['a submit text over 24', modal({ submit: plain(long(25)) }), '/submit/text'],
    ['a close text over 24', modal({ close: plain(long(25)) }), '/close/text'],
    ['an input without submit', modal({ blocks: [input({ type: 'plain_text_input' })] }), ''],
    ['private_metadata over 3000', modal({ private_metadata: long(3001) }), '/private_metadata'],
    ['callback_id over 255', modal({ callback_id: long(256) }), '/callback_id'],
    ['no blocks', modal({ blocks: [] }), '/blocks'],
    ['a kind that is none', { type: 'dialog' }, '/type'],
    ['a title on Home', { type: 'home', title: plain('x'), blocks: [section('x')] }, ''],
  ])('%s', (_, view, pointer) => {
    expect(validateView(view).map((error) => error.pointer)).toContain(pointer);
  });
});
