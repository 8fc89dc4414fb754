import type { Json } from '../block-kit/checks.ts';
import { elementsOf } from '../block-kit/walk.ts';
import type { View } from '../state.ts';
import { isEmpty } from '../view-values.ts';

/** What Slack's own client holds against a modal before the app sees it, by block id. */
export function complaints(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.definition.blocks) {
    if (block.type !== 'input') continue;
    const [element] = elementsOf(block);
    if (!element) continue;
    const blockId = String(block.block_id);
    const entry = view.values[blockId]?.[String(element.action_id)];
    const problem = isEmpty(entry) ? missing(block) : unfit(element, String(entry?.value ?? ''));
    if (problem) errors[blockId] = problem;
  }
  return errors;
}

function missing(block: Json): string | undefined {
  return block.optional === true ? undefined : 'Please complete this required field.';
}

function unfit(element: Json, value: string): string | undefined {
  switch (element.type) {
    case 'plain_text_input':
      return badLength(element, value.length);
    case 'number_input':
      return badNumber(element, value);
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.';
    default:
      return undefined;
  }
}

function badLength({ min_length, max_length }: Json, length: number): string | undefined {
  if (typeof min_length === 'number' && length < min_length)
    return `Please enter at least ${min_length} characters.`;
  const most = typeof max_length === 'number' ? max_length : 3000;
  return length > most ? `Please enter no more than ${most} characters.` : undefined;
}

function badNumber({ is_decimal_allowed, min_value, max_value }: Json, value: string): string | undefined {
  const form = is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!form.test(value)) return 'Please enter a valid number.';
  if (min_value !== undefined && Number(value) < Number(min_value)) return `Must be at least ${min_value}.`;
  if (max_value !== undefined && Number(value) > Number(max_value))
    return `Must be no more than ${max_value}.`;
  return undefined;
}
