import type { Post, Said } from './channel.ts';

const MINUTE = 60_000;
const SECOND = 1_000;

/** What a tick is due to say. */
interface Due {
  line: string;
  at: number;
  /** How many lines are due together. */
  together: number;
  /** It could not wait for the morning. */
  urgent: boolean;
}

interface Tick {
  at: number;
  due: string[];
  /** The alerts that are not over, as of this tick. */
  held: ReadonlySet<string>;
}

export interface Judge {
  tick(tick: Tick): void;
  /** From now on the channel takes nothing, or the bot says nothing, until the returned function is called. */
  silence(from: number): (until: number) => void;
  /** Judges what was posted since the last time, and what was not; throws with every complaint at once. */
  read(posts: Post[], now: number): void;
  /** How many lines were due and are said. */
  said(): Record<string, number>;
}

/**
 * Compares what is due with what the channel shows: everything once, in the order in which it was due, as soon as the
 * channel takes it, never in quiet hours unless it cannot wait, and nothing of what is over meanwhile.
 */
export function createJudge(isQuiet: (at: number) => boolean): Judge {
  const silences: { from: number; until: number }[] = [];
  let ticks: Tick[] = [];
  let waiting: Due[] = [];
  const heard = new Set<string>();
  const goneOnCards = new Set<string>();
  const counts: Record<string, number> = {};
  const complaints: string[] = [];
  let lastPost = 0;
  let judged = 0;

  const complain = (at: number, line: string, why: string) =>
    complaints.push(`${new Date(at).toISOString()} ${line}: ${why}`);

  /** When it must be there at the latest. */
  function latest({ at, urgent, together }: Due): number {
    // Somewhat longer than the longest pause between two tries.
    const TRY = 6 * MINUTE;
    let moment = at;
    for (;;) {
      if (moment === Number.POSITIVE_INFINITY) return moment;
      const silent = silences.find(({ from, until }) => from <= moment + TRY && moment < until);
      if (silent) moment = silent.until + TRY;
      else if (!urgent && (isQuiet(moment) || isQuiet(moment + TRY))) moment += MINUTE;
      else return moment + TRY + 10 * SECOND * together;
    }
  }

  function take({ at, due, held }: Tick): void {
    for (const one of waiting)
      if (latest(one) < at)
        complain(at, one.line, `was due at ${new Date(one.at).toISOString()} and was never said`);
    waiting = waiting.filter((one) => latest(one) >= at && !isOver(one.line, held));
    const urgent = isQuiet(at);
    for (const line of due) {
      const key = line.slice('over '.length);
      // Of what nobody heard nobody hears that it is over.
      if (line.startsWith('over ') && !heard.has(key)) continue;
      if (line.startsWith('tell gone:') && goneOnCards.has(key)) {
        count('gone, told on its card');
        continue;
      }
      waiting.push({ line, at, together: due.length, urgent });
    }
  }

  const isOver = (line: string, held: Tick['held']) =>
    line.startsWith('tell ') && !line.startsWith('tell gone:') && !held.has(line.slice('tell '.length));

  function hear({ kind, key }: Said, at: number): void {
    if (kind === 'other') return;
    if (kind === 'gone-on-card') {
      goneOnCards.add(key);
      waiting = waiting.filter(({ line }) => line !== `tell ${key}`);
      return;
    }
    const line = key === '' ? kind : `${kind} ${key}`;
    const due = waiting.find((one) => one.line === line);
    if (!due) return void complain(at, line, 'is not due, or is said again, or is over');
    const before = waiting.find((one) => one.at < due.at && one.urgent === due.urgent);
    if (before) complain(at, line, `is said before ${before.line}`);
    if (isQuiet(at) && !due.urgent) complain(at, line, 'in quiet hours');
    waiting = waiting.filter((one) => one !== due);
    if (kind === 'tell') heard.add(key);
    if (kind === 'over') heard.delete(key);
    count(key === '' ? line : `${kind} ${key.split(':')[0]}`);
  }

  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };

  return {
    tick: (tick) => void ticks.push(tick),
    silence(from) {
      const silence = { from, until: Number.POSITIVE_INFINITY };
      silences.push(silence);
      return (until) => void Object.assign(silence, { until });
    },
    said: () => counts,
    read(posts, now) {
      for (const post of posts.slice(judged)) {
        while (ticks[0] && ticks[0].at <= post.at) take(ticks.shift() as Tick);
        if (post.at - lastPost < SECOND - 1)
          complain(post.at, post.said.map(({ key }) => key).join(), 'within a second of the one before');
        lastPost = post.at;
        const urgency = post.said.map(({ until }) => until ?? Number.POSITIVE_INFINITY);
        if (urgency.some((until, index) => until < (urgency[index - 1] ?? 0)))
          complain(post.at, 'a digest', 'not by urgency');
        for (const said of post.said) hear(said, post.at);
      }
      judged = posts.length;
      for (const tick of ticks) if (tick.at <= now) take(tick);
      ticks = ticks.filter(({ at }) => at > now);
      const late = waiting.filter((one) => latest(one) < now);
      for (const one of late)
        complain(now, one.line, `was due at ${new Date(one.at).toISOString()} and was never said`);
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
    },
  };
}
