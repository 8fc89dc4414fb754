import { cut } from './limits.ts';

/** Text in Slack's markup whose foreign parts are escaped. Made by the functions of this file only. */
export interface Mrkdwn {
  readonly mrkdwn: string;
}

/**
 * Template tag: what is filled in is escaped, so that text from people and clouds never pings, links or formats.
 * Only what already is `Mrkdwn` goes in as it is.
 */
export function mrkdwn(
  strings: TemplateStringsArray,
  ...values: (string | number | Mrkdwn | undefined)[]
): Mrkdwn {
  const parts = strings.map((string, index) => string + fill(values[index]));
  return { mrkdwn: parts.join('') };
}

/** Several texts, one after the other. */
export function join(texts: readonly (Mrkdwn | undefined)[], between = '\n'): Mrkdwn {
  return { mrkdwn: texts.flatMap((text) => (text && text.mrkdwn !== '' ? [text.mrkdwn] : [])).join(between) };
}

/** An identifier as it is, in a fixed-width font: nothing in it is read as markup. */
export function code(text: string): Mrkdwn {
  const inner = escapeText(oneLine(text)).replaceAll('`', 'ˋ');
  return { mrkdwn: inner.trim() === '' ? '' : `\`${inner}\`` };
}

/** Lines to copy, in a box of their own. */
export function codeBlock(text: string): Mrkdwn {
  return { mrkdwn: `\`\`\`${escapeText(text).replaceAll('`', 'ˋ')}\`\`\`` };
}

/** A name in bold, or as code where its characters would be read as markup. */
export function strong(text: string): Mrkdwn {
  const shown = cut(oneLine(text).trim(), 200);
  return /[*_~`:@#]/.test(shown) || shown === '' ? code(shown) : { mrkdwn: `*${escapeText(shown)}*` };
}

/** A point in time in the reader's own time zone; `at` in ms since 1970. */
export function date(at: number): Mrkdwn {
  return { mrkdwn: `<!date^${Math.floor(at / 1000)}^{date_short_pretty} at {time}|${sayUtc(at)}>` };
}

/** `2026-11-29 10:00 UTC`, for text that has no date tokens. */
export function sayUtc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Names a user `U…`/`W…` or a user group `S…`; notifies them when posted in a channel. Other text stays text. */
export function mention(id: string): Mrkdwn {
  if (/^[UW][A-Z0-9]+$/.test(id)) return { mrkdwn: `<@${id}>` };
  if (/^S[A-Z0-9]+$/.test(id)) return { mrkdwn: `<!subteam^${id}>` };
  return mrkdwn`${id}`;
}

export function channelLink(id: string): Mrkdwn {
  return /^[CGD][A-Z0-9]+$/.test(id) ? { mrkdwn: `<#${id}>` } : mrkdwn`${id}`;
}

/** `&`, `<` and `>` as Slack wants them: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Shortens without leaving half an entity, half a `<token>` or an open code span or block behind. */
export function cutMrkdwn({ mrkdwn: text }: Mrkdwn, max: number): string {
  if (text.length <= max) return text;
  const head = cut(text, max - 1)
    .slice(0, -1)
    .replace(/&[a-z]*$/, '')
    .replace(/<[^>]*$/, '');
  return `${closed(head)}…`;
}

/** A block that is open at the end is left out, an open code span is closed. */
function closed(cutOff: string): string {
  const parts = cutOff.split('```');
  const head = parts.length % 2 === 0 ? parts.slice(0, -1).join('```') : cutOff;
  const openCode = (head.match(/`/g)?.length ?? 0) % 2 === 1;
  return openCode ? `${head}\`` : head;
}

function fill(value: string | number | Mrkdwn | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return value.mrkdwn;
  return neutral(escapeText(String(value)));
}

const ZERO_WIDTH_SPACE = '\u200B';

/** Takes the meaning from `*`, `_`, `~` and backticks at the edge of a word, and from a quote mark at the start of a line. */
function neutral(escaped: string): string {
  return escaped
    .replace(/(?<![A-Za-z0-9])([*_~`]+)(?=\S)/g, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/^(&gt;)/gm, `${ZERO_WIDTH_SPACE}$1`);
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: names may carry them, a line of text must not
  return text.replace(/[\u0000-\u001F\u007F\u2028\u2029]+/g, ' ');
}
