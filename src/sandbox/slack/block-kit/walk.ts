import type { Ids } from '../ids.ts';
import { isObject, type Json } from './checks.ts';

/** The elements of a block that a person can use, also those in cards and containers. */
export function elementsOf(block: Json): Json[] {
  const own = [block.accessory, block.element, block.elements, block.actions].flat().filter(isObject);
  const inner = [block.child_blocks, block.type === 'carousel' ? block.elements : []].flat().filter(isObject);
  return [...own.filter(isInteractive), ...inner.flatMap(elementsOf)];
}

const mute = /^(image|plain_text|mrkdwn|card|rich_text_(section|list|quote|preformatted))$/;

function isInteractive(element: Json): boolean {
  return typeof element.type === 'string' && !mute.test(element.type);
}

/** A copy in which every block has a `block_id` and every interactive element an `action_id`, as Slack gives them. */
export function withIds(blocks: Json[], ids: Ids): Json[] {
  const copies = structuredClone(blocks);
  for (const block of copies) {
    block.block_id ??= ids.next('b');
    for (const element of elementsOf(block)) element.action_id ??= ids.next('a');
  }
  return copies;
}

/** The element with that id in that block, and the block. */
export function findElement(blocks: Json[], blockId: string, actionId: string) {
  const block = blocks.find((one) => one.block_id === blockId);
  const element = block && elementsOf(block).find((one) => one.action_id === actionId);
  return block && element ? { block, element } : undefined;
}
