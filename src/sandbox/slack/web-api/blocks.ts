import { isObject, type Json } from '../block-kit/checks.ts';
import { type BlockError, validateBlocks, validateView } from '../validate.ts';
import type { Args } from './args.ts';
import { invalidArguments } from './args.ts';
import { type Method, SlackError } from './method.ts';

const longest = 100_000;
const kinds = { blocks: checkBlocks, view: validateView, message: checkMessage };

export const blocksMethods: Record<string, Method> = {
  'blocks.validate': {
    token: 'any',
    scopes: [],
    run(_context, args) {
      const given = (['blocks', 'view', 'message'] as const).filter((kind) => args.all[kind] !== undefined);
      const [kind] = given;
      if (!kind || given.length > 1) throw invalidArguments(['provide exactly one of blocks, view, message']);
      const raw = args.all[kind];
      if (typeof raw === 'string' && raw.length > longest) throw invalidArguments([`${kind} is too long`]);
      const errors = kinds[kind](args.json(kind, `invalid_${kind}`));
      if (errors.length > 0) throw new SlackError(`invalid_${kind}`, { errors });
      return {};
    },
  },
};

/** A bare list is its own root. */
function checkBlocks(blocks: unknown): BlockError[] {
  return validateBlocks(blocks, 'message').map((error) => ({
    ...error,
    pointer: error.pointer.replace(/^\/blocks/, ''),
  }));
}

function checkMessage(message: unknown): BlockError[] {
  return validateBlocks(isObject(message) ? message.blocks : message, 'message');
}

/** The call's blocks for a message, valid; `invalid_blocks` with Slack's sentences otherwise. */
export function messageBlocks(args: Args): Json[] | undefined {
  const blocks = args.json('blocks', 'invalid_blocks_format');
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const errors = validateBlocks(blocks, 'message');
  if (errors.some((error) => error.message === 'only_one_table_allowed')) {
    throw new SlackError('invalid_attachments', { errors: ['only_one_table_allowed'] });
  }
  if (errors.length > 0) {
    const sentences = errors.map(sentence);
    const messages = sentences.map((one) => `[ERROR] ${one}`);
    throw new SlackError('invalid_blocks', { errors: sentences, response_metadata: { messages } });
  }
  return blocks.length > 0 ? blocks : undefined;
}

export function sentence(error: BlockError): string {
  return `${error.message} [json-pointer:${error.pointer}]`;
}
