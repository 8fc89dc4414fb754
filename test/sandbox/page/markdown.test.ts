import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/sandbox/page/text/parse-markdown.ts';

const text = (words: string) => ({ type: 'text', text: words });

describe('parseMarkdown', () => {
  it('reads headings, paragraphs, lists, quotes, rules and fences', () => {
    expect(parseMarkdown('# A\nb\n- c\n- d\n1. e\n> f\n---\n```sh\ng **h**\n```')).toEqual([
      { type: 'heading', level: 1, children: [text('A')] },
      { type: 'paragraph', children: [text('b')] },
      { type: 'list', ordered: false, items: [[text('c')], [text('d')]] },
      { type: 'list', ordered: true, items: [[text('e')]] },
      { type: 'quote', parts: [{ type: 'paragraph', children: [text('f')] }] },
      { type: 'rule' },
      { type: 'code-block', text: 'g **h**' },
    ]);
  });

  it('reads inline marks', () => {
    expect(parseMarkdown('**a** _b_ ~~c~~ `d` [e](https://e.org) snake_case_f')).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'style', style: 'bold', children: [text('a')] },
          text(' '),
          { type: 'style', style: 'italic', children: [text('b')] },
          text(' '),
          { type: 'style', style: 'strike', children: [text('c')] },
          text(' '),
          { type: 'code', text: 'd' },
          text(' '),
          { type: 'link', url: 'https://e.org', children: [text('e')] },
          text(' snake_case_f'),
        ],
      },
    ]);
  });

  it('ends with an unclosed fence', () => {
    expect(parseMarkdown('```\na')).toEqual([{ type: 'code-block', text: 'a' }]);
  });
});
