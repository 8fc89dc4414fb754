import { isObject, type Json } from '../block-kit/checks.ts';
import { elementsOf } from '../block-kit/walk.ts';
import type { Container } from '../client-api.ts';
import type { State } from '../state.ts';
import { optionsOf } from '../view-values.ts';
import { blocksWords, blockWords, words } from './words.ts';

/** Something to press: a button, or an entry of a menu that acts at once. */
export interface Control {
  label: string;
  container: Container;
  blockId: string;
  actionId: string;
  value: Json;
  /** What stands beside it. */
  row: string;
  /** What stands in the message around it. */
  around: string;
  confirm?: Json;
  url?: string;
}

/** Everything to press in these blocks, from the top. Fields of input blocks are filled, not pressed. */
export function controlsOf(state: State, blocks: Json[], container: Container, around = ''): Control[] {
  return blocks.flatMap((block, index) => {
    if (block.type === 'input') return [];
    const row = rowOf(state, blocks, index);
    return elementsOf(block).flatMap((element) =>
      entriesOf(element).map(({ text, value, url }) => ({
        label: words(state, text),
        container,
        blockId: String(block.block_id),
        actionId: String(element.action_id),
        value,
        row,
        around,
        ...(isObject(element.confirm) && { confirm: element.confirm }),
        ...(typeof url === 'string' && { url }),
      })),
    );
  });
}

function entriesOf(element: Json): { text: unknown; value: Json; url?: unknown }[] {
  switch (element.type) {
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return [{ text: element.text, value: {}, url: element.url }];
    case 'feedback_buttons':
      return [element.positive_button, element.negative_button]
        .filter(isObject)
        .map(({ text, value }) => ({ text, value: { value } }));
    case 'overflow':
    case 'static_select':
    case 'radio_buttons':
      return optionsOf(element).map((option) => ({
        text: option.text,
        value: { selected_option: option },
        url: option.url,
      }));
    default:
      return [];
  }
}

const borders = new Set(['actions', 'divider']);

/** A row of buttons belongs to the text above it, up to the buttons or the line before. */
function rowOf(state: State, blocks: Json[], index: number): string {
  const block = blocks[index];
  if (!block) return '';
  if (block.type !== 'actions') return blockWords(state, block);
  const above = blocks.slice(0, index);
  const border = above.findLastIndex((one) => borders.has(String(one.type)));
  return blocksWords(state, above.slice(border + 1));
}
