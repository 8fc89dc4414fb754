import type { WireInput } from '../blocks/input-block.tsx';
import type { FieldValue } from '../live/drafts.ts';

interface Limits {
  type: string;
  min_length?: number;
  max_length?: number;
  min_value?: string;
  max_value?: string;
  is_decimal_allowed?: boolean;
}

/** What Slack's own client refuses before an app hears of a submit, by block id. */
export function checkFields(
  blocks: unknown[],
  read: (blockId: string, element: { type: string; action_id?: string }) => FieldValue,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const block of blocks as WireInput[]) {
    if (block.type !== 'input' || !block.element || !block.block_id) continue;
    const problem = checkField(block, read(block.block_id, block.element));
    if (problem) problems[block.block_id] = problem;
  }
  return problems;
}

function checkField(block: WireInput, value: FieldValue): string | undefined {
  const limits = block.element as Limits;
  const held = Object.entries(value).find(([key]) => key !== 'type')?.[1];
  const empty =
    held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0);
  if (empty) return block.optional ? undefined : 'Please complete this required field.';
  return typeof held === 'string' ? checkText(held, limits) : undefined;
}

function checkText(text: string, limits: Limits): string | undefined {
  const { min_length: least = 0, max_length: most = Infinity } = limits;
  if (text.length < least) return `Please write at least ${least} characters.`;
  if (text.length > most) return `Please write at most ${most} characters.`;
  if (limits.type === 'number_input') return checkNumber(text, limits);
  if (limits.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) {
    return 'Please write an email address, such as name@example.com.';
  }
  if (limits.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(text)) {
    return 'Please write a web address, such as https://example.com.';
  }
  return undefined;
}

function checkNumber(text: string, limits: Limits): string | undefined {
  const number = Number(text);
  if (Number.isNaN(number)) return 'Please write a number.';
  if (!limits.is_decimal_allowed && !Number.isInteger(number)) return 'Please write a whole number.';
  if (limits.min_value !== undefined && number < Number(limits.min_value)) {
    return `Please write a number of at least ${limits.min_value}.`;
  }
  if (limits.max_value !== undefined && number > Number(limits.max_value)) {
    return `Please write a number of at most ${limits.max_value}.`;
  }
  return undefined;
}
