import type { Lived } from './life.ts';

const WEEK = 7 * 24 * 3_600_000;

/** Per week and person, as lines: in how many messages of the channel they are named, and how many they get in person. */
export function tellWeeks({ posts, direct, groups }: Lived, start: number): string {
  const weeks = new Map<number, Map<string, number>>();
  const count = (at: number, what: string) => {
    const week = Math.floor((at - start) / WEEK) + 1;
    const row = weeks.get(week) ?? new Map<string, number>();
    weeks.set(week, row.set(what, (row.get(what) ?? 0) + 1));
  };
  for (const { at, mentions, said } of posts) {
    count(at, said.some(({ kind }) => kind !== 'other') ? 'messages' : 'cards and news on them');
    // Slack notifies once a message, however often somebody is named in it.
    for (const user of new Set(mentions.flatMap((id) => groups[id] ?? [id]))) count(at, `${user} named`);
  }
  for (const { at, user } of direct) count(at, `${user} in person`);
  return [...weeks]
    .map(
      ([week, row]) =>
        `week ${week}: ${[...row]
          .toSorted()
          .map(([what, times]) => `${what} ${times}`)
          .join(', ')}`,
    )
    .join('\n');
}
