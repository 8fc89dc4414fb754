import { closest, distance } from 'fastest-levenshtein';

export const words = ['list', 'details', 'history', 'create', 'terminate', 'doctor', 'help'] as const;
export type Word = (typeof words)[number];

export type Parsed =
  | { command: 'menu' }
  | { command: Exclude<Word, 'help'>; rest: string }
  | { command: 'help'; unknown?: string; meant?: Word };

/** What people type for our words. */
const ALIKE: Record<string, Word> = {
  ls: 'list',
  show: 'details',
  detail: 'details',
  info: 'details',
  describe: 'details',
  story: 'history',
  log: 'history',
  audit: 'history',
  new: 'create',
  add: 'create',
  delete: 'terminate',
  remove: 'terminate',
  destroy: 'terminate',
  usage: 'help',
};

/** Reads what stands behind `/peering`. */
export function parse(text: string): Parsed {
  const [first = '', ...more] = unescapeCommand(text).trim().split(/\s+/);
  const word = first.toLowerCase();
  if (word === '') return { command: 'menu' };
  if (word === 'help' || word === '?') return { command: 'help' };
  if (isWord(word)) return { command: word, rest: unquote(more.join(' ')) };
  const meant = nearest(word);
  return { command: 'help', unknown: first, ...(meant && { meant }) };
}

const isWord = (word: string): word is Exclude<Word, 'help'> =>
  word !== 'help' && words.includes(word as Word);

function nearest(word: string): Word | undefined {
  const known = [...words, ...Object.keys(ALIKE)];
  const best = closest(word, known);
  if (distance(word, best) > Math.max(1, Math.floor(word.length / 3))) return undefined;
  return ALIKE[best] ?? words.find((one) => one === best);
}

/** Quotes around a name, straight or as phones write them. */
function unquote(text: string): string {
  const quoted = /^(["'“”„«‘’`])(.*)(["'“”«»‘’`])$/s.exec(text);
  return (quoted?.[2] ?? text).trim();
}

/**
 * With `should_escape` Slack wraps mentions and what looks like a link; the words that were typed come back.
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 */
function unescapeCommand(text: string): string {
  return text
    .replace(/<([@#!]?)([^>|]*)(?:\|([^>]*))?>/g, (_whole, sign: string, target: string, label?: string) => {
      const shown = label || target;
      return sign === '@' || sign === '#' ? `${sign}${shown}` : shown;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
