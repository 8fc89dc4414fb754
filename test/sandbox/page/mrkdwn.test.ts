import { describe, expect, it } from 'vitest';
import { parseMrkdwn } from '../../../src/sandbox/page/text/parse-mrkdwn.ts';
import { plainWords } from '../../../src/sandbox/page/text/plain-words.ts';
import { safeUrl } from '../../../src/sandbox/page/text/safe-url.ts';

/** The inline nodes of a text that is one paragraph. */
function inline(text: string) {
  const [block, ...others] = parseMrkdwn(text);
  expect(others).toEqual([]);
  return block?.type === 'paragraph' ? block.children : block;
}
const text = (words: string) => ({ type: 'text', text: words });
const styled = (style: string, ...children: unknown[]) => ({ type: 'style', style, children });

describe('parseMrkdwn', () => {
  it('reads bold, italic, strike and code', () => {
    expect(inline('*a* _b_ ~c~ `d`')).toEqual([
      styled('bold', text('a')),
      text(' '),
      styled('italic', text('b')),
      text(' '),
      styled('strike', text('c')),
      text(' '),
      { type: 'code', text: 'd' },
    ]);
  });

  it('nests styles', () => {
    expect(inline('*a _b_*')).toEqual([styled('bold', text('a '), styled('italic', text('b')))]);
  });

  it.each(['snake_case_name', '2*3*4', 'a ~ b ~ c', '* no *', '*open', 'x*y*', '*over\nlines*'])(
    'takes %j for no style',
    (words) => {
      expect(JSON.stringify(parseMrkdwn(words))).not.toContain('"style"');
    },
  );

  it('leaves marks inside code alone and decodes its entities', () => {
    expect(inline('`*a* &lt;b&gt;`')).toEqual([{ type: 'code', text: '*a* <b>' }]);
  });

  it('decodes the three entities and no others, once', () => {
    expect(inline('&lt;!channel&gt; &amp;lt; &quot;')).toEqual([text('<!channel> &lt; &quot;')]);
  });

  it('reads mentions, channels and groups', () => {
    expect(inline('<@U1><@U2|ana><#C1|ops><!subteam^S1|@platform><!here>')).toEqual([
      { type: 'user', id: 'U1' },
      { type: 'user', id: 'U2', label: 'ana' },
      { type: 'channel', id: 'C1', label: 'ops' },
      { type: 'usergroup', id: 'S1', label: '@platform' },
      { type: 'broadcast', range: 'here' },
    ]);
  });

  it('reads links with and without words, and bare addresses', () => {
    expect(inline('<https://e.org/?a=1&amp;b=2|a &amp; b>')).toEqual([
      { type: 'link', url: 'https://e.org/?a=1&b=2', children: [text('a & b')] },
    ]);
    expect(inline('see https://e.org/x.')).toEqual([
      text('see '),
      { type: 'link', url: 'https://e.org/x', children: [text('https://e.org/x')] },
      text('.'),
    ]);
  });

  it('leaves bare addresses alone when verbatim', () => {
    expect(parseMrkdwn('https://e.org', { verbatim: true })).toEqual([
      { type: 'paragraph', children: [text('https://e.org')] },
    ]);
  });

  it('reads dates', () => {
    expect(inline('<!date^1795444200^{date_short} at {time}^https://e.org/|Monday>')).toEqual([
      {
        type: 'date',
        unix: 1795444200,
        format: '{date_short} at {time}',
        url: 'https://e.org/',
        fallback: 'Monday',
      },
    ]);
  });

  it('falls back where a date is none', () => {
    expect(inline('<!date^soon^{date}|soon>')).toEqual([text('soon')]);
  });

  it('reads emoji codes, but no times of day', () => {
    expect(inline(':warning: 10:30:00')).toEqual([{ type: 'emoji', name: 'warning' }, text(' 10:30:00')]);
  });

  it('separates quotes and code blocks from paragraphs', () => {
    expect(parseMrkdwn('a\n&gt; b\n> c\n```x *y*\nz```\nd')).toEqual([
      { type: 'paragraph', children: [text('a')] },
      { type: 'quote', children: [text('b'), { type: 'break' }, text('c')] },
      { type: 'code-block', text: 'x *y*\nz' },
      { type: 'paragraph', children: [text('d')] },
    ]);
  });

  it('shows an unclosed fence as it is', () => {
    expect(inline('a ```b')).toEqual([text('a ```b')]);
  });

  it.each(['', '<', '<>', '<|>', '*', '``', '```', '<!date^>', '<!date^1^', ':', '_*_*'])(
    'survives %j',
    (words) => {
      expect(() => parseMrkdwn(words)).not.toThrow();
    },
  );
});

describe('plainWords', () => {
  it('keeps the words of a message and drops its markup', () => {
    expect(plainWords(':x: *orders* is <https://e.org|Pending>\n> until <!date^1^{date}|Monday>')).toBe(
      'orders is Pending until Monday',
    );
  });
});

describe('safeUrl', () => {
  it.each(['https://e.org', 'http://e.org', 'mailto:a@e.org'])('follows %s', (url) => {
    expect(safeUrl(url)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/relative',
    '',
  ])('does not follow %j', (url) => {
    expect(safeUrl(url)).toBeUndefined();
  });
});
