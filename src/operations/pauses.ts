const SECOND = 1_000;
const MINUTE = 60_000;

/** How long to wait before the next look or try, in ms: short at first, ever longer, then the last one for good. */
export const pauses = {
  /** Until somebody accepts or Yugabyte has finished: soon seen when it is quick, cheap when it takes days. */
  follow: [2, 3, 5, 8, 13, 20, 30, 60, 120, 180, 300].map((s) => s * SECOND),
  /** Until Yugabyte shows what it has taken: https://docs.yugabyte.com says up to 30 s for allow lists. */
  settle: [1, 2, 3, 5, 8, 13, 20, 30, 60].map((s) => s * SECOND),
  /** After a failed call. */
  again: [2, 5, 10, 20, 40, 60, 120, 300].map((s) => s * SECOND),
  /** Where a person must mend something first, e.g. invite the bot to the channel. */
  slow: [5, 10, 20, 30].map((m) => m * MINUTE),
} as const satisfies Record<string, readonly number[]>;

/** `count` 0 is the first pause. */
export function pause(kind: keyof typeof pauses, count: number): number {
  const list = pauses[kind];
  return list[Math.min(count, list.length - 1)] ?? MINUTE;
}
