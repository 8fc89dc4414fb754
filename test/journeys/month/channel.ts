import type { Message } from '../../../src/sandbox/slack/state.ts';

/** What one line of the channel says, read as people read it. */
export interface Said {
  /** `other`: a card, or news of a state in its thread. */
  kind: 'tell' | 'over' | 'unreachable' | 'reachable' | 'gone-on-card' | 'other';
  /** Of an alert: rule, peering and, where it is about one, cluster. */
  key: string;
  /** Of a line in a digest: until when somebody has to act. */
  until?: number;
}

export interface Post {
  at: number;
  ts: string;
  isDigest: boolean;
  said: Said[];
  /** User and user-group ids, once for each time they are named. */
  mentions: string[];
}

const RULES: [RegExp, (peering: string, cluster: string) => string][] = [
  [
    /^Somebody with rights in .* has to (accept the request|create the mirror peering)/,
    (peering) => `pending:${peering}`,
  ],
  [
    / did not accept the request in time and has expired|the request in time and it has expired/,
    (peering) => `expired:${peering}`,
  ],
  [/^Yugabyte could not make the peering/, (peering) => `failed:${peering}`],
  [/^It was Active and is /, (peering) => `changed:${peering}`],
  [/^It was deleted without the bot/, (peering) => `gone:${peering}`],
  [/^(\S+) no longer lets /, (peering, cluster) => `allowed.no-longer-covered:${peering}:${cluster}`],
  [/^(\S+) does not let /, (peering, cluster) => `allowed.not-covered:${peering}:${cluster}`],
  [/^On (\S+), Yugabyte ignores /, (_peering, cluster) => `allowed.ignored-entries:${cluster}`],
];

/** What a card's thread says beside reminders. */
const NEWS = /^(Active|Pending|Expired|Failed)\b|^Yugabyte is deleting it|^The application VPC is let in /;

/** Everything that the bot said in the channel, oldest first. Throws where it says something that nobody expects. */
export function readChannel(messages: Message[], bot: string, channel: string): Post[] {
  const own = messages.filter(
    (message) => message.user === bot && message.channel === channel && !message.onlyFor,
  );
  const byTs = new Map(own.map((message) => [message.ts, message]));
  return own.map((message) => {
    const { ts, text, blocks = [], threadTs } = message;
    return {
      at: Math.round(Number(ts) * 1000),
      ts,
      isDigest: digestLines(message).length > 0,
      said: threadTs ? [readReply(text, byTs.get(threadTs))] : readTop(message),
      mentions: [...`${text} ${JSON.stringify(blocks)}`.matchAll(/<(?:@|!subteam\^)(\w+)/g)].map(
        ([, id = '']) => id,
      ),
    };
  });
}

function readTop(message: Message): Said[] {
  const { text } = message;
  const lines = digestLines(message);
  if (lines.length > 0) return lines;
  if (cardName(message) !== undefined) return [other];
  if (text.startsWith('Yugabyte cannot be read since ')) return [{ kind: 'unreachable', key: '' }];
  const [, peering = '', sentence = ''] = /^(?:<[^>]+> )?([\w-]+): (.*)$/.exec(text) ?? [];
  return [{ kind: 'tell', key: keyOf(peering, sentence) }];
}

function readReply(text: string, above: Message | undefined): Said {
  if (text.startsWith('Yugabyte can be read again')) return { kind: 'reachable', key: '' };
  const card = above && cardName(above);
  const [, named, rest = text] = card === undefined ? (/^([\w-]+): (.*)$/s.exec(text) ?? []) : [];
  const peering = card ?? named ?? '';
  const [, ended] = /^(?:Resolved after [^:]+|Over after [^:]+): (.*)$/s.exec(rest) ?? [];
  if (ended !== undefined) return { kind: 'over', key: keyOf(peering, ended) };
  if (rest.startsWith('It is gone: ')) return { kind: 'gone-on-card', key: `gone:${peering}` };
  if (NEWS.test(rest)) return other;
  return { kind: 'tell', key: keyOf(peering, rest.replace(/^(<[^>]+> )?(Since [^:]+: )?/, '')) };
}

const other: Said = { kind: 'other', key: '' };

export function cardName({ text, threadTs }: Message): string | undefined {
  return threadTs ? undefined : /^Peering \*([\w-]+)\*:/.exec(text)?.[1];
}

/** A line of a digest names its peering first. */
export function digestLines({ blocks = [], threadTs }: Message): Said[] {
  if (threadTs) return [];
  return blocks.flatMap(({ block_id: id, text }) => {
    if (!String(id).startsWith('digest:')) return [];
    const words = String((text as { text?: unknown }).text);
    const [, peering = '', sentence = ''] = /^\*([\w-]+)\* {2}· {2}([^\n]*)/.exec(words) ?? [];
    const [, until] = /Until <!date\^(\d+)/.exec(words) ?? [];
    return [
      { kind: 'tell' as const, key: keyOf(peering, sentence), ...(until && { until: Number(until) * 1000 }) },
    ];
  });
}

function keyOf(peering: string, sentence: string): string {
  for (const [rule, key] of RULES) {
    const match = rule.exec(sentence);
    if (match) return key(peering, match[1] ?? '');
  }
  throw new Error(`nobody expects the bot to say of "${peering}": ${sentence}`);
}
