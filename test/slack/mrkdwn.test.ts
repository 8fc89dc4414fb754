import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut } from '../../src/slack/limits.ts';
import { code, codeBlock, cutMrkdwn, date, join, mention, mrkdwn, strong } from '../../src/slack/mrkdwn.ts';

test('what is filled in is escaped, what is markup already is not', () => {
  expect(mrkdwn`*Hi* ${'<!channel> & co'} ${code('a`b')}`.mrkdwn).toBe(
    '*Hi* &lt;!channel&gt; &amp; co `aˋb`',
  );
});

test('formatting characters lose their meaning', () => {
  expect(mrkdwn`${'*bold* _it_ ~no~ `code`'}`.mrkdwn).not.toMatch(/\*bold\*|_it_|~no~|`code`/);
  expect(mrkdwn`${'> quoted'}`.mrkdwn).not.toMatch(/^&gt;/);
  expect(mrkdwn`${'vpc_1 stays'}`.mrkdwn).toBe('vpc_1 stays');
});

test('names are bold, or code where they would be read as markup', () => {
  expect(strong('orders-web').mrkdwn).toBe('*orders-web*');
  expect(strong(':tada:').mrkdwn).toBe('`:tada:`');
  expect(strong('a*b').mrkdwn).toBe('`a*b`');
});

test('ids become mentions, anything else stays text', () => {
  expect(mention('U0OPERATOR').mrkdwn).toBe('<@U0OPERATOR>');
  expect(mention('S0PLATFORM').mrkdwn).toBe('<!subteam^S0PLATFORM>');
  expect(mention('<!channel>').mrkdwn).toBe('&lt;!channel&gt;');
});

test('a date is read in the own time zone, with UTC to fall back on', () => {
  expect(date(Date.UTC(2026, 10, 29, 10)).mrkdwn).toBe(
    '<!date^1795946400^{date_short_pretty} at {time}|2026-11-29 10:00 UTC>',
  );
});

describe('shortening', () => {
  test('leaves no half entity, token, code span or block', () => {
    const lines = codeBlock('aws iam put-role-policy\naws `ec2`');
    const text = join([mrkdwn`${'&'.repeat(50)}`, code('x'.repeat(50)), lines, date(0)], ' ');
    for (let max = 2; max < text.mrkdwn.length; max++) {
      const short = cutMrkdwn(text, max);
      expect(short.length).toBeLessThanOrEqual(max);
      expect(short).not.toMatch(/&(?!amp;|lt;|gt;)/);
      expect((short.match(/</g) ?? []).length).toBe((short.match(/>/g) ?? []).length);
      expect((short.match(/`/g) ?? []).length % 2).toBe(0);
      expect(short.split('```').length % 2).toBe(1);
    }
    expect(lines.mrkdwn).toBe('```aws iam put-role-policy\naws ˋec2ˋ```');
  });

  test('never exceeds the limit nor halves a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 100 }),
        (text, max) => {
          const short = cut(text, max);
          expect(short.length).toBeLessThanOrEqual(max);
          expect(short).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
        },
      ),
    );
  });
});
