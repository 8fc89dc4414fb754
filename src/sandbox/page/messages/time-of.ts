/** Slack's `ts` → ms since 1970. */
export function timeOf(ts: string): number {
  return Math.floor(Number(ts) * 1000) || 0;
}
