/** Notices carry no time: each stands where it was first seen. */
const firstSeen = new Map<string, number>();

export function noticeTime(id: string, now: number): number {
  const known = firstSeen.get(id);
  if (known !== undefined) return known;
  firstSeen.set(id, now);
  return now;
}
