import { anyBlock, type Surface } from './block-kit/blocks.ts';
import {
  type BlockError,
  boolean,
  byType,
  type Check,
  fail,
  isObject,
  type Json,
  list,
  shape,
  string,
} from './block-kit/checks.ts';
import { id, plainText } from './block-kit/objects.ts';

export type { Surface } from './block-kit/blocks.ts';
export type { BlockError } from './block-kit/checks.ts';

/** Slack refuses a bigger view with `view_too_large`. */
const viewBytes = 250_000;

/**
 * What Slack would refuse about these blocks, in the shape of `blocks.validate`; empty when they are fine.
 * Pointers start with `/blocks`.
 */
export function validateBlocks(blocks: unknown, surface: Surface): BlockError[] {
  const found: BlockError[] = [];
  blockList(surface)(blocks, '/blocks', found);
  return found;
}

/** The same for a whole modal or Home view. */
export function validateView(view: unknown): BlockError[] {
  const found: BlockError[] = [];
  views(view, '', found);
  return found;
}

export function isTooLarge(view: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(view)) > viewBytes;
}

function blockList(surface: Surface): Check {
  const each = list(anyBlock(surface), surface === 'message' ? 50 : 100, surface === 'message' ? 0 : 1);
  return (blocks, at, found) => {
    each(blocks, at, found);
    if (!Array.isArray(blocks)) return;
    const objects = blocks.filter(isObject);
    uniqueBlockIds(blocks, at, found);
    focusOnce(objects, at, found);
    if (surface === 'message') tableOnce(objects, at, found);
    const markdown = objects.reduce((sum, one) => sum + (one.type === 'markdown' ? length(one.text) : 0), 0);
    if (markdown > 12_000)
      fail(found, at, 'markdown blocks must be less than 12001 characters', 'max_length', [12_000], markdown);
  };
}

const shared = {
  type: string(),
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};

const views = byType(
  {
    modal: shape({
      required: { type: string(), title: plainText(24), blocks: blockList('modal') },
      optional: {
        ...shared,
        submit: plainText(24),
        close: plainText(24),
        clear_on_close: boolean,
        notify_on_close: boolean,
        submit_disabled: boolean,
      },
      also: submitWhereInputs,
    }),
    home: shape({
      required: { type: string(), blocks: blockList('home') },
      optional: { ...shared, callback_id: id },
    }),
  },
  'a view',
);

function submitWhereInputs(view: Json, at: string, found: BlockError[]) {
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  if (view.submit !== undefined || !blocks.some((block) => block?.type === 'input')) return;
  const message = '`submit` is required when an `input` block is in the view';
  found.push({ code: 'missing_required_field', message, pointer: at });
}

function uniqueBlockIds(blocks: unknown[], at: string, found: BlockError[]) {
  const seen = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    if (!isObject(block) || block.block_id === undefined || block.type === 'markdown') continue;
    if (seen.has(block.block_id)) {
      const message = `\`block_id\` ${String(block.block_id)} already exists`;
      found.push({ code: 'duplicate_value', message, pointer: `${at}/${index}/block_id` });
    }
    seen.add(block.block_id);
  }
}

function focusOnce(blocks: Json[], at: string, found: BlockError[]) {
  const focused = blocks
    .flatMap((block) => [block.element, block.accessory, block.elements].flat())
    .filter((one) => isObject(one) && one.focus_on_load === true).length;
  if (focused > 1) fail(found, at, 'only one element may have `focus_on_load`', 'max_items', ['1'], focused);
}

function tableOnce(blocks: Json[], at: string, found: BlockError[]) {
  const tables = blocks.filter((block) => block.type === 'table').length;
  if (tables > 1) fail(found, at, 'only_one_table_allowed', 'max_items', ['1'], tables);
}

function length(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}
