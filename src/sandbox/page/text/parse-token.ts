import { decodeEntities } from './entities.ts';
import type { Inline } from './inline.ts';

/** What stands between `<` and `>` in mrkdwn: a mention, a date, a link. */
export function parseToken(token: string): Inline {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? undefined : decodeEntities(token.slice(bar + 1));
  const named = label ? { label } : {};
  if (target.startsWith('@')) return { type: 'user', id: target.slice(1), ...named };
  if (target.startsWith('#')) return { type: 'channel', id: target.slice(1), ...named };
  if (target.startsWith('!subteam^')) {
    return { type: 'usergroup', id: target.slice('!subteam^'.length), ...named };
  }
  if (target.startsWith('!date^')) return parseDate(target, label ?? '');
  if (target.startsWith('!')) return { type: 'broadcast', range: target.slice(1) };
  const url = decodeEntities(target);
  return { type: 'link', url, children: [{ type: 'text', text: label ?? url.replace(/^mailto:/, '') }] };
}

function parseDate(target: string, fallback: string): Inline {
  const [, unix = '', format = '', url] = target.split('^');
  if (!/^\d+$/.test(unix)) return { type: 'text', text: fallback };
  return { type: 'date', unix: Number(unix), format: decodeEntities(format), fallback, ...(url && { url }) };
}
